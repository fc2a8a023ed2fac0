import { before, type Rule, type TimeSpan } from '@proofmark/contract';
import type { Outcome } from './outcome.ts';

/** The instant that ages are measured against, and whether the contract or the clock says so. */
export type AsOf = { instant: Date; statedBy: 'contract' | 'clock' };

/**
 * Judges the age of the newest (or oldest) value of a column. Without a value nothing shows that the data are fresh;
 * that none is too old to be kept is not in doubt then.
 * @param extreme ISO text in UTC
 * @param withheld why the value may not be shown
 */
export function judgeAge(
  rule: Rule,
  extreme: string | null,
  span: TimeSpan,
  asOf: AsOf,
  withheld?: string,
): Outcome {
  const isFreshness = rule.kind === 'freshness';
  if (extreme === null) {
    const reason = 'the column holds no value to be dated';
    return isFreshness
      ? { status: 'counted', checked: 1, failing: 1, holds: false, received: reason }
      : { status: 'not-applicable', reason };
  }
  const limit = before(asOf.instant, span);
  const found = instantOf(extreme);
  const kept = found >= limit.getTime();
  const which = isFreshness ? 'newest' : 'oldest';
  const age = `${extreme}, ${showAge(asOf.instant.getTime() - found)} before ${asOf.instant.toISOString()} (${
    asOf.statedBy === 'contract' ? 'as of the date that the contract states, not of today' : 'now'
  })`;
  return {
    status: 'counted',
    checked: 1,
    failing: kept ? 0 : 1,
    holds: kept,
    received: `${which} is ${withheld === undefined ? age : `withheld (${withheld})`}`,
  };
}

/** A remark on a newest value that is yet to come: it passes for fresh, and most likely nobody meant it. */
export function noteFuture(
  column: string,
  newest: string | null,
  asOf: AsOf,
  withheld?: string,
): string | undefined {
  if (newest === null || !(instantOf(newest) > asOf.instant.getTime())) return undefined;
  const shown = withheld === undefined ? `, ${newest},` : '';
  return `the newest value of ${column}${shown} lies after ${asOf.instant.toISOString()}, which its freshness is measured against`;
}

function instantOf(iso: string): number {
  return Date.parse(`${iso.replace(' ', 'T').replace(/(\.\d{3})\d+$/, '$1')}${iso.includes(':') ? 'Z' : ''}`);
}

function showAge(milliseconds: number): string {
  const hours = milliseconds / 36e5;
  return Math.abs(hours) < 48
    ? `${Number(hours.toFixed(1))} hours`
    : `${Number((hours / 24).toFixed(1))} days`;
}
