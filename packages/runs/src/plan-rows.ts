import { type Budget, type Plan, UserError, writeDocument } from '@proofmark/documents';
import { type Assumptions, planAssumed, planCondition, planRows } from '@proofmark/gate';
import { locating, readConfigOf, readDocumentOf } from './read-inputs.ts';
import { documentPath, pathIn, provenanceOf, showPath, type Workplace } from './workplace.ts';

/** What is planned: the gates of the policy, a comparison that is assumed, or a condition. */
export type PlanOptions = { power: number } & (
  | { kind: 'policy'; evaluation?: string | undefined }
  | ({ kind: 'assumptions' } & Assumptions)
  | {
      kind: 'condition';
      condition: string;
      reliability: number;
      budget: Budget | undefined;
      mode: 'fp-free' | 'fn-free';
      bounds: 'hoeffding' | 'bennett';
    }
);

/** Plans how many rows a decision needs, and writes the plan document. @throws UserError */
export async function planSize(
  place: Workplace,
  options: PlanOptions,
): Promise<{ plan: Plan; path: string }> {
  const plan: Plan = { ...(await planOf(place, options)), provenance: provenanceOf(place) };
  const path = documentPath(place, 'plan');
  await writeDocument(path, 'plan', plan);
  return { plan, path: showPath(place, path) };
}

async function planOf(place: Workplace, options: PlanOptions): Promise<Plan> {
  const { power } = options;
  switch (options.kind) {
    case 'assumptions':
      return planAssumed(options, power);
    case 'condition':
      return {
        document: 'proofmark/plan',
        version: '1.0',
        power,
        gates: planCondition(options.condition, '--condition', options),
      };
    case 'policy': {
      const { config, source } = await readConfigOf(place);
      if (config.gates.length === 0) {
        throw new UserError(
          'policy-invalid',
          `${place.config}: gates is empty: expected at least one rule to plan for; add one, or plan from assumptions with --margin and --disagreement`,
        );
      }
      const path =
        options.evaluation === undefined
          ? documentPath(place, 'evaluation')
          : pathIn(place, options.evaluation);
      const evaluation = await readDocumentOf(place, path, 'evaluation');
      const policy = { options: config.policy, gates: config.gates };
      return locating(source, () => planRows(evaluation, policy, power));
    }
  }
}
