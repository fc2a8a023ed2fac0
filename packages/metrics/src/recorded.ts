import type { Evaluation, SliceKey, SliceSums } from '@proofmark/documents';

type Evaluated = Pick<Evaluation, 'task' | 'classes' | 'threshold' | 'testSet' | 'recorded'>;

/** In few words, and with the baseline and the digests that differ. */
export type Incomparable = { text: string; detail: string };

/**
 * Why the recorded baseline says nothing about the candidate's numbers; undefined where it does, and where the
 * baseline was measured together with the candidate.
 */
export function whyIncomparable({
  task,
  classes,
  threshold,
  testSet,
  recorded,
}: Evaluated): Incomparable | undefined {
  if (recorded === undefined) return undefined;
  const of = `the baseline (${recorded.origin} ${recorded.name})`;
  if (recorded.testSet.digest !== testSet.digest) {
    const text = 'the test set has changed';
    const detail = `${text}: ${of} was measured on ${recorded.testSet.rows} rows with digest ${recorded.testSet.digest}, the candidate on ${testSet.rows} rows with digest ${testSet.digest}`;
    return { text, detail };
  }
  const plainly = (text: string) => ({ text, detail: text });
  if (recorded.task !== task)
    return plainly(`${of} was measured as task ${recorded.task}, the candidate as ${task}`);
  if (recorded.classes.join('\n') !== classes.join('\n'))
    return plainly(`${of} was measured with other classes`);
  if (recorded.threshold !== threshold) {
    return plainly(`${of} was measured at threshold ${recorded.threshold}, the candidate at ${threshold}`);
  }
  return undefined;
}

/** The sums of the recorded baseline on a slice; undefined where it has none. */
export function recordedSums(
  { recorded }: Pick<Evaluation, 'recorded'>,
  slice: SliceKey,
): SliceSums | undefined {
  const key = JSON.stringify(slice);
  return recorded?.sums.find((sums) => JSON.stringify(sums.slice) === key);
}

const NO_SUMS: Omit<SliceSums, 'slice'> = {
  rows: 0,
  cells: [],
  moments: { unit: 'row', features: [], strata: [] },
};

/** As `recordedSums`, with sums of no rows where there are none: nothing can be estimated from them. */
export function recordedOrEmpty(evaluation: Pick<Evaluation, 'recorded'>, slice: SliceKey): SliceSums {
  return recordedSums(evaluation, slice) ?? { slice, ...NO_SUMS };
}
