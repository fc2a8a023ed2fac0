import { documentDigest, type Evaluation, UserError, type Verdict } from '@proofmark/documents';
import { recompute } from '@proofmark/gate';

/**
 * Computes a verdict again from its evaluation. Documents may come from a stranger's pull request: a verdict that does
 * not follow is neither shown nor released. One about another evaluation is left to the caller, who says so.
 * @throws UserError `evidence-invalid`
 */
export function refuseForged(verdict: Verdict, evaluation: Evaluation, shown: string): void {
  if (verdict.evaluation !== documentDigest(evaluation)) return;
  const [first] = recompute(verdict, evaluation).differences;
  if (first === undefined) return;
  throw new UserError(
    'evidence-invalid',
    `${shown}: the verdict does not follow from the evaluation and the policy: ${first}; run the gate again`,
  );
}
