import type { GateResult, Waiver, WaiverState } from '@proofmark/documents';

/** The waivers that are about this model at this commit, or about these very numbers at another one (a merge, a release). */
export function waiversFor(
  waivers: readonly Waiver[],
  about: { model: string; commit: string | undefined; evaluation: string },
): Waiver[] {
  return waivers.filter(
    ({ model, commit, evaluation }) =>
      (model === about.model && commit === about.commit) || evaluation === about.evaluation,
  );
}

/** Takes the binding from gates that are waived, and nothing else: their status and numbers stay. */
export function applyWaivers(
  gates: readonly GateResult[],
  about: { model: string; evaluation: string },
  state: WaiverState | undefined,
): { gates: GateResult[]; state: WaiverState | undefined; warnings: string[] } {
  if (state === undefined || state.given.length === 0)
    return { gates: [...gates], state: undefined, warnings: [] };
  const given = waiversFor(state.given, { ...about, commit: state.commit });
  const holds = (waiver: Waiver) => Date.parse(state.at) < Date.parse(waiver.expires);
  const warnings: string[] = [];
  const judged = gates.map((gate): GateResult => {
    if (gate.status === 'pass' || !gate.binding) return gate;
    const own = given.filter((waiver) => waiver.gate === gate.id);
    const waiver = own.findLast(holds);
    if (waiver === undefined) {
      const expired = own.at(-1);
      if (expired) warnings.push(`${gate.id}: the override by ${expired.by} expired at ${expired.expires}.`);
      return gate;
    }
    const { by, reason, expires } = waiver;
    warnings.push(`${gate.id}: overridden by ${by} until ${expires}: ${reason}`);
    return { ...gate, binding: false, waived: { by, reason, expires } };
  });
  return { gates: judged, state: { ...state, given }, warnings };
}
