import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, Forger, type Payload } from './forger-fixture.ts';
import { generateKeyPair } from './key.ts';
import { MAX_BUNDLE_BYTES } from './oms-bundle.ts';
import { signModel } from './sign-model.ts';
import { verifyModel } from './verify-model.ts';

const { privateKeyPem, publicKeyPem, fingerprint } = generateKeyPair();
let root: string;
let genuine: string;
let forger: Forger;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hostile-'));
  await writeFile(join(root, 'm.onnx'), 'weights');
  genuine = await signModel({ root, name: 'm', ignorePaths: [], privateKeyPem });
  forger = new Forger(genuine, privateKeyPem);
});

const verify = (bundle: string | Uint8Array) => verifyModel({ root, bundle, publicKeyPem });
const outside = (change: (bundle: Bundle) => unknown) => forger.outside(change);
const inside = (change: (payload: Payload) => unknown) => forger.inside(change);
const signed = (payload: Uint8Array) => forger.signed(payload);
const listing = (...names: string[]) => forger.listing('weights', ...names);

/** Gives the one signature another key id. */
const keyid = (id: string | null | undefined) => (bundle: Bundle) => {
  bundle.dsseEnvelope.signatures = bundle.dsseEnvelope.signatures.map(({ sig }) => ({ sig, keyid: id }));
};

describe('an envelope is accepted with', () => {
  test.each([
    ['an empty key id', keyid('')],
    ['a null key id', keyid(null)],
    ['no key id', keyid(undefined)],
    ['the key id of the key', keyid(fingerprint)],
    [
      'no log entries field',
      (b: Bundle) => Object.assign(b.verificationMaterial, { tlogEntries: undefined }),
    ],
    [
      'raw key bytes instead of the hint',
      (b: Bundle) => Object.assign(b.verificationMaterial, { publicKey: { rawBytes: 'AA==' } }),
    ],
  ])('%s', async (_name, change) => {
    expect(await verify(outside(change))).toMatchObject({ ok: true });
  });
});

