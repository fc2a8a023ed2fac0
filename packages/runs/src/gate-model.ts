import {
  type Evaluation,
  type Leniency,
  showReceived,
  UserError,
  type Verdict,
  writeDocument,
} from '@proofmark/documents';
import { decideOnRecord } from './decide-on-record.ts';
import { locateGates } from './locate-gates.ts';
import { locating, readConfigOf, readDocumentOf } from './read-inputs.ts';
import type { Records } from './records.ts';
import { UNNAMED_MODEL } from './settle-evaluation.ts';
import { checkOut, documentPath, pathIn, provenanceOf, showPath, type Workplace } from './workplace.ts';

export type GateOptions = {
  /** Default: `evaluation.json` among the documents. */
  evaluation?: string | undefined;
  /** Overrides the policy. */
  onInconclusive?: Leniency | undefined;
};

/**
 * Decides by the policy and writes the verdict document.
 * @returns with `locate`, which finds the line of the rule behind a gate
 * @throws UserError
 */
export async function gateModel(
  place: Workplace,
  options: GateOptions = {},
  records: Records = {},
): Promise<{
  verdict: Verdict;
  evaluation: Evaluation;
  path: string;
  locate: ReturnType<typeof locateGates>;
}> {
  checkOut(place);
  const { config, source } = await readConfigOf(place);
  if (config.gates.length === 0) {
    throw new UserError(
      'policy-invalid',
      `${place.config}: gates is empty: expected at least one rule, for example {metric: roc_auc, max-drop: 0.01}`,
    );
  }
  const path =
    options.evaluation === undefined ? documentPath(place, 'evaluation') : pathIn(place, options.evaluation);
  const evaluation = await readDocumentOf(place, path, 'evaluation');
  if (evaluation.model !== config.model && evaluation.model !== UNNAMED_MODEL) {
    throw new UserError(
      'document-invalid',
      `${showPath(place, path)}: model: expected ${config.model}, as in ${place.config}, received ${showReceived(evaluation.model)}; evaluate this model first`,
    );
  }
  const leniency = options.onInconclusive ?? config.policy['on-inconclusive'];
  const verdict: Verdict = {
    ...(await locating(source, () =>
      decideOnRecord(
        evaluation,
        { options: { ...config.policy, 'on-inconclusive': leniency }, gates: config.gates },
        { commit: place.commit, at: place.now().toISOString() },
        records,
      ),
    )),
    provenance: provenanceOf(place),
  };
  const written = documentPath(place, 'verdict');
  await writeDocument(written, 'verdict', verdict);
  return { verdict, evaluation, path: showPath(place, written), locate: locateGates(verdict.gates, source) };
}
