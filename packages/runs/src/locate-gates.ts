import type { GateResult, YamlSource } from '@proofmark/documents';

/**
 * The line of the rule behind each gate, by the id of the gate. A verdict has its gates in the order of the rules, and
 * those of one rule begin with the one on the whole test set.
 */
export function locateGates(
  gates: readonly Pick<GateResult, 'id' | 'slice'>[],
  source: YamlSource,
): (gateId: string) => { file: string; line: number } | undefined {
  const lines = new Map<string, number>();
  let rule = -1;
  for (const { id, slice } of gates) {
    if (slice.length === 0) rule++;
    const { line } = source.locate(['gates', rule]);
    if (line !== undefined) lines.set(id, line);
  }
  return (gateId) => {
    const line = lines.get(gateId);
    return line === undefined ? undefined : { file: source.file, line };
  };
}
