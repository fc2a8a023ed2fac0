import { type GateResult, showSlice, type Verdict } from '@proofmark/documents';
import { plain } from './escape.ts';
import { isSkipped } from './group-gates.ts';
import { type Case, type Suite, suiteOf, text } from './junit-xml.ts';
import { statusWord, withoutStatus } from './words.ts';

/**
 * A verdict as a suite. A gate that makes the verdict fail, or leaves it open, is a failure whose type says which; one
 * that does not bind passes, with its reason as the output; one that had nothing to judge is skipped.
 */
export function gatesSuite({ model, status, headline, gates, provenance }: Verdict): Suite {
  return suiteOf(
    `gates of ${model}`,
    gates.map((gate) => makeCase(gate, model)),
    {
      timestamp: provenance?.createdAt,
      properties: { status, headline: `${statusWord[status]}: ${withoutStatus(headline)}` },
    },
  );
}

function makeCase(gate: GateResult, model: string): Case {
  const tag = `testcase name="${text(gate.id)}" classname="${text(model)}" time="0"`;
  const where = gate.slice.length > 0 ? `${showSlice(gate.slice)}: ` : '';
  const reason = text(plain(`${where}${gate.reason}`, 1_000));
  if (isSkipped(gate))
    return { outcome: 'skipped', xml: `<${tag}><skipped message="${reason}"/></testcase>` };
  if (gate.status === 'pass') return { outcome: 'passed', xml: `<${tag}/>` };
  if (!gate.binding) {
    const waiver = gate.waived ? ` (overridden by ${text(gate.waived.by)})` : '';
    const output = `<system-out>${gate.status}${waiver}: ${reason}</system-out>`;
    return { outcome: 'passed', xml: `<${tag}>${output}</testcase>` };
  }
  const failure = `<failure type="${gate.status}" message="${reason}"/>`;
  return { outcome: 'failure', xml: `<${tag}>${failure}</testcase>` };
}
