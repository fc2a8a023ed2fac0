import {
  type CountedUnit,
  countedUnit,
  type Evaluation,
  type Omission,
  type Policy,
} from '@proofmark/documents';
import { formatPlural } from '@proofmark/metrics';

/** A part of the test set that no gate saw although the policy names its column. */
export type Unjudged = {
  omission: Omission;
  /** "3 values of origin", for one line; absent where the user asked to leave it out. */
  short: string | undefined;
};

/**
 * What the evaluation left out of the slice columns that rules name. Under a `top` that cut values off, the smaller
 * ones were not asked for either; rows without a value always were.
 */
export function listUnjudged(
  { omitted, task }: Pick<Evaluation, 'omitted' | 'task'>,
  policy: Policy,
): Unjudged[] {
  const columns = new Set(
    policy.gates
      .filter(({ role }) => role !== 'exploratory')
      .flatMap(({ slices, by }) => [...(slices ?? []), ...(by === undefined ? [] : [by])]),
  );
  return [...columns].flatMap((column) => {
    const own = omitted.filter((omission) => omission.column === column);
    const isCut = own.some(({ why }) => why === 'beyond-top');
    return own.map((omission) => ({ omission, short: shorten(omission, isCut, countedUnit(task)) }));
  });
}

function shorten(omission: Omission, isCut: boolean, counted: CountedUnit): string | undefined {
  const { why, column } = omission;
  if (why === 'no-value') return `${formatPlural(omission.rows, ...counted)} without ${column}`;
  return isCut ? undefined : `${formatPlural(omission.values, 'value')} of ${column}`;
}
