import { type Recomputation, recompute } from '@proofmark/gate';
import { readDocumentOf } from './read-inputs.ts';
import type { Workplace } from './workplace.ts';

/** Computes estimates and verdict again from the evaluation and the policy inside the verdict. No data is read. */
export async function verifyVerdict(
  place: Workplace,
  files: { evaluation: string; verdict: string },
): Promise<Recomputation> {
  const evaluation = await readDocumentOf(place, files.evaluation, 'evaluation');
  const verdict = await readDocumentOf(place, files.verdict, 'verdict');
  return recompute(verdict, evaluation);
}
