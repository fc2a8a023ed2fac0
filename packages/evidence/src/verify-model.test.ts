import { generateKeyPairSync } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@proofmark/documents';
import { beforeEach, describe, expect, test } from 'vitest';
import { preAuthenticationEncoding } from './dsse.ts';
import { generateKeyPair } from './key.ts';
import { buildOmsPayload } from './oms-statement.ts';
import { signModel } from './sign-model.ts';
import { describeModelProblem, verifyModel } from './verify-model.ts';

// Written by generate.py in that folder: the reference client of OpenSSF Model Signing.
const FIXTURES = join(import.meta.dirname, '../../../test/fixtures/oms');
const fixture = (name: string) => readFile(join(FIXTURES, name), 'utf8');

let root: string;
const inRoot = (path: string) => join(root, path);
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'oms-')), 'model');
  await cp(join(FIXTURES, 'model'), root, { recursive: true });
});

describe('signatures of the reference client', () => {
  test.each([
    ['P-256', 'p256.sig', 'p256.pub', 4],
    ['P-384', 'p384.sig', 'p384.pub', 4],
    ['P-521', 'p521.sig', 'p521.pub', 4],
    ['P-256 in shards of 100 bytes', 'shards.sig', 'p256.pub', 5],
  ])('verify: %s', async (_name, signature, key, files) => {
    const result = await verifyModel({
      root,
      bundle: await fixture(signature),
      publicKeyPem: await fixture(key),
    });
    expect(result).toEqual({
      ok: true,
      name: 'model',
      files,
      fingerprint: sha256(await fixture(key)),
    });
  });

  test.each([
    ['a changed byte', 'p256.sig', 'weights/layer-1.bin', 'changed', 'weights/layer-1.bin'],
    [
      'a changed byte in a shard',
      'shards.sig',
      'weights/layer-1.bin',
      'changed',
      'weights/layer-1.bin:200:256',
    ],
  ])('do not verify after %s', async (_name, signature, path, kind, resource) => {
    const bytes = await readFile(inRoot(path));
    const before = sha256(resource.includes(':') ? bytes.subarray(200) : bytes);
    bytes.writeUInt8(1, 255);
    await writeFile(inRoot(path), bytes);
    const result = await verifyModel({
      root,
      bundle: await fixture(signature),
      publicKeyPem: await fixture('p256.pub'),
    });
    const received = sha256(resource.includes(':') ? bytes.subarray(200) : bytes);
    expect(result).toEqual({ ok: false, problem: { kind, path: resource, expected: before, received } });
  });

  test.each([
    [
      'a file is gone',
      () => rm(inRoot('config.json')),
      /"config.json" is missing: expected SHA-256 09d343c3/,
    ],
    [
      'a file was added',
      () => writeFile(inRoot('weights/more.bin'), ''),
      /"weights\/more.bin" was not signed: received SHA-256 e3b0c442/,
    ],
    ['a link was added', () => symlink('/etc/passwd', inRoot('z')), /"z" is a symbolic link/],
  ])('do not verify when %s', async (_name, change, message) => {
    await change();
    const result = await verifyModel({
      root,
      bundle: await fixture('p256.sig'),
      publicKeyPem: await fixture('p256.pub'),
    });
    expect(result.ok ? 'verified' : describeModelProblem(result.problem)).toMatch(message);
  });

  test('a file grown by a shard is an extra shard', async () => {
    await appendFile(inRoot('weights/layer-2.bin'), Buffer.alloc(100));
    const result = await verifyModel({
      root,
      bundle: await fixture('shards.sig'),
      publicKeyPem: await fixture('p256.pub'),
    });
    expect(result).toMatchObject({
      ok: false,
      problem: { kind: 'extra', path: 'weights/layer-2.bin:0:100' },
    });
  });
});

describe('signModel', () => {
  test.each(['prime256v1', 'secp384r1', 'secp521r1'])(
    'signs what it then verifies: %s',
    async (namedCurve) => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', {
        namedCurve,
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      });
      const bundle = await signModel({
        root,
        name: 'm',
        ignorePaths: ['model.sig'],
        privateKeyPem: privateKey,
      });
      await writeFile(inRoot('model.sig'), bundle);
      await mkdir(inRoot('.git'));
      await writeFile(inRoot('.git/HEAD'), 'ref');
      expect(await verifyModel({ root, bundle, publicKeyPem: publicKey })).toMatchObject({
        ok: true,
        files: 4,
      });
    },
  );

  test('signs only the files that are listed', async () => {
    const { privateKeyPem, publicKeyPem } = generateKeyPair();
    const bundle = await signModel({
      root,
      name: 'm',
      files: ['config.json'],
      ignorePaths: [],
      privateKeyPem,
    });
    expect(await verifyModel({ root, bundle, publicKeyPem })).toMatchObject({
      ok: false,
      problem: { kind: 'extra', path: 'empty.txt' },
    });
  });

  test('lists resources by code point, not by UTF-16 unit', () => {
    const names = ['😀', '\uff5e', 'é', 'b', 'B'];
    const payload = buildOmsPayload(
      'm',
      names.map((name) => ({ name, digest: sha256(name) })),
      [],
    );
    const { predicate } = JSON.parse(payload.toString());
    expect(predicate.resources.map(({ name }: { name: string }) => name)).toEqual([
      'B',
      'b',
      'é',
      '\uff5e',
      '😀',
    ]);
  });

  test.each([
    [
      'an empty model',
      () => rm(root, { recursive: true }).then(() => mkdir(root)),
      /there is no file to sign/,
    ],
    ['a link', () => symlink('config.json', inRoot('link')), /"link" is a symbolic link/],
    ['a link to a folder', () => symlink('/etc', inRoot('etc')), /"etc" is a symbolic link/],
    ['a folder that is not there', () => rm(root, { recursive: true }), /the folder was not found/],
  ])('refuses %s', async (_name, change, message) => {
    await change();
    const { privateKeyPem } = generateKeyPair();
    const signed = signModel({ root, name: 'm', ignorePaths: [], privateKeyPem });
    await expect(signed).rejects.toThrow(message);
  });

  test.each([
    ['../config.json', /leaves its root/],
    ['/etc/passwd', /is absolute/],
    ['weights\\layer-1.bin', /contains a backslash/],
    ['weights', /is not a regular file/],
    ['absent', /the file was not found/],
  ])('refuses the listed file %s', async (path, message) => {
    const { privateKeyPem } = generateKeyPair();
    const signed = signModel({ root, name: 'm', files: [path], ignorePaths: [], privateKeyPem });
    await expect(signed).rejects.toThrow(message);
  });

  test('refuses a listed file behind a link to a folder', async () => {
    await symlink('weights', inRoot('shortcut'));
    const { privateKeyPem } = generateKeyPair();
    const files = ['shortcut/layer-1.bin'];
    const signed = signModel({ root, name: 'm', files, ignorePaths: [], privateKeyPem });
    await expect(signed).rejects.toThrow(/shortcut: is a symbolic link/);
  });
});

test('the pre-authentication encoding counts bytes (the example of the DSSE specification)', () => {
  const encoded = preAuthenticationEncoding('http://example.com/HelloWorld', Buffer.from('hello world'));
  expect(encoded.toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  expect(preAuthenticationEncoding('é', Buffer.from('é')).toString()).toBe('DSSEv1 2 é 2 é');
});
