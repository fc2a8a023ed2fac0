import { type Dual, over, plus, scaled } from './dual.ts';
import type { Counts, MetricDefinition, Totals } from './metric.ts';

/**
 * Metrics of several classes as functions of class totals: of class number k `support[k]` (rows that have it), and of
 * one side `predicted[k]` and `hits[k]` (rows predicted to have it, rightly so). Rows of a multiclass task have one
 * class, of a multilabel task any number.
 */
export type Place = { support: string; predicted: string; hits: string };

export function placeOf(k: number): Place {
  return { support: `support[${k}]`, predicted: `predicted[${k}]`, hits: `hits[${k}]` };
}

export const sumOf = (parts: readonly Dual[]): Dual | undefined =>
  parts.length === 0 ? undefined : parts.reduce(plus);

export const nowhere = (total: Totals): Dual => scaled(total('rows'), 0);

/** 0 where the divisor is, as scikit-learn with `zero_division=0`. */
export const quotient = ({ above, below }: { above: Dual; below: Dual }): Dual =>
  below.value === 0 ? scaled(above, 0) : over(above, below);

export const classesUndefined = (count: Counts) => (count('rows') === 0 ? 'no rows' : undefined);

export function ofClassTotals(value: MetricDefinition['value']): MetricDefinition {
  return {
    direction: 'higher',
    range: [0, 1],
    family: 'classes',
    needs: [],
    value,
    undefinedWhen: classesUndefined,
  };
}
