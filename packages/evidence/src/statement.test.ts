import { sha256, type Verdict } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { loadPrivateKey, loadPublicKey } from './key.ts';
import { buildVerdictStatement, openStatements, signStatements } from './statement.ts';
import { evaluation, keys, MODEL_BYTES, verdict } from './test-release.ts';

const manifest = {
  document: 'proofmark/release' as const,
  version: '1.0',
  model: 'churn',
  modelVersion: '1.2.3',
  tag: 'churn@v1.2.3',
  commit: 'c0ffee',
  files: [
    { path: 'model.onnx', bytes: 15, sha256: sha256(MODEL_BYTES), role: 'model' as const },
    { path: 'verdict.json', bytes: 1, sha256: 'a'.repeat(64), role: 'verdict' as const },
  ],
  verdict: { status: 'pass' as const, sha256: 'b'.repeat(64) },
};

test('the statement is about the model’s bytes and names its tests, policy and test set', () => {
  expect(buildVerdictStatement(manifest, verdict, evaluation)).toEqual({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'model.onnx', digest: { sha256: sha256(MODEL_BYTES) } }],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result: 'WARNED',
      configuration: [
        { name: 'policy (canonical JSON)', digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
        { name: 'test set', digest: { proofmarkTestSet: '2000:17' } },
        { name: 'verdict.json', digest: { sha256: 'a'.repeat(64) } },
        { name: 'data/test.parquet', digest: { sha256: sha256('test set') } },
      ],
      passedTests: ['roc_auc:min'],
      warnedTests: ['accuracy:min'],
      failedTests: [],
    },
  });
});

test.each<[string, Partial<Verdict>, string]>([
  ['a pass', { gates: verdict.gates.filter(({ status }) => status === 'pass') }, 'PASSED'],
  ['a pass with a warning', { gates: [], warnings: ['no baseline'] }, 'WARNED'],
  ['an inconclusive verdict', { status: 'inconclusive' }, 'FAILED'],
  ['a failed verdict', { status: 'fail' }, 'FAILED'],
])('the result of %s', (_name, change, result) => {
  const { predicate } = buildVerdictStatement(manifest, { ...verdict, ...change }, evaluation);
  expect(predicate.result).toBe(result);
});

test('signed statements are opened as they were', () => {
  const statement = buildVerdictStatement(manifest, verdict, evaluation);
  const lines = signStatements([statement, statement], loadPrivateKey(keys.privateKeyPem));
  expect(lines.split('\n')).toHaveLength(3);
  expect(openStatements(lines, loadPublicKey(keys.publicKeyPem), 'x')).toEqual([statement, statement]);
});
