import { aligned } from '../diff/decimal.ts';
import type { Column, Constraint } from '../model.ts';
import { demandsOf, error, type Finding } from './finding.ts';

type Bound = { bound: string; exclusive: boolean };

/** Bounds between which there is a number, but no integer or multiple. */
export function lintSteps(column: Column): Finding[] {
  const { constraints, type } = column;
  if (type !== 'integer' && type !== 'number') return [];
  const steps = demandsOf(constraints, 'multiple-of').map(({ constraint, demand: { divisor } }) => ({
    at: constraint as Constraint | undefined,
    step: divisor,
    noun: `multiple of ${divisor}`,
  }));
  if (type === 'integer') steps.unshift({ at: undefined, step: '1', noun: 'integer' });
  return demandsOf(constraints, 'minimum').flatMap(({ demand: low }) =>
    demandsOf(constraints, 'maximum').flatMap(({ constraint, demand: high }) =>
      steps
        .filter(({ step }) => isWithoutStep(low, high, step))
        .map(({ at, noun }) => {
          const from = `${low.exclusive ? 'greater than' : 'at least'} ${low.bound}`;
          const to = `${high.exclusive ? 'less than' : 'at most'} ${high.bound}`;
          return error(at ?? constraint, `no ${noun} is ${from} and ${to}`);
        }),
    ),
  );
}

/** Whether there are numbers between two bounds, but no multiple of the step. */
function isWithoutStep(low: Bound, high: Bound, step: string): boolean {
  const [least, most, unit] = aligned(low.bound, high.bound, step) ?? [];
  if (least === undefined || most === undefined || unit === undefined || unit <= 0n) return false;
  const isEmpty = least > most || (least === most && (low.exclusive || high.exclusive));
  if (isEmpty) return false;
  let first = ceil(least, unit);
  if (low.exclusive && first === least) first += unit;
  return high.exclusive ? first >= most : first > most;
}

/** The least multiple that is not below a number; BigInt divides towards zero. */
function ceil(value: bigint, unit: bigint): bigint {
  const below = (value / unit) * unit;
  return below < value ? below + unit : below;
}
