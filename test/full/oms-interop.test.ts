import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  generateKeyPair,
  loadPublicKey,
  openStatements,
  sealRelease,
  signModel,
  verifyModel,
} from '@proofmark/evidence';
import { beforeEach, describe, expect, test } from 'vitest';
import { keys, prepareRelease } from '../../packages/evidence/src/test-release.ts';
import { python, whyNoPeers } from './peer-python.ts';

/**
 * Interoperability with the reference client of OpenSSF Model Signing, in both directions. PROOFMARK_PYTHON is the
 * interpreter of an environment with test/peers/requirements.txt installed.
 */
const client = join(dirname(python), 'model_signing');
const missing = whyNoPeers('interoperability with model_signing', client);

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interop-'));
});

/** Runs a program; a failure shows what it printed. */
function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

async function makeModel(): Promise<string> {
  const model = at('model');
  await mkdir(join(model, 'weights/deep'), { recursive: true });
  await writeFile(join(model, 'config.json'), '{}');
  await writeFile(join(model, 'empty'), '');
  // Order by code point, by UTF-16 unit and by path component differ in these.
  for (const name of ['weights.bin', 'weights/a', 'weights-b', 'weights/deep/c', '\uff5e', '😀', 'é'])
    await writeFile(join(model, name), `content of ${name}`);
  return model;
}

describe.skipIf(missing)('the reference client', () => {
  test.each(['prime256v1', 'secp384r1', 'secp521r1'])('verifies what we sign: %s', async (curve) => {
    const model = await makeModel();
    run('openssl', 'ecparam', '-name', curve, '-genkey', '-out', at('key.pem'));
    run('openssl', 'ec', '-in', at('key.pem'), '-pubout', '-out', at('key.pub'));
    const bundle = await signModel({
      root: model,
      name: 'model',
      ignorePaths: ['model.sig'],
      privateKeyPem: await readFile(at('key.pem'), 'utf8'),
    });
    const signature = join(model, 'model.sig');
    await writeFile(signature, bundle);
    const verify = () =>
      run(client, 'verify', 'key', model, '--signature', signature, '--public_key', at('key.pub'));
    expect(verify()).toMatch(/Verification succeeded/);
    await writeFile(join(model, 'weights/a'), 'something else');
    expect(verify).toThrow(/Hash mismatch for 'weights\/a'/);
  });

  test.each(['prime256v1', 'secp384r1', 'secp521r1'])('signs what we verify: %s', async (curve) => {
    const model = await makeModel();
    run('openssl', 'ecparam', '-name', curve, '-genkey', '-noout', '-out', at('key.pem'));
    run('openssl', 'ec', '-in', at('key.pem'), '-pubout', '-out', at('key.pub'));
    const signature = join(model, 'model.sig');
    run(client, 'sign', 'key', model, '--private_key', at('key.pem'), '--signature', signature);
    const verify = async () =>
      verifyModel({
        root: model,
        bundle: await readFile(signature),
        publicKeyPem: await readFile(at('key.pub'), 'utf8'),
      });
    expect(await verify()).toMatchObject({ ok: true, files: 9 });
    await rm(join(model, '😀'));
    expect(await verify()).toMatchObject({ ok: false, problem: { kind: 'missing', path: '😀' } });
  });

  test('verifies a whole release of ours', async () => {
    const request = await prepareRelease();
    await sealRelease(request);
    await writeFile(at('key.pub'), keys.publicKeyPem);
    const signature = join(request.into, 'model.sig');
    const verify = () =>
      run(client, 'verify', 'key', request.into, '--signature', signature, '--public_key', at('key.pub'));
    expect(verify()).toMatch(/Verification succeeded/);
    await writeFile(join(request.into, 'extra'), '');
    expect(verify).toThrow(/Extra files found/);
  });

  test('and the in-toto bindings read our statements', async () => {
    const request = await prepareRelease();
    await sealRelease(request);
    const lines = await readFile(join(request.into, 'team-churn.intoto.jsonl'), 'utf8');
    const statements = openStatements(lines, loadPublicKey(keys.publicKeyPem), 'statements');
    await writeFile(at('statements.json'), JSON.stringify(statements));
    const script = `
import json, sys
from google.protobuf import json_format
from in_toto_attestation.v1 import statement_pb2, statement
from in_toto_attestation.predicates.test_result.v0 import test_result_pb2
for value in json.load(open(sys.argv[1])):
    if "test-result" in value["predicateType"]:
        json_format.ParseDict(value["predicate"], test_result_pb2.TestResult())
    pb = json_format.ParseDict(value, statement_pb2.Statement())
    checked = statement.Statement.copy_from_pb(pb)
    checked.validate()
    print(value["predicateType"])
`;
    expect(run(python, '-c', script, at('statements.json')).trim().split('\n')).toEqual([
      'https://in-toto.io/attestation/test-result/v0.1',
    ]);
  });

  test('knows our fingerprint of a key', async () => {
    const pair = generateKeyPair();
    await writeFile(at('key.pub'), pair.publicKeyPem);
    const script = `
import hashlib, sys
from cryptography.hazmat.primitives import serialization as s
key = s.load_pem_public_key(open(sys.argv[1], "rb").read())
print(hashlib.sha256(key.public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo)).hexdigest())
`;
    expect(run(python, '-c', script, at('key.pub')).trim()).toBe(pair.fingerprint);
  });
});
