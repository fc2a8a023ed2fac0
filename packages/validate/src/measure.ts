import type { Comparison, Unit } from '@proofmark/contract';
import type { Outcome } from './outcome.ts';

export function holds(comparison: Comparison, measured: number): boolean {
  switch (comparison.operator) {
    case '=':
      return measured === comparison.value;
    case '!=':
      return measured !== comparison.value;
    case '>':
      return measured > comparison.value;
    case '>=':
      return measured >= comparison.value;
    case '<':
      return measured < comparison.value;
    case '<=':
      return measured <= comparison.value;
    case 'between':
      return measured >= comparison.low && measured <= comparison.high;
    case 'not between':
      return measured < comparison.low || measured > comparison.high;
  }
}

/** Judges a number of rows against a rule's operator, as a count or as a percentage of all rows. */
export function compareCount(
  count: number,
  rows: number,
  { comparison, unit }: { comparison: Comparison; unit: Unit },
  detail = '',
): Outcome {
  // One correctly rounded division of exact integers: 5 of 100 rows are exactly 5 %.
  const percent = rows === 0 ? 0 : (100 * count) / rows;
  const measured = unit === 'percent' ? percent : count;
  const shown = unit === 'percent' ? `${Number(percent.toPrecision(6))} % (${count} rows)` : `${count} rows`;
  return {
    status: 'counted',
    checked: rows,
    failing: count,
    holds: holds(comparison, measured),
    received: shown + detail,
  };
}
