import { canonicalJson, type Evaluation, showReceived, type Verdict } from '@proofmark/documents';
import { summarise } from '@proofmark/metrics';
import { decide } from './decide.ts';

/** Where the documents say something else than their own numbers; empty when all of it follows from the sums. */
export type Recomputation = { agrees: boolean; differences: string[] };

/**
 * Repeats a verdict from the evaluation and the policy inside it, and the evaluation's estimates from its sums, and
 * compares them digit by digit. Provenance is left out.
 * @throws UserError `policy-invalid` as `decide`
 */
export function recompute(verdict: Verdict, evaluation: Evaluation): Recomputation {
  const { provenance: _, ...said } = verdict;
  const differences = [
    ...differ(said, decide(evaluation, verdict.policy), 'verdict'),
    ...differ(evaluation.estimates, summarise(evaluation), 'evaluation.estimates'),
  ];
  return { agrees: differences.length === 0, differences };
}

/** `verdict.gates[2].limit.value: the document says 0.1, recomputed 0.2` for every leaf that differs. */
function differ(said: unknown, recomputed: unknown, path: string): string[] {
  if (isObject(said) && isObject(recomputed)) {
    const keys = [...new Set([...Object.keys(said), ...Object.keys(recomputed)])];
    const step = (key: string) => (Array.isArray(recomputed) ? `${path}[${key}]` : `${path}.${key}`);
    return keys.flatMap((key) => differ(said[key], recomputed[key], step(key)));
  }
  if (canonicalJson(said ?? null) === canonicalJson(recomputed ?? null)) return [];
  return [`${path}: the document says ${showReceived(said)}, recomputed ${showReceived(recomputed)}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
