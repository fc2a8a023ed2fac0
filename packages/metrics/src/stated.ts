import type { Aggregate, Side, StatedValue } from '@proofmark/documents';
import { type Limits, waldInterval, wilsonInterval } from '@proofmark/stats';
import type { Measured, Undefined } from './measured.ts';
import { type Metric, meanOf } from './metric.ts';

/**
 * A number that another tool computed, at a two-sided level. Its interval comes from what was stated and nothing else:
 * Wilson's of a share of rows; the standard error with Student's t, or the normal where the number of rows is unknown.
 * A standard error of 0 shows no spread rather than none.
 */
export function estimateStated(aggregate: Aggregate, side: Side, level: number): Measured | Undefined {
  const stated = aggregate[side];
  if (stated === null) return { value: null, reason: 'the source does not state it' };
  const { value, rows, share } = stated;
  const measured = (standardError: number, limits: Limits, method: string, df: number): Measured => ({
    value,
    standardError,
    degreesOfFreedom: df,
    interval: { ...limits, level, method },
  });
  if (share && rows !== undefined) {
    const standardError = Math.sqrt((value * (1 - value)) / rows);
    const limits = wilsonInterval(value * rows, rows, level);
    return measured(standardError, limits, 'Wilson score of the stated rows', Number.POSITIVE_INFINITY);
  }
  const doubt = whyUnknown(stated);
  if (doubt !== undefined || stated.standardError === undefined) {
    const reason = doubt ?? '';
    return { value, standardError: null, degreesOfFreedom: Number.POSITIVE_INFINITY, interval: null, reason };
  }
  const df = rows === undefined ? null : rows - 1;
  const method = `stated standard error, ${df === null ? 'normal' : `t with ${df} df`}`;
  const limits = waldInterval(value, stated.standardError, level, df);
  return measured(stated.standardError, limits, method, df ?? Number.POSITIVE_INFINITY);
}

function whyUnknown({ standardError, rows }: StatedValue): string | undefined {
  if (standardError === undefined) return 'the source states no standard error';
  if (standardError === 0) return 'the source states a standard error of 0, which shows no spread';
  return rows === 1 ? 'a single row shows no spread' : undefined;
}

/** Stands for a metric of which no definition is known, only results. */
export function statedMetric(name: string, direction: 'higher' | 'lower'): Metric {
  const range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  return { name, direction, range, family: 'error', needs: [], value: meanOf(name) };
}
