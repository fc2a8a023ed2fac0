import type { BudgetState, GateResult, Leniency, PolicyOptions } from '@proofmark/documents';
import { whySpent } from './budget.ts';
import { explainSpent } from './reason.ts';

/** What a gate tells apart when it is not decided: the first run, another test set, something absent, or data that cannot tell. */
export type Gap = 'no-baseline' | 'incomparable' | 'missing' | 'inconclusive' | 'spent';

/** A gate, and which of the policy's options spoke when it was not decided. */
export type Outcome = { gate: GateResult; gap: Gap | undefined; leniency: Leniency | undefined };

/** Why nothing was judged: in few words for a headline, and with all of it where they are not enough. */
export type Absence = {
  gap: 'no-baseline' | 'incomparable' | 'missing';
  text: string;
  detail?: string | undefined;
};

type Judged = Omit<GateResult, 'status' | 'binding'>;

const remedies: Record<Absence['gap'], string> = {
  'no-baseline': '; set policy.on-no-baseline: warn for the first run',
  incomparable: '; run the baseline model again on the same rows (evaluation.baseline: model)',
  missing: '',
};

/** Exploratory gates are shown and never enter the verdict. */
export function decided(gate: Judged, status: 'pass' | 'fail'): Outcome {
  return {
    gate: { ...gate, status, binding: gate.role !== 'exploratory' },
    gap: undefined,
    leniency: undefined,
  };
}

/** As `decided`, but what would be a pass proves nothing on a spent test set. */
export function passed(gate: Judged, leniency: Leniency, budget: BudgetState | undefined): Outcome {
  const spent = gate.role === 'exploratory' ? undefined : whySpent(budget);
  if (spent === undefined) return decided(gate, 'pass');
  return undecided({ ...gate, reason: explainSpent(gate.reason, spent) }, leniency, 'spent');
}

/** The data cannot tell, or can no more. */
export function undecided(
  gate: Judged,
  leniency: Leniency,
  gap: 'inconclusive' | 'spent' = 'inconclusive',
): Outcome {
  const binding = gate.role !== 'exploratory' && leniency === 'fail';
  return { gate: { ...gate, status: 'inconclusive', binding }, gap, leniency };
}

/** Strict: a fail. Lenient: inconclusive and not binding, which stays visible in the list of gates. */
export function absent(
  gate: Omit<Judged, 'reason' | 'missing'>,
  { gap, text, detail = text }: Absence,
  options: PolicyOptions,
): Outcome {
  const leniency = leniencyOf(gap, options);
  const strict = leniency === 'fail' && gate.role !== 'exploratory';
  const remedy = strict ? remedies[gap] : '';
  return {
    gate: {
      ...gate,
      status: strict ? 'fail' : 'inconclusive',
      missing: `${text}${remedy}`,
      reason: `Not judged: ${detail}${remedy}.`,
      binding: strict,
    },
    gap,
    leniency,
  };
}

function leniencyOf(gap: Absence['gap'], options: PolicyOptions): Leniency {
  switch (gap) {
    case 'no-baseline':
      return options['on-no-baseline'];
    case 'incomparable':
      return options['on-incomparable'] ?? 'fail';
    case 'missing':
      return options['on-missing'];
  }
}
