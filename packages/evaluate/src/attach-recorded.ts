import type { Aggregate, Evaluation, RecordedBaseline } from '@proofmark/documents';
import { documentDigest } from '@proofmark/documents';
import { summarise } from '@proofmark/metrics';

/**
 * The evaluation of a candidate, with a baseline that was evaluated before. Whether the two can be compared is decided
 * from the document: it tells the test set of both.
 */
export function attachRecorded(
  evaluation: Evaluation,
  { origin, name }: Pick<RecordedBaseline, 'origin' | 'name'>,
  before: Evaluation,
): Evaluation {
  const { testSet, task, classes, threshold, sums } = before;
  const recorded: RecordedBaseline = {
    origin,
    name,
    evaluation: documentDigest(before),
    testSet: { rows: testSet.rows, digest: testSet.digest },
    task,
    classes,
    ...(threshold !== undefined && { threshold }),
    sums,
  };
  const attached: Evaluation = {
    ...evaluation,
    baseline: before.candidate,
    recorded,
    ...(evaluation.aggregates && { aggregates: joinBefore(evaluation.aggregates, before.aggregates ?? []) }),
  };
  return { ...attached, estimates: summarise(attached) };
}

function joinBefore(aggregates: readonly Aggregate[], before: readonly Aggregate[]): Aggregate[] {
  const found = new Map(before.map((one) => [one.metric, one.candidate]));
  return aggregates.map((one) => ({ ...one, baseline: found.get(one.metric) ?? null }));
}
