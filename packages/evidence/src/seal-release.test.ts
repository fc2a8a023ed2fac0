import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { generateKeyPair } from './key.ts';
import { sealRelease } from './seal-release.ts';
import {
  decide,
  evaluation,
  policy,
  prepareRelease,
  recompute,
  releaseFiles,
  verdict,
} from './test-release.ts';
import { verifyRelease } from './verify-release.ts';

test('a release is made whole: the assets are listed and no other file is left', async () => {
  const request = await prepareRelease();
  const { manifest, assets } = await sealRelease(request);
  expect(await readdir(request.into)).toEqual(expect.arrayContaining(assets.map(({ path }) => path)));
  expect(assets).toHaveLength(9);
  for (const { path, bytes, sha256: digest } of assets) {
    const content = await readFile(join(request.into, path));
    expect([bytes, digest], path).toEqual([content.length, sha256(content)]);
  }
  expect(await readdir(dirname(request.into))).toEqual(['release']);
  expect(manifest.files.map(({ path }) => path)).toEqual([
    'model.onnx',
    'evaluation.json',
    'verdict.json',
    'card.md',
    'team-churn.cdx.json',
  ]);
});

test('without a key there is no signature and no statement, and verification says so', async () => {
  const request = { ...(await prepareRelease()), privateKeyPem: undefined };
  const { assets } = await sealRelease(request);
  const names = assets.map(({ path }) => path);
  expect(names).not.toContain('model.sig');
  expect(names).not.toContain('team-churn.intoto.jsonl');
  const verification = { directory: request.into, recompute, recheck: undefined };
  expect(await verifyRelease({ ...verification, publicKeyPem: undefined })).toMatchObject({
    outcome: 'incomplete',
  });
  const { publicKeyPem } = generateKeyPair();
  const { checks } = await verifyRelease({ ...verification, publicKeyPem });
  expect(checks).toContainEqual({
    name: 'signature',
    status: 'fail',
    file: 'model.sig',
    reason: 'the release has no signature',
  });
});

describe('sealRelease refuses, and leaves nothing behind:', () => {
  test.each([
    [
      'a verdict about another evaluation',
      { verdict: { ...verdict, evaluation: 'a'.repeat(64) } },
      /run the gate again/,
    ],
    [
      'a model that was not evaluated',
      (() => {
        const other = {
          ...evaluation,
          candidate: {
            ...evaluation.candidate,
            file: { ...evaluation.candidate.file, sha256: 'b'.repeat(64) },
          },
        };
        return { evaluation: other, verdict: decide(other, policy) };
      })(),
      /the evaluated model is not in the release: expected out\/model.onnx with SHA-256 bbbb/,
    ],
  ])('%s', async (_name, documents, message) => {
    const request = await prepareRelease(documents);
    await expect(sealRelease(request)).rejects.toThrow(message);
    expect(await readdir(dirname(request.into))).toEqual([]);
  });

  test.each([
    [
      'no verdict',
      releaseFiles.filter(({ role }) => role !== 'verdict'),
      /exactly one verdict document, received 0/,
    ],
    ['no model', releaseFiles.filter(({ role }) => role !== 'model'), /the release has no model/],
    [
      'a missing file',
      [...releaseFiles, { path: 'absent', role: 'other' as const }],
      /absent: the file was not found/,
    ],
    ['a link', [...releaseFiles, { path: 'link', role: 'other' as const }], /link: is a symbolic link/],
    [
      'a profile that is none',
      [...releaseFiles, { path: 'profile.json', role: 'profile' as const }],
      /expected a proofmark\/profile document, received "x"/,
    ],
    ['a folder', [...releaseFiles, { path: 'out', role: 'other' as const }], /out: is not a regular file/],
  ])('%s', async (_name, files, message) => {
    const request = { ...(await prepareRelease()), files };
    await symlink('/etc/passwd', join(request.root, 'link'));
    await writeFile(join(request.root, 'profile.json'), '{"document":"x"}');
    await expect(sealRelease(request)).rejects.toThrow(message);
    expect(await readdir(dirname(request.into))).toEqual([]);
  });

  test('a folder that is not empty', async () => {
    const request = await prepareRelease();
    await mkdir(request.into, { recursive: true });
    await writeFile(join(request.into, 'old'), '');
    await expect(sealRelease(request)).rejects.toThrow(/expected an empty folder/);
    expect(await readFile(join(request.into, 'old'), 'utf8')).toBe('');
    await rm(join(request.into, 'old'));
    expect((await sealRelease(request)).assets).toHaveLength(9);
  });

  test('a broken key', async () => {
    const request = { ...(await prepareRelease()), privateKeyPem: 'x' };
    await expect(sealRelease(request)).rejects.toThrow(/not PEM/);
    await expect(readdir(dirname(request.into))).rejects.toThrow(/ENOENT/);
  });
});
