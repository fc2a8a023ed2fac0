import { type Finds, fBetaInterval } from '@proofmark/stats';
import type { Argument, Proportion } from './metric.ts';

export const BETA: Argument = {
  kind: 'number',
  example: '2',
  expected: 'a beta above 0',
  accepts: (beta) => beta > 0 && Number.isFinite(beta ** 2),
};

/** F-beta as a share: of what is found among all that is found, missed or flagged wrongly, the last two not alike. */
export function fBetaShare(finds: Finds, beta: number): Proportion {
  const { hits, misses, falseAlarms } = finds;
  const weight = beta * beta;
  const missed = (misses + 0.5) / (misses + falseAlarms + 1);
  const cost = weight * missed + 1 - missed;
  return {
    successes: hits,
    trials: hits + misses + falseAlarms,
    map: (share) => ((1 + weight) * share) / ((1 + weight) * share + (1 - share) * cost),
    score: (level) => fBetaInterval(finds, beta, level),
  };
}
