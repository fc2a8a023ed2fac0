import type { GateKind, GateResult } from './verdict.ts';

/** Whether the gate judges the difference to the baseline, or the candidate alone. */
export function judgesChange({ kind }: { kind: GateKind }): boolean {
  return kind === 'non-inferiority' || kind === 'superiority';
}

/** The number that a change (or a value) is compared with, with its sign: −margin where higher is better. */
export function signedThreshold({
  kind,
  direction,
  threshold,
}: Pick<GateResult, 'kind' | 'direction' | 'threshold'>): number {
  switch (kind) {
    case 'minimum':
    case 'maximum':
      return threshold;
    case 'non-inferiority':
      return direction === 'higher' ? 0 - threshold : threshold;
    case 'superiority':
      return direction === 'higher' ? threshold : 0 - threshold;
    case 'condition':
      return 0;
  }
}

/**
 * Orders gates of one status, the worst first, for whoever names one of several or lists them. Failures by how far the
 * measured number is beyond the bound; open gates by the rows that would decide them, those that no rows would decide
 * first; passes by how little is left to the bound. What had nothing to judge comes last.
 */
export function compareUrgency(a: GateResult, b: GateResult): number {
  return urgency(b) - urgency(a) || 0;
}

function urgency(gate: GateResult): number {
  if (gate.missing !== undefined) return -Number.MAX_VALUE;
  switch (gate.status) {
    case 'fail':
      return 0 - headroom(gate, (judgesChange(gate) ? gate.change : gate.candidate)?.value);
    case 'inconclusive':
      return gate.rowsNeeded ?? Number.MAX_VALUE;
    case 'pass':
      return 0 - headroom(gate, gate.limit?.value);
  }
}

/**
 * How far a number is on the good side of the bound, as a share of what it is compared with (the baseline's value, or
 * the bound), so that metrics of different units have an order.
 */
function headroom(gate: GateResult, number: number | undefined): number {
  if (number === undefined) return 0;
  const distance = number - signedThreshold(gate);
  const wantsMore = gate.kind === 'minimum' || (judgesChange(gate) && gate.direction === 'higher');
  const reference = Math.abs(judgesChange(gate) ? (gate.baseline?.value ?? 0) : gate.threshold);
  return (wantsMore ? distance : 0 - distance) / (reference || 1);
}
