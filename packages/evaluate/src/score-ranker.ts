import { type ScoreCell, scoreCells } from './score-cells.ts';
import { type OrderedRows, orderRows } from './score-order.ts';
import { type RankedSlices, rankScores, type ScoreRank } from './score-ranks.ts';

/** The rows of one side: the entries i are of row i. */
export type ScoredRows = {
  /** Finite. */
  scores: Float64Array;
  /** Is the row of the positive class: 0 or 1. */
  positive: Uint8Array;
  /** Without, all rows weigh 1. */
  weight: Float64Array | undefined;
};

/** Sorts the rows of one side by their scores, once, and answers what their order tells: here or in another thread. */
export type ScoreRanker = {
  /** @param largest no weight is larger */
  cells(largest: number): Promise<ScoreCell[]>;
  /**
   * @param into has room for the ranks asked for (see `rankScores`); it must not be used again
   * @returns the memory of `into`, with the ranks
   */
  rank(ranked: RankedSlices, asked: readonly ScoreRank[], into: Float64Array): Promise<Float64Array>;
  close(): Promise<void>;
};

/** A ranker in this thread. */
export function rankHere({ scores, positive, weight }: ScoredRows): ScoreRanker {
  let ordered: OrderedRows | undefined;
  const order = async () => {
    // The caller may still have other threads to ask, which are to work beside this one.
    await undefined;
    ordered ??= orderRows(scores, positive, weight);
    return ordered;
  };
  return {
    cells: async (largest) => scoreCells(await order(), largest),
    rank: async (ranked, asked, into) => {
      rankScores(await order(), ranked, asked, into);
      return into;
    },
    close: async () => {},
  };
}
