import type { Budget, GateRule, PolicyOptions } from '@proofmark/documents';
import { bennettRows, bennettTolerance, hoeffdingRows, hoeffdingTolerance } from '@proofmark/stats';
import type { Clause } from './parse.ts';

export type Mode = NonNullable<GateRule['mode']>;
export type Bounds = NonNullable<GateRule['bounds']>;

/** How surely a condition is to be decided, and how often on one test set. */
export type Guarantee = { reliability: number; budget: Budget | undefined; mode: Mode };

/** The mode of a rule: what lets go when it cannot tell must not rely on a clause that may not hold. */
export function modeOf({ mode }: Pick<GateRule, 'mode'>, options: PolicyOptions): Mode {
  return mode ?? (options['on-inconclusive'] === 'fail' ? 'fp-free' : 'fn-free');
}

/** One clause with what its bound needs. */
export type PlannedClause = Clause & {
  /** ln(1/δ) of this clause at one look; in logs, since δ/2^H is soon no number. */
  logInverse: number;
  /** The share of differing rows that Bennett's inequality may rely on; undefined: Hoeffding's. */
  spread: number | undefined;
  /** Rows at which the bound is as narrow as the tolerance. */
  rows: number;
};

/**
 * Plans each clause: δ is shared among the clauses and among the looks (δ/H, or δ/2^H when each result is seen), and
 * inside a clause among its variables, whose tolerances share ε so that all need as many rows. With Bennett's bound a
 * clause on n − o relies on another one, `d < A +/- B`: once that holds, at most p = A of the rows differ (A + 2B
 * with fn-free, where it holds when it may). Method: Renggli et al. 2019, sections 3 and 4; the formulas give the
 * figures of the paper.
 */
export function planClauses(
  clauses: readonly Clause[],
  bounds: Bounds,
  guarantee: Guarantee,
): PlannedClause[] {
  const { reliability, budget, mode } = guarantee;
  const steps = budget?.steps ?? 1;
  const looks = budget?.adaptivity === 'full' ? steps * Math.LN2 : Math.log(steps);
  const logInverse = Math.log(clauses.length) + looks - Math.log1p(-reliability);
  const limit = clauses.find(isBoundOnDifference);
  const p =
    limit &&
    (mode === 'fp-free' ? limit.bound : limit.bound + 2 * limit.tolerance) / (limit.coefficients.d ?? 1);
  return clauses.map((clause) => {
    const spread = bounds === 'bennett' && isDifference(clause) && p !== undefined && p > 0 ? p : undefined;
    const planned = { ...clause, logInverse, spread };
    return { ...planned, rows: Math.ceil(exactRows(planned)) };
  });
}

function exactRows({ coefficients, tolerance, logInverse, spread }: Omit<PlannedClause, 'rows'>): number {
  const sizes = Object.values(coefficients).map(Math.abs);
  // Two-sided, as in the paper.
  if (spread !== undefined) return bennettRows(tolerance / (sizes[0] ?? 1), spread, logInverse + Math.LN2);
  return hoeffdingRows(tolerance, sum(sizes), logInverse + Math.log(sizes.length));
}

/** Half the width of the bound at that many rows: the tolerance, or more when the rows are too few for it. */
export function boundOf(
  { coefficients, tolerance, logInverse, spread }: PlannedClause,
  rows: number,
): number {
  const sizes = Object.values(coefficients).map(Math.abs);
  const [size = 1] = sizes;
  const reached =
    spread === undefined
      ? hoeffdingTolerance(rows, sum(sizes), logInverse + Math.log(sizes.length))
      : size * bennettTolerance(rows, spread, logInverse + Math.LN2);
  return Math.max(tolerance, reached);
}

/** A multiple of n − o. */
export function isDifference({ coefficients: { n, o, d } }: Clause): boolean {
  return n !== undefined && o !== undefined && n === -o && d === undefined;
}

function isBoundOnDifference({ coefficients: { n, o, d }, comparison }: Clause): boolean {
  return n === undefined && o === undefined && d !== undefined && d > 0 && comparison === '<';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
