import { type Best, type BudgetState, type GateResult, type Look, showSlice } from '@proofmark/documents';
import type { Measured } from '@proofmark/metrics';
import { meets, requirementOf } from './judge.ts';
import type { Check } from './plan-checks.ts';

/** What the Ladder says of a gain: a new best, or the best so far that it does not clear by the step. */
export type Rung =
  | { kind: 'new-best'; newBest: NonNullable<GateResult['newBest']> }
  | { kind: 'below-best'; best: Best; step: number }
  | { kind: 'below-requirement' };

/**
 * Whether the Ladder tells a gain: the change clears the requirement by more than its own paired standard error, and
 * the candidate is better than the best that was told before by more than a step. Method: A. Blum & M. Hardt, "The
 * Ladder", arXiv 1502.04585, 2015, the parameter-free algorithm, whose step is the standard error of the difference
 * to the best so far. The rows of that candidate are gone, so the step against it is the sum of the two standard
 * errors against the baseline: by the triangle inequality it is at least that, when both had the same baseline.
 * Undefined where the Ladder does not speak.
 */
export function climb(
  check: Check,
  judged: Measured,
  candidate: number | null,
  budget: BudgetState | undefined,
): Rung | undefined {
  const { standardError } = judged;
  if (budget?.adaptivity !== 'ladder' || check.kind !== 'superiority') return undefined;
  if (standardError === null || candidate === null) return undefined;
  const best = budget.bests?.find(
    ({ metric, slice }) => metric === check.metric && showSlice(slice) === showSlice(check.slice),
  );
  const step = standardError + (best?.standardError ?? 0);
  const isBetter = (value: number, than: number) =>
    check.direction === 'higher' ? value > than : value < than;
  if (best && !isBetter(candidate, check.direction === 'higher' ? best.value + step : best.value - step)) {
    return { kind: 'below-best', best, step };
  }
  const requirement = requirementOf(check);
  const worse = judged.value + (requirement.good === 'above' ? -standardError : standardError);
  if (!meets(worse, requirement)) return { kind: 'below-requirement' };
  return { kind: 'new-best', newBest: { value: candidate, standardError } };
}

/** The bests that a verdict told, for its line in the ledger. */
export function bestsOf(gates: readonly GateResult[]): Best[] {
  return gates.flatMap(({ metric, slice, newBest }) => (newBest ? [{ metric, slice, ...newBest }] : []));
}

/** Of each metric on each slice the last best, which is the best of all: each one was better than that before. */
export function knownBests(looks: readonly Pick<Look, 'bests'>[]): Best[] {
  const last = new Map<string, Best>();
  for (const best of looks.flatMap(({ bests = [] }) => bests))
    last.set(`${best.metric} on ${showSlice(best.slice)}`, best);
  return [...last.values()];
}
