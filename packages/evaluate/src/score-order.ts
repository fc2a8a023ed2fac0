import { sortAscending, takeBytes, takeDoubles } from '@proofmark/stats';

/** Rows from the lowest score up: the entries i are of the row in place i. */
export type OrderedRows = {
  /** The numbers of the rows. */
  order: Uint32Array;
  scores: Float64Array;
  /** Is the row of the positive class: 0 or 1. */
  positive: Uint8Array;
  /** Without, all rows weigh 1. */
  weight: Float64Array | undefined;
};

/** @param scores finite; entry i is of row i, as of the other columns */
export function orderRows(
  scores: Float64Array,
  positive: Uint8Array,
  weight: Float64Array | undefined,
): OrderedRows {
  const { order, values } = sortAscending(scores);
  return {
    order,
    scores: values,
    positive: takeBytes(positive, order),
    weight: weight && takeDoubles(weight, order),
  };
}
