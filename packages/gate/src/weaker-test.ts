import { type Evaluation, judgesChange } from '@proofmark/documents';
import type { Outcome } from './outcome.ts';

/** Says where gates rest on less than the paired comparison of rows. */
export function warnOfWeakerTest(
  { task, aggregates, recorded }: Evaluation,
  outcomes: readonly Outcome[],
): string[] {
  const changes = outcomes.filter(({ gate }) => judgesChange(gate) && gate.change !== null);
  const onPoint = changes.filter(({ gate }) => gate.limit?.name === 'change').map(({ gate }) => gate.id);
  const hasCompared = changes.length > onPoint.length;
  return [
    ...(task === 'aggregates' && aggregates !== undefined
      ? [
          `The evaluation holds aggregates only, as another tool computed them${hasCompared ? ': models were compared by the unpaired test of what it states of their uncertainty' : ''}.`,
        ]
      : []),
    ...(recorded !== undefined && hasCompared
      ? [
          `The baseline was evaluated before (${recorded.origin} ${recorded.name}), so models were compared by the unpaired test; run its model again (evaluation.baseline: model) for the sharper one.`,
        ]
      : []),
    ...(onPoint.length > 0 ? [`Points were compared without regard to chance: ${onPoint.join(', ')}.`] : []),
  ];
}
