import type { Side } from '@proofmark/documents';
import { double } from './moments.ts';
import { orderTermSql } from './order-facts.ts';
import { tweedieSql } from './tweedie.ts';
import type { Term } from './unit-sums.ts';

/** What scikit-learn divides by in place of smaller labels. */
const EPSILON = 2 ** -52;

/** SQL of the features of the label `y` alone; `shift` is a constant near its mean (see `RegressionFacts`). */
export function labelTerms(needed: ReadonlySet<string>, shift: number): Term[] {
  const shifted = `(y - ${double(shift)})`;
  return [
    { name: 'label', sql: shifted },
    { name: 'label_squared', sql: `${shifted} * ${shifted}` },
    { name: 'absolute_label', sql: 'abs(y)' },
  ].filter(({ name }) => needed.has(name));
}

/** SQL of a feature of the label `y` and of one side's number. */
export function errorSql(feature: string, side: Side): string {
  const score = `${side}::DOUBLE`;
  const error = `(${score} - y)`;
  const [kind = '', argument] = feature.split('@');
  switch (kind) {
    case 'absolute_error':
      return `abs${error}`;
    case 'squared_error':
      return `${error} * ${error}`;
    case 'error':
      return error;
    case 'mape':
      return `abs${error} / greatest(abs(y), ${double(EPSILON)})`;
    case 'smape':
      return smapeSql(score);
    case 'pinball':
      return pinballSql(score, Number(argument));
    case 'tweedie_deviance':
      return tweedieSql(score, Number(argument));
    case 'median_ae':
    case 'max_error':
      return orderTermSql(kind, side);
    default:
      throw new RangeError(`no feature of numbers is called ${feature}`);
  }
}

/** From 0 to 2; two zeros agree. */
export function smapeSql(score: string): string {
  return `coalesce(2 * abs(${score} - y) / nullif(abs(y) + abs(${score}), 0), 0)`;
}

/** The loss whose minimum is the quantile (R. Koenker & G. Bassett, Econometrica 46, 1978). */
export function pinballSql(score: string, quantile: number): string {
  return `(y - ${score}) * CASE WHEN y >= ${score} THEN ${double(quantile)} ELSE ${double(quantile - 1)} END`;
}
