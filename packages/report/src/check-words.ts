import type { Check, FailingRow, Validation } from '@proofmark/documents';
import { formatCount, formatPlural } from '@proofmark/metrics';
import { plain } from './escape.ts';
import { showHidden } from './hidden.ts';

/** Rules that hold one measured value against an expectation: there are no rows of which some fail. */
const MEASURED: ReadonlySet<Check['rule']> = new Set([
  'column-present',
  'row-count',
  'row-count-change',
  'checksum',
  'null-values',
  'missing-values',
  'invalid-values',
  'duplicate-values',
  'sql',
  'freshness',
  'retention',
  'service-level',
  'distribution',
]);

/** The rule in words, on one safe line. SQL says too little of itself: it is named by its table, column and rule. */
export function nameRule(check: Check): string {
  const description = plain(check.description);
  return check.rule === 'sql' ? `${description} [${plain(check.id, 120)}]` : description;
}

/** "delay is at least -60: failed on 12 of 3,000 rows (the smallest is -1116)", on one safe line. */
export function describeFailure(check: Check): string {
  return `${nameRule(check)}: ${describeFound(check)}`;
}

/** What of it failed: how many rows, or what was received where something else was expected. */
function describeFound(check: Check): string {
  if (check.reason !== undefined) return `failed, ${plain(check.reason, 300)}`;
  const received = check.received === undefined ? undefined : plain(check.received, 300);
  if (MEASURED.has(check.rule)) {
    return `failed, received ${received ?? formatCount(check.failing)}, expected ${plain(check.expected, 120)}`;
  }
  const rows = `${formatCount(check.failing)} of ${formatPlural(check.checked, 'row')}`;
  return `failed on ${rows}${received === undefined ? '' : ` (${received})`}`;
}

/** "3,000 rows"; without one it says what that means, because every rule holds on nothing. */
export function rowsText({ data, checks }: Pick<Validation, 'data' | 'checks'>): string {
  const rows = formatPlural(data.rows, 'row');
  if (data.rows > 0) return rows;
  const isRead = checks.every(({ rule }) => rule !== 'readable');
  return `${rows} (${isRead ? 'nothing was tested' : 'nothing could be read'})`;
}

/** A file that a report may point at: inside the repository, as its users name it. */
export function isRepositoryPath(path: string): boolean {
  return !/^(?:[/\\]|[A-Za-z]:|[A-Za-z][\w+.-]*:)/.test(path) && !path.split(/[/\\]/).includes('..');
}

/** A failing row for people, on one safe line: where it stands, and its value. Nothing else formats one. */
export type ShownRow = { place: string; value: string; repeats: string };

/** The place is the line of a text file, else the number of the row, else its key; the file where there are several. */
export function showRow(row: FailingRow, { data }: Pick<Validation, 'data'>): ShownRow {
  const { line, row: number, file, key = {}, value, repeats } = row;
  const named = Object.entries(key).map(([name, own]) => `${plain(name, 60)} ${plain(own ?? 'null', 60)}`);
  const within =
    line !== undefined
      ? `line ${formatCount(line)}`
      : number !== undefined
        ? `row ${formatCount(number)}`
        : named.join(', ');
  const holder = data.files.length > 1 && file !== undefined ? plain(file, 120) : undefined;
  return {
    place: [holder, within].filter((part) => part !== undefined && part !== '').join(' '),
    value: value === null ? 'null' : plain(showHidden(value), 120),
    repeats: repeats === undefined ? '' : `, repeats row ${formatCount(repeats)}`,
  };
}

/** The first failing rows and those drawn from the rest, at most so many of each. */
export function rowsToShow(
  { evidence }: Check,
  limits: { first: number; drawn: number },
): { first: FailingRow[]; drawn: FailingRow[] } {
  return {
    first: evidence?.rows.slice(0, limits.first) ?? [],
    drawn: evidence?.sample?.slice(0, limits.drawn) ?? [],
  };
}

/** The failing rows as lines of plain text: `line 12: "-5"`. */
export function rowLines(
  check: Check,
  validation: Validation,
  limits: { first: number; drawn: number },
): string[] {
  const { first, drawn } = rowsToShow(check, limits);
  const show = (row: FailingRow) => {
    const { place, value, repeats } = showRow(row, validation);
    return `${place === '' ? 'value' : place}: ${row.value === null ? value : `"${value}"`}${repeats}`;
  };
  return [...first.map(show), ...drawn.map((row) => `drawn from the rest, ${show(row)}`)];
}

/** Of the coverage, what is not enforced: "2 not applicable", "1 not supported". */
export function unenforcedParts({ coverage }: Pick<Validation, 'coverage'>): {
  text: string;
  isProblem: boolean;
}[] {
  const { notApplicable, unsupported, notRun = 0 } = coverage;
  return [
    { count: notApplicable, words: 'not applicable', isProblem: false },
    { count: unsupported, words: 'not supported', isProblem: true },
    { count: notRun, words: 'not run', isProblem: true },
  ]
    .filter(({ count }) => count > 0)
    .map(({ count, words, isProblem }) => ({ text: `${formatCount(count)} ${words}`, isProblem }));
}

/** Rules that do not apply to the data, by the reason: a contract may declare hundreds of one kind. */
export function groupNotApplicable({
  checks,
}: Pick<Validation, 'checks'>): { reason: string; ids: string[] }[] {
  const byReason = Map.groupBy(
    checks.filter(({ status }) => status === 'not-applicable'),
    ({ reason }) => reason ?? 'no reason is known',
  );
  return [...byReason].map(([reason, those]) => ({ reason, ids: those.map(({ id }) => id) }));
}
