import type { Evaluation, Policy } from '@proofmark/documents';

/** A part of the test set that no gate saw although the policy names its column. */
export type Unjudged = {
  /** As the evaluation says it: "origin: 3 values with fewer than 100 rows". */
  text: string;
  /** "3 values of origin", for one line; absent where the user asked to leave it out. */
  short: string | undefined;
};

/**
 * What the evaluation left out of the slice columns that rules name. Under a `top` that cut values off, the smaller
 * ones were not asked for either; rows without a value always were.
 */
export function listUnjudged({ omitted }: Pick<Evaluation, 'omitted'>, policy: Policy): Unjudged[] {
  const columns = new Set(
    policy.gates.filter(({ role }) => role !== 'exploratory').flatMap(({ slices }) => slices ?? []),
  );
  return [...columns].flatMap((column) => {
    const own = omitted.filter((text) => text.startsWith(`${column}: `));
    const isCut = own.some((text) => text.includes(' beyond the '));
    return own.map((text) => ({ text, short: shorten(text, column, isCut) }));
  });
}

function shorten(text: string, column: string, isCut: boolean): string | undefined {
  const rest = text.slice(column.length + 2);
  const [, rows] = /^(\d+ rows?) without a value$/.exec(rest) ?? [];
  if (rows !== undefined) return `${rows} without ${column}`;
  if (isCut) return undefined;
  const [, values] = /^(\d+ values?) /.exec(rest) ?? [];
  return `${values ?? 'some values'} of ${column}`;
}
