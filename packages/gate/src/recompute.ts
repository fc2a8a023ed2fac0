import { type Evaluation, listDifferences, type Verdict } from '@proofmark/documents';
import { findWeakSlices, summarise } from '@proofmark/metrics';
import { compareTotals } from './compare-totals.ts';
import { type DecisionState, decide } from './decide.ts';

/** Where the documents say something else than their own numbers; empty when all of it follows from the sums. */
export type Recomputation = { agrees: boolean; differences: string[] };

/**
 * Repeats a verdict from the evaluation, and the policy and state inside it, and the evaluation's estimates and weakest
 * slices from its sums, and compares them digit by digit; sweep and curves must have the totals of the cells. Provenance
 * is left out.
 * @throws UserError `policy-invalid` as `decide`
 */
export function recompute(verdict: Verdict, evaluation: Evaluation): Recomputation {
  const { provenance: _, ...said } = verdict;
  const differences = [
    ...differ('verdict', said, decide(evaluation, verdict.policy, stateOf(verdict))),
    ...differ('evaluation.estimates', evaluation.estimates, summarise(evaluation)),
    ...(evaluation.weakest
      ? differ('evaluation.weakest', evaluation.weakest, findWeakSlices(evaluation))
      : []),
    ...compareTotals(evaluation),
  ];
  return { agrees: differences.length === 0, differences };
}

/** The state of the ledger and the waivers that a verdict was decided in. */
function stateOf({ budget, waivers }: Pick<Verdict, 'budget' | 'waivers'>): DecisionState {
  return { looks: budget, waivers };
}

/** `verdict.gates[2].limit.value: the document says 0.1, recomputed 0.2` for every leaf that differs. */
function differ(root: string, said: unknown, recomputed: unknown): string[] {
  return listDifferences(recomputed, said, root).map(
    ({ path, expected, received }) => `${path}: the document says ${received}, recomputed ${expected}`,
  );
}
