import {
  type Evaluation,
  type Leniency,
  type PolicyOptions,
  showReceived,
  UserError,
  type Verdict,
  writeDocument,
} from '@proofmark/documents';
import { decideOnRecord } from './decide-on-record.ts';
import { locateGates } from './locate-gates.ts';
import { locating, readConfigOf, readDocumentOf } from './read-inputs.ts';
import { fileLedger, fileWaivers, type Records } from './records.ts';
import { UNNAMED_MODEL } from './settle-evaluation.ts';
import { checkOut, documentPath, pathIn, provenanceOf, showPath, type Workplace } from './workplace.ts';

export type GateOptions = {
  /** Default: `evaluation.json` among the documents. */
  evaluation?: string | undefined;
  /** Overrides the policy. */
  onInconclusive?: Leniency | undefined;
  /** Files of JSON lines in place of the records: looks at test sets, and overrides. */
  ledger?: string | undefined;
  waivers?: string | undefined;
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
  refuseUnused(options, config.policy, place.config);
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
        {
          ledger: options.ledger === undefined ? records.ledger : fileLedger(pathIn(place, options.ledger)),
          waivers:
            options.waivers === undefined ? records.waivers : fileWaivers(pathIn(place, options.waivers)),
        },
      ),
    )),
    provenance: provenanceOf(place),
  };
  const written = documentPath(place, 'verdict');
  await writeDocument(written, 'verdict', verdict);
  return { verdict, evaluation, path: showPath(place, written), locate: locateGates(verdict.gates, source) };
}

/** A file that the policy does not ask for would count, or waive, nothing. @throws UserError `input-invalid` */
function refuseUnused(
  { ledger, waivers }: GateOptions,
  { budget, waivers: rules }: PolicyOptions,
  config: string,
): void {
  const refuse = (option: string, key: string, example: string) => {
    throw new UserError(
      'input-invalid',
      `--${option}: expected policy.${key} in ${config}, for example ${example}, received none; add it, or remove --${option}`,
    );
  };
  if (ledger !== undefined && !budget) refuse('ledger', 'budget', '{steps: 32, adaptivity: first-change}');
  if (waivers !== undefined && !rules) refuse('waivers', 'waivers', '{role: maintain}');
}
