import type { SliceSums } from '@proofmark/documents';
import type { PairedTable } from '@proofmark/stats';

/** Which of the two is right, counted over all rows (accuracy) or over the positive rows (recall). */
export function pairedTable(
  { cells }: SliceSums,
  classes: readonly string[],
  on: 'rows' | 'positives',
): PairedTable {
  const table = { both: 0, first: 0, second: 0, neither: 0 };
  for (const { label, candidate, baseline, rows } of cells) {
    if (on === 'positives' && label !== classes[1]) continue;
    if (candidate === label) table[baseline === label ? 'both' : 'first'] += rows;
    else table[baseline === label ? 'second' : 'neither'] += rows;
  }
  return table;
}
