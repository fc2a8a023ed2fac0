import { formatPlural } from '@proofmark/metrics';
import { cell, inline, plain, prose } from './escape.ts';
import { table } from './table.ts';
import { align, joinLines, painter, type TerminalOptions } from './terminal/layout.ts';

/** What was found about a release; the verification of the room `evidence` fits. */
export type Verification = {
  outcome: 'verified' | 'incomplete' | 'failed';
  checks: readonly {
    name: string;
    status: 'pass' | 'fail' | 'not-checked';
    file: string | undefined;
    reason: string;
  }[];
  /** What rests on the publisher's word. */
  notes: readonly string[];
  manifest: { tag: string; commit: string } | undefined;
};

const marks = { pass: '✅', fail: '❌', 'not-checked': '➖' } as const;
const words = { pass: 'pass', fail: 'FAIL', 'not-checked': 'not checked' } as const;
const outcomes = {
  verified: { mark: '✅', color: 'green', text: 'Verified' },
  incomplete: { mark: '➖', color: 'yellow', text: 'Nothing is wrong, but not everything was checked' },
  failed: { mark: '❌', color: 'red', text: 'Not verified' },
} as const;

/** The verification of a release for a terminal: every check, what failed first. */
export function printVerification(
  verification: Verification,
  options: TerminalOptions = { color: false },
): string {
  const paint = painter(options);
  const { color, text } = outcomes[verification.outcome];
  const tag = verification.manifest ? `: ${plain(verification.manifest.tag, 120)}` : '';
  const rows = sortChecks(verification).map(({ status, name, file, reason }) => [
    words[status],
    plain(name, 30),
    plain(file ?? '', 40),
    plain(reason, 200),
  ]);
  return joinLines([
    `${paint(color, text)}${tag} (${count(verification)})`,
    '',
    ...align(['', 'check', 'file', ''], rows, [], (row, line) =>
      row[0] === words.fail ? paint('red', line) : line,
    ),
    ...verification.notes.map((note) => `${paint('dim', 'note')} ${plain(note)}`),
  ]);
}

/** The job summary of a verification. */
export function renderVerificationSummary(verification: Verification): string {
  const { mark, text } = outcomes[verification.outcome];
  const { manifest, notes } = verification;
  const parts = [
    `### ${mark} ${text}${manifest ? `: ${inline(manifest.tag)}` : ''}`,
    `${count(verification)}${manifest ? `; the release was made from commit ${inline(manifest.commit)}` : ''}.`,
    table(
      [{ title: 'Result' }, { title: 'Check' }, { title: 'File' }, { title: 'What was found' }],
      sortChecks(verification).map(({ status, name, file, reason }) => [
        `${marks[status]}\u00a0${words[status]}`,
        cell(name),
        file === undefined ? '' : cell(file),
        prose(reason),
      ]),
    ),
    notes.map((note) => `- ${prose(note)}`).join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function sortChecks({ checks }: Verification): Verification['checks'] {
  const rank = { fail: 0, 'not-checked': 1, pass: 2 };
  return checks.toSorted((a, b) => rank[a.status] - rank[b.status]);
}

function count({ checks }: Verification): string {
  const of = (status: keyof typeof marks) => checks.filter((check) => check.status === status).length;
  const parts = [
    `${formatPlural(of('pass'), 'check')} passed`,
    of('fail') ? `${of('fail')} failed` : '',
    of('not-checked') ? `${of('not-checked')} not made` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
