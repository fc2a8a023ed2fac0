import { type ContractDiff, type ContractDifference, showLocation } from '@proofmark/documents';
import { plain } from '../escape.ts';
import { type Color, joinLines, painter, type TerminalOptions } from './layout.ts';

const titles: Readonly<Record<ContractDifference['impact'], { title: string; color: Color }>> = {
  breaking: { title: 'Breaking', color: 'red' },
  addition: { title: 'Additions', color: 'green' },
  patch: { title: 'Other changes', color: 'dim' },
};

/** A comparison of two contracts for a terminal, lines without the last line end: the verdict on the version, then every change with its reason. */
export function printContractDiff(diff: ContractDiff, options: TerminalOptions): string {
  const paint = painter(options);
  const { base, head, status, version, changes } = diff;
  const verdict = paint(status === 'pass' ? 'green' : 'red', status.toUpperCase());
  const files = `${plain(base.file)} ${plain(base.version, 40)} -> ${plain(head.file)} ${plain(head.version, 40)}`;
  return joinLines([
    `${verdict} ${paint('bold', files)}`,
    plain(version.reason),
    ...(['breaking', 'addition', 'patch'] as const).flatMap((impact) => {
      const own = changes.filter((change) => change.impact === impact);
      const { title, color } = titles[impact];
      return own.length ? ['', paint(color, `${title} (${own.length})`), ...own.flatMap(changeLines)] : [];
    }),
  ]);
}

function changeLines(change: ContractDifference): string[] {
  const { table, column, constraint, before, after, breaks, reason } = change;
  const subject = [table, column, constraint].filter((part) => part).map((part) => plain(part ?? '', 60));
  const values = [before, after].map((value) => (value === undefined ? undefined : plain(value, 80)));
  const step =
    values[0] !== undefined && values[1] !== undefined
      ? `${values[0]} -> ${values[1]}`
      : (values[0] ?? values[1]);
  const whom = breaks.length ? ` (breaks ${breaks.join(' and ')})` : '';
  const places = [change.base, change.head].flatMap((place) =>
    place ? [plain(showLocation(place), 120)] : [],
  );
  return [
    `- ${[change.change.replaceAll('-', ' '), subject.join('.')].filter(Boolean).join(' ')}${step === undefined ? '' : `: ${step}`}`,
    `  ${plain(reason)}${whom}${places.length ? ` [${places.join(', ')}]` : ''}`,
  ];
}
