import { requireCount, requirePositive } from './require.ts';
import { findRoot } from './root.ts';

/**
 * Rows so that the mean of values in an interval of length `range` errs by more than `tolerance` to one side with
 * probability at most e^(−logInverse). Method: W. Hoeffding, JASA 58, 1963, theorem 2.
 */
export function hoeffdingRows(tolerance: number, range: number, logInverse: number): number {
  requirePositive(tolerance, 'a tolerance');
  return (range * range * logInverse) / (2 * tolerance * tolerance);
}

/** The tolerance that `rows` rows give: the inverse of `hoeffdingRows`. */
export function hoeffdingTolerance(rows: number, range: number, logInverse: number): number {
  requireCount(rows, 'a number of rows');
  return range * Math.sqrt(logInverse / (2 * rows));
}

/**
 * Rows so that the mean of values in [−1, 1] whose mean square is at most `spread` errs by more than `tolerance` to
 * one side with probability at most e^(−logInverse): ln(1/δ) / (p · h(ε/p)), h(u) = (1 + u)·ln(1 + u) − u.
 * Method: G. Bennett, JASA 57, 1962.
 */
export function bennettRows(tolerance: number, spread: number, logInverse: number): number {
  requirePositive(tolerance, 'a tolerance');
  requirePositive(spread, 'a spread');
  const u = tolerance / spread;
  return logInverse / (spread * ((1 + u) * Math.log1p(u) - u));
}

/** The tolerance that `rows` rows give: the inverse of `bennettRows`, at most 2. */
export function bennettTolerance(rows: number, spread: number, logInverse: number): number {
  requireCount(rows, 'a number of rows');
  requirePositive(spread, 'a spread');
  const excess = (tolerance: number) => Math.log(bennettRows(tolerance, spread, logInverse) / rows);
  return excess(2) >= 0 ? 2 : findRoot(excess, 1e-9, 2);
}
