import { z } from 'zod';
import { Interval, Sha256, Status } from './common.ts';

/**
 * One evaluation of the default branch: a line of `history/MODEL.jsonl` on the branch `proofmark`. Small, so that
 * thousands fit; the whole document lies beside it, for the newest commits, under the path that `historyPaths` gives.
 */
export const HistoryEntry = z.strictObject({
  commit: z.string().regex(/^[0-9a-f]{40,64}$/, 'expected a full commit SHA'),
  at: z.iso.datetime(),
  /** Number of the workflow run; of two entries of one commit the later run counts. */
  run: z.int().nonnegative(),
  /** Digests of the evaluation document and of its test set. */
  evaluation: Sha256,
  testSet: z.string(),
  rows: z.int().nonnegative(),
  status: Status.optional(),
  /** The candidate on the whole test set; the interval at 95 %. */
  metrics: z.array(
    z.strictObject({
      metric: z.string(),
      value: z.number(),
      interval: Interval.pick({ lower: true, upper: true }).nullable(),
    }),
  ),
  /** What needs no labels; absent in older lines. */
  measures: z.array(z.strictObject({ name: z.string(), value: z.number() })).optional(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** Where the branch `proofmark` keeps the history of a model, and the whole evaluation of a commit. */
export function historyPaths(model: string): {
  entries: string;
  folder: string;
  evaluation(commit: string): string;
} {
  const folder = `evaluations/${model}/`;
  return {
    entries: `history/${model}.jsonl`,
    folder,
    evaluation: (commit) => `${folder}${commit}.json`,
  };
}
