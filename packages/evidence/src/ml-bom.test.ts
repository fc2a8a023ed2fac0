import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { sha256 } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { buildMlBom } from './ml-bom.ts';
import { evaluation, MODEL_BYTES } from './test-release.ts';

const weights = { path: 'model.onnx', bytes: 15, sha256: sha256(MODEL_BYTES) };
const request = {
  model: 'team/churn',
  version: '1.2.3',
  modelFiles: [weights],
  evaluation,
  provenance: evaluation.provenance,
};

test.each([
  ['one file', request],
  ['two files', { ...request, modelFiles: [weights, { ...weights, path: 'vocabulary.txt' }] }],
  ['no provenance', { ...request, provenance: undefined }],
  [
    'a test set without files',
    { ...request, evaluation: { ...evaluation, testSet: { ...evaluation.testSet, files: [] } } },
  ],
  ['a regression', { ...request, evaluation: { ...evaluation, task: 'regression' as const } }],
])('the ML-BOM is valid for the strict validator of CycloneDX: %s', async (_name, bom) => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  expect(await validator.validate(JSON.stringify(buildMlBom(bom)))).toBeNull();
});

test('metrics are strings that read back as the same number, with slice and interval', () => {
  expect(buildMlBom(request)).toMatchObject({
    metadata: {
      component: {
        hashes: [{ alg: 'SHA-256', content: sha256(MODEL_BYTES) }],
        modelCard: {
          modelParameters: { task: 'binary-classification' },
          quantitativeAnalysis: {
            performanceMetrics: [
              {
                type: 'roc_auc',
                value: '0.30000000000000004',
                slice: 'all',
                confidenceInterval: { lowerBound: '0.25', upperBound: '0.35' },
              },
              { type: 'accuracy', value: '1e-7', slice: 'origin=ATL' },
            ],
          },
        },
      },
    },
  });
});

test('equal inputs give an equal serial number, other inputs another', () => {
  const serial = buildMlBom(request).serialNumber;
  expect(serial).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(buildMlBom(structuredClone(request)).serialNumber).toBe(serial);
  expect(buildMlBom({ ...request, version: '1.2.4' }).serialNumber).not.toBe(serial);
});
