import type { Check } from '@proofmark/documents';
import { formatCount, formatPlural } from '@proofmark/metrics';
import { plain } from './escape.ts';

/** "delay is at least -60: failed on 12 of 3,000 rows (the smallest is -1116)", on one safe line. */
export function describeFailure(check: Check): string {
  // A rule about the table as a whole, like its number of rows, has no rows that fail.
  if (check.checked === 1 && check.received !== undefined)
    return `${plain(check.description)}: failed, ${plain(check.received, 300)}`;
  const received = check.received === undefined ? undefined : plain(check.received, 60);
  const rows = `${formatCount(check.failing)} of ${formatPlural(check.checked, 'row')}`;
  return `${plain(check.description)}: failed on ${rows}${received === undefined ? '' : ` (${received})`}`;
}

/** A file that a report may point at: inside the repository, as its users name it. */
export function isRepositoryPath(path: string): boolean {
  return !/^(?:[/\\]|[A-Za-z]:|[A-Za-z][\w+.-]*:)/.test(path) && !path.split(/[/\\]/).includes('..');
}
