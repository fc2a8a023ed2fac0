import type { SliceSums } from '@proofmark/documents';
import type { PairedTable } from '@proofmark/stats';

/** Which of the two is right, counted over all rows (accuracy) or over those of one label (its recall). */
export function pairedTable({ cells }: SliceSums, on: 'rows' | { label: string }): PairedTable {
  const table = { both: 0, first: 0, second: 0, neither: 0 };
  for (const { label, candidate, baseline, rows } of cells) {
    if (on !== 'rows' && label !== on.label) continue;
    if (candidate === label) table[baseline === label ? 'both' : 'first'] += rows;
    else table[baseline === label ? 'second' : 'neither'] += rows;
  }
  return table;
}