describe('a bundle is refused:', () => {
  const cases: [string, () => string | Uint8Array, RegExp][] = [
    ['empty', () => '', /expected JSON/],
    ['not JSON', () => '{', /expected JSON/],
    ['null', () => 'null', /expected a mapping of keys/],
    ['not UTF-8', () => Buffer.concat([Buffer.from(genuine), Buffer.of(0xff)]), /expected JSON in UTF-8/],
    [
      'too large',
      () => Buffer.alloc(MAX_BUNDLE_BYTES + 1, 0x20),
      /at most 16777216 bytes, received 16777217/,
    ],
    [
      'deeply nested',
      () => '['.repeat(100_000) + ']'.repeat(100_000),
      /expected a mapping of keys, received \(nested too deeply to show\)/,
    ],
    [
      'another media type',
      () =>
        outside((b) => {
          b.mediaType = 'application/json';
        }),
      /mediaType: expected/,
    ],
    [
      'a certificate',
      () =>
        outside((b) => {
          b.verificationMaterial.certificate = { rawBytes: '' };
        }),
      /expected publicKey, received "certificate"; only key signatures/,
    ],
    [
      'a certificate chain',
      () =>
        outside((b) => {
          b.verificationMaterial.x509CertificateChain = {};
        }),
      /received "x509CertificateChain"/,
    ],
    ['an unknown field', () => outside((b) => Object.assign(b, { extra: 1 })), /unknown key "extra"/],
    [
      'another payload type',
      () =>
        outside((b) => {
          b.dsseEnvelope.payloadType = 'text/plain';
        }),
      /payloadType: expected application\/vnd.in-toto\+json, received "text\/plain"/,
    ],
    [
      'no signature',
      () =>
        outside((b) => {
          b.dsseEnvelope.signatures = [];
        }),
      /expected exactly one signature/,
    ],
    [
      'two signatures',
      () => outside((b) => void b.dsseEnvelope.signatures.push({ sig: 'AA==' })),
      /expected exactly one signature/,
    ],
    [
      'the key id of another key',
      () => outside((b) => Object.assign(b.dsseEnvelope.signatures[0] ?? {}, { keyid: 'mine' })),
      /keyid: expected none or [0-9a-f]{64}, received "mine"/,
    ],
    [
      'a payload that is not base64',
      () =>
        outside((b) => {
          b.dsseEnvelope.payload = '%%%';
        }),
      /payload: expected base64/,
    ],
    [
      'base64 without its padding',
      () => outside((b) => Object.assign(b.dsseEnvelope.signatures[0] ?? {}, { sig: 'AA' })),
      /sig: expected base64/,
    ],
    [
      'base64 with line breaks',
      () =>
        outside((b) => {
          b.dsseEnvelope.payload = `${b.dsseEnvelope.payload}\n`;
        }),
      /payload: expected base64/,
    ],
    ['a signed payload that is not JSON', () => signed(Buffer.from('{')), /payload: expected JSON/],
    [
      'a signed payload that is not UTF-8',
      () => signed(Buffer.of(0x22, 0xff, 0x22)),
      /payload: expected JSON/,
    ],
    [
      'another predicate type',
      () =>
        inside((p) => {
          p.predicateType = 'https://slsa.dev/provenance/v1';
        }),
      /predicateType: expected "https:\/\/model_signing\/signature\/v1.0"/,
    ],
    [
      'another statement type',
      () =>
        inside((p) => {
          p._type = 'x';
        }),
      /_type: expected/,
    ],
    ['two subjects', () => inside((p) => void p.subject.push(...p.subject)), /expected exactly one subject/],
    [
      'a subject that does not follow from the resources',
      () => inside((p) => Object.assign(p.subject[0] ?? {}, { digest: { sha256: 'a'.repeat(64) } })),
      /subject: expected the digest of its resources/,
    ],
    ['no resources', () => listing(), /an empty model proves nothing/],
    ['a resource twice', () => listing('m.onnx', 'm.onnx'), /"m.onnx" is listed twice/],
    [
      'another hash',
      () =>
        inside((p) => {
          p.predicate.serialization.hash_type = 'blake3';
        }),
      /hash_type: expected "sha256"/,
    ],
    [
      'another method',
      () =>
        inside((p) => {
          p.predicate.serialization.method = 'tar';
        }),
      /predicate.serialization.*received/,
    ],
    [
      'a shard size of zero',
      () => inside((p) => Object.assign(p.predicate.serialization, { method: 'shards', shard_size: 0 })),
      /shard_size/,
    ],
    [
      'shards without ends',
      () => inside((p) => Object.assign(p.predicate.serialization, { method: 'shards' })),
      /"m.onnx": expected path:start:end/,
    ],
    [
      'an ignored path outside',
      () =>
        inside((p) => {
          p.predicate.serialization.ignore_paths = ['../x'];
        }),
      /ignore_paths: "..\/x": the path leaves its root/,
    ],
  ];
  test.each(cases)('%s', async (_name, bundle, message) => {
    await expect(verify(bundle())).rejects.toThrow(message);
  });

  test.each([
    ['../../etc/passwd', /leaves its root/],
    ['/etc/passwd', /is absolute/],
    ['C:/windows', /is absolute/],
    ['a\\b', /contains a backslash/],
    ['a//b', /is not normalised/],
    ['./a', /is not normalised/],
    ['.', /is not normalised/],
    ['a/', /is not normalised/],
    ['', /is empty/],
    ['a\0b', /contains a NUL character/],
    ['\ud800', /is not valid UTF-8/],
  ])('resource name %j', async (name, message) => {
    await expect(verify(listing('m.onnx', name))).rejects.toThrow(message);
  });
});

describe('a well-formed bundle does not verify', () => {
  test('with another key', async () => {
    const other = generateKeyPair();
    expect(await verifyModel({ root, bundle: genuine, publicKeyPem: other.publicKeyPem })).toEqual({
      ok: false,
      problem: { kind: 'other-key', expected: other.fingerprint, received: fingerprint },
    });
  });

  test('with another key and no hint', async () => {
    const other = generateKeyPair();
    const bundle = outside((b) => {
      b.verificationMaterial.publicKey = {};
    });
    expect(await verifyModel({ root, bundle, publicKeyPem: other.publicKeyPem })).toEqual({
      ok: false,
      problem: { kind: 'signature' },
    });
  });

  test('with a signature that is not DER', async () => {
    const bundle = outside((b) => {
      b.dsseEnvelope.signatures = [{ sig: 'AA==' }];
    });
    expect(await verify(bundle)).toEqual({ ok: false, problem: { kind: 'signature' } });
  });

  test('with a payload that another signature belongs to', async () => {
    const bundle = outside((b) => {
      b.dsseEnvelope.payload = Buffer.from('{}').toString('base64');
    });
    expect(await verify(bundle)).toEqual({ ok: false, problem: { kind: 'signature' } });
  });
});

test('a bundle that allows links is read, and links are still not followed', async () => {
  const bundle = inside((p) => {
    p.predicate.serialization.allow_symlinks = true;
  });
  expect(await verify(bundle)).toMatchObject({ ok: true });
});

test('a signature with fields the specification does not name is read', async () => {
  expect(await verify(inside((p) => Object.assign(p.predicate, { card: {} })))).toMatchObject({ ok: true });
});
