import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canonicalJson, documentDigest } from './digest.ts';
import { parseDocument, readConfig, writeDocument } from './read.ts';
import type { ReleaseManifest } from './release.ts';

const manifest: ReleaseManifest = {
  document: 'proofmark/release',
  version: '1.0',
  model: 'churn',
  modelVersion: '1.2.3',
  tag: 'churn@v1.2.3',
  commit: 'c0ffee',
  files: [{ path: 'model.onnx', bytes: 3, sha256: 'a'.repeat(64), role: 'model' }],
  verdict: { status: 'pass', sha256: 'b'.repeat(64) },
};

describe('parseDocument', () => {
  test.each([
    ['not JSON', '{', /not valid JSON/],
    [
      'another kind',
      '{"document":"proofmark/verdict","version":"1.0"}',
      /expected a proofmark\/release document, received "proofmark\/verdict"/,
    ],
    [
      'an unknown major version',
      '{"document":"proofmark/release","version":"2.0"}',
      /version: expected 1\.x, received "2\.0"/,
    ],
    ['a missing field', JSON.stringify({ ...manifest, tag: undefined }), /tag is missing: expected a text/],
    [
      'an unknown field',
      JSON.stringify({ ...manifest, tagg: 'x' }),
      /unknown key "tagg", did you mean "tag"\?/,
    ],
    ['null', 'null', /expected a proofmark\/release document/],
  ])('refuses %s', (_name, text, message) => {
    expect(() => parseDocument(text, 'release', 'm.json')).toThrow(message);
  });
  test('accepts a later minor version', () => {
    expect(parseDocument(JSON.stringify({ ...manifest, version: '1.7' }), 'release', 'm.json').version).toBe(
      '1.7',
    );
  });
});

test('a document that breaks its own schema is not written, and leaves nothing behind', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'documents-'));
  const broken = { ...manifest, files: [] };
  await expect(writeDocument(join(directory, 'm.json'), 'release', broken)).rejects.toThrow(/files/);
  expect(await readdir(directory)).toEqual([]);
});

test('the digest ignores provenance and the order of keys', () => {
  const provenance = { createdAt: '2026-01-01T00:00:00Z', tool: { name: 'proofmark', version: '0' } };
  expect(documentDigest({ b: 1, a: [null, 'x'], provenance } as object)).toBe(
    documentDigest({ a: [null, 'x'], b: 1 } as object),
  );
  expect(canonicalJson({ b: 1.5, a: { d: undefined, c: 'é' } })).toBe('{"a":{"c":"é"},"b":1.5}');
});

describe('readConfig points at the mistake', () => {
  const good = 'model: churn\ngates:\n  - metric: f1\n    min: 0.5\n';
  test.each([
    [
      'a typo in a key',
      good.replace('min:', 'mn:'),
      /:4:5: gates\[0\]: unknown key "mn", did you mean "min"\?/,
    ],
    [
      'a wrong type',
      good.replace('0.5', 'high'),
      /:4:10: gates\[0\]\.min: expected a number, received "high"/,
    ],
    [
      'two rules in one gate',
      `${good}    max-drop: 0.1\n`,
      /:3:5: gates\[0\]: expected exactly one of min, max/,
    ],
    ['broken YAML', 'model: [', /:1:\d+: not valid YAML/],
    ['a tab that indents', 'model: a\ndata:\n\t- x\n', /:3:1: not valid YAML: Tabs are not allowed/],
    ['a duplicate key', 'model: a\nmodel: b\n', /:2:1: not valid YAML: the key "model" is there already/],
    [
      'an alias bomb',
      `a: &a [x${',x'.repeat(99)}]\nb: &b [${'*a,'.repeat(100)}]\nmodel: [${'*b,'.repeat(100)}]\n`,
      /too many YAML aliases/,
    ],
    ['a missing model', 'gates: []\n', /:1:1: model is missing: expected a text/],
    ['a terminal escape in a value', 'model: "\\u001b[31mred"\n', /received "\\u001b\[31mred"/],
  ])('%s', async (_name, text, message) => {
    const path = join(await mkdtemp(join(tmpdir(), 'config-')), 'proofmark.yml');
    await writeFile(path, text);
    await expect(readConfig(path)).rejects.toThrow(message);
  });
});
