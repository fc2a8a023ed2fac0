import { describe, expect, test } from 'vitest';
import { planAssets } from './manifest.ts';

const model = { path: 'out/model.onnx', role: 'model' as const };

test('assets are named by their base names', () => {
  expect(planAssets('churn', [model, { path: 'docs/card.md', role: 'card' }])).toEqual([
    { ...model, name: 'model.onnx' },
    { path: 'docs/card.md', role: 'card', name: 'card.md' },
  ]);
});

describe('planAssets refuses', () => {
  test.each([
    ['../model.onnx', /the path leaves its root with "\.\."/],
    ['a/../../b', /leaves its root/],
    ['/etc/passwd', /is absolute/],
    ['C:\\model.onnx', /contains a backslash/],
    ['C:/model.onnx', /is absolute/],
    ['a\\b', /contains a backslash/],
    ['./b', /is not normalised/],
    ['a//b', /is not normalised/],
    ['', /is empty/],
    ['a\0b', /NUL/],
    ['my model.onnx', /is not a release asset name/],
    ['modèle.onnx', /is not a release asset name/],
    ['.hidden', /is not a release asset name/],
    ['a..b', /is not a release asset name/],
    ['a'.repeat(256), /is not a release asset name/],
    ['model.', /is not a release asset name/],
    ['-rf\n', /is not a release asset name/],
    ['other/model.onnx', /would be named model.onnx and model.onnx/],
    ['other/Model.ONNX', /would be named model.onnx and Model.ONNX/],
    ['docs/sha256sums', /would be named SHA256SUMS and sha256sums/],
    ['release.json', /would be named release.json and release.json/],
    ['model.sig', /would be named model.sig/],
    ['churn.intoto.jsonl', /would be named churn.intoto.jsonl/],
  ])('%j', (path, message) => {
    expect(() => planAssets('churn', [model, { path, role: 'other' }])).toThrow(message);
  });
});
