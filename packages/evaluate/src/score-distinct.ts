import { DistinctRows } from './distinct-rows.ts';
import type { ScoringModel } from './onnx.ts';
import type { FeatureColumn } from './onnx-inputs.ts';

/** After so many rows it is clear whether rows repeat: neighbours, of one day, do less than rows of different weeks. */
const ENOUGH_ROWS = 250_000;
/** Looking a row up costs a fraction of scoring it: so many of the rows of a batch must be known to be worth it. */
const LEAST_KNOWN = 0.25;
/** Distinct rows whose values and scores are kept in memory at most. */
const MOST_DISTINCT = 2_000_000;

/**
 * Scores each distinct row of features once: the score of a model is a function of its features, and features that
 * are few and whole repeat a lot. Where they do not, rows are soon scored as they come.
 * @param decode makes of a column of numbers what the model takes as this feature
 * @returns what scores a batch: the score of class c of row i at i × width + c
 */
export function scoreDistinct(
  model: ScoringModel,
  decode: (feature: string, numbers: Float32Array) => FeatureColumn,
): (columns: readonly Float32Array[], rows: number) => Promise<Float32Array> {
  const { width, features } = model;
  const score = (columns: readonly Float32Array[], rows: number) =>
    model.score(
      columns.map((numbers, k) => decode(features[k] ?? '', numbers)),
      rows,
    );
  let distinct: DistinctRows | undefined = new DistinctRows(features.length);
  let scores: Float32Array = new Float32Array(0);
  let seen = 0;
  return async (columns, rows) => {
    if (!distinct) return score(columns, rows);
    const before = distinct.size;
    const { numbers, fresh } = distinct.find(columns, rows);
    if (fresh.length > 0) {
      const added = columns.map((column) => Float32Array.from(fresh, (row) => column[row] ?? Number.NaN));
      scores = append(scores, before * width, await score(added, fresh.length));
    }
    seen += rows;
    const known = 1 - fresh.length / rows;
    if ((seen >= ENOUGH_ROWS && known < LEAST_KNOWN) || distinct.size > MOST_DISTINCT) distinct = undefined;
    const found = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++) {
      const from = (numbers[row] ?? 0) * width;
      for (let c = 0; c < width; c++) found[row * width + c] = scores[from + c] ?? Number.NaN;
    }
    return found;
  };
}

/** Puts values behind the first `length` ones of an array, which doubles where it is too short. */
function append(values: Float32Array, length: number, added: Float32Array): Float32Array {
  const needed = length + added.length;
  const room = needed <= values.length ? values : new Float32Array(Math.max(2 * values.length, needed));
  if (room !== values) room.set(values.subarray(0, length));
  room.set(added, length);
  return room;
}
