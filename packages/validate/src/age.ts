import { before, type Rule, type TimeSpan } from '@proofmark/contract';
import type { Outcome } from './outcome.ts';

/** The instant that ages are measured against, and whether the contract or the clock says so. */
export type AsOf = { instant: Date; statedBy: 'contract' | 'clock' };

/** Judges the age of the newest (or oldest) value of a column; ISO text in UTC. */
export function judgeAge(rule: Rule, extreme: string | null, span: TimeSpan, asOf: AsOf): Outcome {
  if (extreme === null) return { status: 'not-applicable', reason: 'the column holds no value to be dated' };
  const limit = before(asOf.instant, span);
  const found = Date.parse(
    `${extreme.replace(' ', 'T').replace(/(\.\d{3})\d+$/, '$1')}${extreme.includes(':') ? 'Z' : ''}`,
  );
  const kept = found >= limit.getTime();
  const which = rule.kind === 'freshness' ? 'newest' : 'oldest';
  return {
    status: 'counted',
    checked: 1,
    failing: kept ? 0 : 1,
    holds: kept,
    received: `${which} is ${extreme}, ${showAge(asOf.instant.getTime() - found)} before ${asOf.instant.toISOString()} (${
      asOf.statedBy === 'contract' ? 'as of the date that the contract states, not of today' : 'now'
    })`,
  };
}

function showAge(milliseconds: number): string {
  const hours = milliseconds / 36e5;
  return Math.abs(hours) < 48
    ? `${Number(hours.toFixed(1))} hours`
    : `${Number((hours / 24).toFixed(1))} days`;
}
