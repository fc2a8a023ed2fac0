import type { ColumnProfile } from '@proofmark/documents';
import { formatExact } from '@proofmark/metrics';

/** Names of the bins that hold no value of their own. */
export const [OTHERS, NULLS] = ['(all others)', '(null)'] as const;

/** The bins of a profiled column, named for people, each with its share of the rows; nulls left out. */
export function binShares(column: ColumnProfile): [label: string, share: number][] {
  if (column.kind === 'categorical') {
    return [
      ...column.values.map(({ value, count }): [string, number] => [value, shareOf(count, column.rows)]),
      ...(column.other > 0 ? [[OTHERS, shareOf(column.other, column.rows)] as [string, number]] : []),
    ];
  }
  const { edges } = column;
  return column.counts.map((count, i) => {
    const from = edges[i - 1];
    const to = edges[i];
    const label =
      from === undefined
        ? to === undefined
          ? 'all'
          : `≤ ${formatEdge(to)}`
        : to === undefined
          ? `> ${formatEdge(from)}`
          : `${formatEdge(from)} to ${formatEdge(to)}`;
    return [label, shareOf(count, column.rows)];
  });
}

/** An edge as people read it: seven digits are all that a 32-bit float holds. */
function formatEdge(edge: number): string {
  return formatExact(Number(edge.toPrecision(7)));
}

export function shareOf(count: number, rows: number): number {
  return rows > 0 ? count / rows : 0;
}
