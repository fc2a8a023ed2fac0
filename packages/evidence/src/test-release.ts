import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  documentDigest,
  type Evaluation,
  Evaluation as EvaluationSchema,
  listDifferences,
  type Policy,
  sha256,
  type Verdict,
  Verdict as VerdictSchema,
} from '@proofmark/documents';
import { generateKeyPair } from './key.ts';
import type { ReleaseFile } from './manifest.ts';
import { type SealRequest, sealRelease } from './seal-release.ts';

/** For the tests of this room: a small release with documents that belong together. */
export const MODEL_BYTES = 'not really ONNX';
export const keys = generateKeyPair();

const provenance = {
  createdAt: '2026-01-02T03:04:05Z',
  tool: { name: 'proofmark' as const, version: '0.1.0' },
  commit: 'c0ffee',
  runUrl: 'https://github.com/o/r/actions/runs/1',
};

export const evaluation: Evaluation = EvaluationSchema.parse({
  document: 'proofmark/evaluation',
  version: '1.0',
  provenance,
  model: 'team/churn',
  task: 'binary',
  candidate: {
    name: 'candidate',
    kind: 'model',
    file: { path: 'out/model.onnx', bytes: MODEL_BYTES.length, sha256: sha256(MODEL_BYTES) },
  },
  baseline: null,
  testSet: {
    files: [{ path: 'data/test.parquet', bytes: 9, sha256: sha256('test set') }],
    rows: 2000,
    digest: '2000:17',
  },
  classes: ['0', '1'],
  metrics: ['roc_auc', 'accuracy'],
  sums: [],
  omitted: [],
  estimates: [
    {
      metric: 'roc_auc',
      slice: [],
      rows: 2000,
      candidate: {
        value: 0.1 + 0.2,
        interval: { lower: 0.25, upper: 0.35, level: 0.95, method: 'delong' },
      },
      baseline: null,
      change: null,
    },
    {
      metric: 'accuracy',
      slice: [{ column: 'origin', value: 'ATL' }],
      rows: 20,
      candidate: { value: 1e-7, interval: null },
      baseline: null,
      change: null,
    },
    {
      metric: 'recall',
      slice: [],
      rows: 0,
      candidate: null,
      baseline: null,
      change: null,
      reason: 'only one class among the labels',
    },
  ],
});

/** A gate in miniature: passes when every gate's metric is at least its minimum. */
export function decide(about: Evaluation, policy: Policy): Verdict {
  const gates = policy.gates.map((gate) => {
    const found = about.estimates.find(({ metric }) => metric === gate.metric);
    const pass = (found?.candidate?.value ?? -1) >= (gate.min ?? 0);
    return {
      id: `${gate.metric}:min`,
      metric: gate.metric,
      slice: [],
      kind: 'minimum',
      role: gate.role ?? 'success',
      direction: 'higher',
      threshold: gate.min ?? 0,
      confidence: 0.95,
      rows: found?.rows ?? 0,
      candidate: found?.candidate ?? null,
      baseline: null,
      change: null,
      limit: null,
      status: pass ? 'pass' : 'fail',
      reason: 'as measured',
      binding: gate.role !== 'exploratory',
    };
  });
  const status = gates.every((gate) => gate.status === 'pass' || !gate.binding) ? 'pass' : 'fail';
  return VerdictSchema.parse({
    document: 'proofmark/verdict',
    version: '1.0',
    provenance,
    model: about.model,
    evaluation: documentDigest(about),
    policy,
    status,
    headline: `the gates say ${status}`,
    gates,
    warnings: [],
  });
}

export const policy: Policy = {
  options: { confidence: 0.95, 'on-inconclusive': 'fail', 'on-missing': 'fail', 'on-no-baseline': 'warn' },
  gates: [
    { metric: 'roc_auc', min: 0.2 },
    { metric: 'accuracy', min: 0.5, role: 'exploratory' },
  ],
};
/** Compares a verdict with that of the gate in miniature. */
export function recompute(said: Verdict, about: Evaluation): { differences: string[] } {
  const again = { ...decide(about, said.policy), provenance: said.provenance };
  const found = listDifferences(again, said);
  return {
    differences: found.map(
      ({ path, expected, received }) => `${path}: expected ${expected}, received ${received}`,
    ),
  };
}

export const verdict = decide(evaluation, policy);

export const releaseFiles: ReleaseFile[] = [
  { path: 'out/model.onnx', role: 'model' },
  { path: 'evaluation.json', role: 'evaluation' },
  { path: 'verdict.json', role: 'verdict' },
  { path: 'card.md', role: 'card' },
];

/** Writes the files a release is made of and returns the request that seals them, signed. */
export async function prepareRelease(
  documents: { evaluation?: Evaluation; verdict?: Verdict } = {},
): Promise<SealRequest> {
  const root = await mkdtemp(join(tmpdir(), 'release-'));
  await mkdir(join(root, 'out'));
  await writeFile(join(root, 'out/model.onnx'), MODEL_BYTES);
  await writeFile(join(root, 'evaluation.json'), JSON.stringify(documents.evaluation ?? evaluation));
  await writeFile(join(root, 'verdict.json'), JSON.stringify(documents.verdict ?? verdict));
  await writeFile(join(root, 'card.md'), '# churn\n');
  return {
    model: 'team/churn',
    version: '1.2.3',
    tag: 'team/churn@v1.2.3',
    commit: 'c0ffee',
    root,
    files: releaseFiles,
    into: join(root, 'dist/release'),
    privateKeyPem: keys.privateKeyPem,
    provenance,
  };
}

/** The folder of a signed release. */
export async function makeRelease(documents?: Parameters<typeof prepareRelease>[0]): Promise<string> {
  const request = await prepareRelease(documents);
  await sealRelease(request);
  return request.into;
}
