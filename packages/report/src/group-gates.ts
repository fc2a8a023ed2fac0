import { compareUrgency, type GateResult } from '@proofmark/documents';

/** Gates that are shown in one row: slices of one rule with the same outcome. */
export type GateGroup = {
  /** The most urgent gate, which stands for the others. */
  shown: GateResult;
  size: number;
  /** How many gates the rule made from the same slice columns. */
  ofRule: number;
};

/**
 * Sorted gates, with the slices of one rule that passed, or that cannot be told (from four on), in one group.
 * A measured failure always stands alone.
 */
export function groupGates(gates: readonly GateResult[]): GateGroup[] {
  const sizes = Map.groupBy(gates, ruleOf);
  const groups = Map.groupBy(sortGates(gates), (gate) =>
    gate.slice.length === 0 || (gate.status === 'fail' && gate.missing === undefined)
      ? gate.id
      : JSON.stringify([ruleOf(gate), gate.status, gate.binding, gate.missing]),
  );
  return [...groups.values()].flatMap((members) => {
    const ofRule = sizes.get(ruleOf(first(members)))?.length ?? members.length;
    const together = members.length >= (first(members).status === 'pass' ? 2 : 4);
    if (!together) return members.map((shown) => ({ shown, size: 1, ofRule }));
    return [{ shown: first(members.toSorted(compareUrgency)), size: members.length, ofRule }];
  });
}

/**
 * Failures first, then inconclusive ones, each with the worst first, then passes in the order of the policy, then what
 * was not judged.
 */
export function sortGates(gates: readonly GateResult[]): GateResult[] {
  const rank = { fail: 0, inconclusive: 2, pass: 4 };
  const order = (gate: GateResult) => (isSkipped(gate) ? 6 : rank[gate.status] + (gate.binding ? 0 : 1));
  return gates.toSorted(
    (a, b) => order(a) - order(b) || (a.status === 'pass' || isSkipped(a) ? 0 : compareUrgency(a, b)),
  );
}

/** A gate that had nothing to judge and that the policy lets go. */
export function isSkipped(gate: GateResult): boolean {
  return gate.missing !== undefined && !gate.binding && gate.waived === undefined;
}

/** Equal for the gates that one rule of the policy made from one slice column. */
function ruleOf({ metric, kind, threshold, slice }: GateResult): string {
  return JSON.stringify([metric, kind, threshold, slice.map(({ column }) => column)]);
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('a group is never empty');
  return item;
}
