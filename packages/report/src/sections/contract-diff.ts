import type { ContractDiff, ContractDifference, Validation } from '@proofmark/documents';
import { formatCount, formatPlural } from '@proofmark/metrics';
import { cell, inline, plain, prose } from '../escape.ts';
import type { Section } from '../section.ts';
import { limitedTable } from '../table.ts';

/** Breaking first: what a reviewer must agree to. */
const order = ['breaking', 'addition', 'patch'] as const satisfies ContractDifference['impact'][];

const impactMark: Readonly<Record<ContractDifference['impact'], string>> = {
  breaking: '💥',
  addition: '➕',
  patch: '▫️',
};

/**
 * What the pull request changes in a contract, breaking changes first, and whether its version says so. Undefined
 * where nothing was compared or nothing differs. Folded when nothing breaks and the version says what changed.
 */
export function contractDiffSection(
  { contractDiff, status }: Pick<Validation, 'contractDiff' | 'status'>,
  rowLimit: number,
): Section | undefined {
  if (contractDiff === undefined || isUnchanged(contractDiff)) return undefined;
  const { base, head, version } = contractDiff;
  const changes = sortChanges(contractDiff);
  const isHidden = contractDiff.status === 'fail';
  const body = [
    `${inline(head.file)}: version ${inline(base.version)} to ${inline(head.version)}. ${isHidden ? `**${prose(version.reason)}.**` : `${prose(version.reason)}.`}`,
    changes.length === 0 ? 'No promise about data changed.' : changeTable(changes, rowLimit),
  ];
  const mark = isHidden ? (status === 'fail' ? '❌' : '⚠️') : '✅';
  return {
    title: `Contract changes: ${mark} ${countChanges(contractDiff)}`,
    body: body.join('\n\n'),
    open: isHidden || changes.some(({ impact }) => impact === 'breaking'),
    charts: [],
  };
}

/** Whether the data keep the contract, and the validation did not pass because of what the contract's version hides. */
export function blamesContract({ contractDiff, checks }: Validation): boolean {
  return (
    contractDiff?.status === 'fail' &&
    !checks.some(({ status, severity }) => status === 'fail' && severity === 'error')
  );
}

/** "2 breaking changes, 1 addition", with what the version lacks. */
export function countChanges({ changes, version, status }: ContractDiff): string {
  const count = (impact: ContractDifference['impact']) =>
    changes.filter((change) => change.impact === impact).length;
  const parts = [
    count('breaking') ? formatPlural(count('breaking'), 'breaking change') : '',
    count('addition') ? formatPlural(count('addition'), 'addition') : '',
    count('patch') ? formatPlural(count('patch'), 'other change') : '',
  ].filter((part) => part !== '');
  const all = parts.length ? parts.join(', ') : 'other words';
  if (status === 'pass') return all;
  return version.found === 'lower'
    ? `${all}, and the version went down`
    : `${all}, without the ${version.required} version they need`;
}

/** The changes, breaking ones first, else in the order of the contract. */
export function sortChanges({ changes }: ContractDiff): ContractDifference[] {
  return changes.toSorted((a, b) => order.indexOf(a.impact) - order.indexOf(b.impact));
}

/** "flights.delay maximum": what a change is about; untrusted. */
function subjectOf({ table, column, constraint }: ContractDifference): string {
  const place = [table, column].filter((part) => part).join('.');
  return [place, constraint].filter((part) => part).join(' ');
}

/** "constraint loosened: flights.delay maximum (at most 5 -> at most 9)", on one safe line. */
export function describeChange(change: ContractDifference): string {
  const { before, after } = change;
  const subject = plain(subjectOf(change), 120);
  const values = [before, after].map((value) => (value === undefined ? 'nothing' : plain(value, 80)));
  const step = before === undefined || after === undefined ? '' : ` (${values.join(' -> ')})`;
  return `${change.change.replaceAll('-', ' ')}${subject === '' ? '' : `: ${subject}`}${step}`;
}

function isUnchanged({ changes, version, status }: ContractDiff): boolean {
  return changes.length === 0 && version.required === 'none' && status === 'pass';
}

function changeTable(changes: readonly ContractDifference[], rowLimit: number): string {
  return limitedTable(
    [{ title: 'Change' }, { title: 'Before' }, { title: 'Now' }, { title: 'Why it matters' }],
    changes,
    changeRow,
    {
      rows: rowLimit,
      rest: (left) => `_${formatPlural(left, 'more change')} in the validation document._`,
    },
  );
}

function changeRow(change: ContractDifference): string[] {
  const { impact, before, after, breaks, reason, head } = change;
  const subject = subjectOf(change);
  const line = head ? `, line ${formatCount(head.line)}` : '';
  return [
    `${impactMark[impact]}\u00a0${change.change.replaceAll('-', ' ')}${subject === '' ? '' : ` ${cell(subject)}`}<br><sub>${impact}${line}</sub>`,
    before === undefined ? '' : cell(before),
    after === undefined ? '' : cell(after),
    `${prose(reason)}${breaks.length ? `<br><sub>breaks ${breaks.join(' and ')}</sub>` : ''}`,
  ];
}
