import { ReleaseManifest, sha256 } from '@proofmark/documents';
import { file, provenance } from './fixtures/common.ts';
import { makeEvaluation, type Scenario } from './fixtures/evaluation.ts';
import { makeVerdict } from './fixtures/verdict.ts';

export { makeContractDiff } from './fixtures/contract-diff.ts';
export { makeDrift } from './fixtures/drift.ts';
export { makeHistory } from './fixtures/history.ts';
export { makeProfile, makeValidation } from './fixtures/validation.ts';

/** Documents as the pipeline writes them, for tests of what is made from them. The numbers are invented. */

const usual: Scenario = { rows: 518_831, baseline: true, shifts: {} };

export function makeManifest(): ReleaseManifest {
  return ReleaseManifest.parse({
    document: 'proofmark/release',
    version: '1.0',
    provenance,
    model: 'flight-delay',
    modelVersion: '1.3.0',
    tag: 'flight-delay@v1.3.0',
    commit: provenance.commit,
    files: [{ ...file('models/candidate.onnx', 187_412), role: 'model' }],
    verdict: { status: 'pass', sha256: sha256('verdict') },
  });
}

function makeDocuments(scenario: Scenario) {
  const evaluation = makeEvaluation(scenario);
  return { evaluation, verdict: makeVerdict(evaluation, scenario) };
}

export const passing = () => makeDocuments(usual);
/** A real loss in one slice, hidden in the average. */
export const failing = () =>
  makeDocuments({
    ...usual,
    shifts: { 'recall origin=ORD': -0.0602, 'recall origin=CLT': -0.0395, 'accuracy origin=ORD': -0.011 },
  });
export const inconclusive = () =>
  makeDocuments({ ...usual, rows: 2_000, shifts: { 'accuracy all': 0.004, 'roc_auc all': 0.02 } });
export const firstRun = () => makeDocuments({ ...usual, baseline: false });
