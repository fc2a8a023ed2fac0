import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentDigest, type ReleaseManifest, sha256, type Verdict } from '@proofmark/documents';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeChecksums } from './checksums.ts';
import { loadPrivateKey } from './key.ts';
import { signModel } from './sign-model.ts';
import { buildVerdictStatement, signStatements } from './statement.ts';
import { decide, evaluation, keys, makeRelease, recompute, verdict } from './test-release.ts';
import { type ReleaseVerification, verifyRelease } from './verify-release.ts';

let genuine: string;
let folder: string;
beforeAll(async () => {
  genuine = await makeRelease();
});
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'verify-')), 'release');
  await cp(genuine, folder, { recursive: true });
});

const verify = () =>
  verifyRelease({ directory: folder, publicKeyPem: keys.publicKeyPem, recompute, recheck: undefined });
const failures = ({ checks }: ReleaseVerification) => checks.filter(({ status }) => status === 'fail');
const namesOf = (result: ReleaseVerification) => failures(result).map(({ name }) => name);

/** A publisher with the key who makes a release by hand, so that only its content is wrong. */
async function reseal(change: {
  verdict?: Verdict;
  manifest?: (manifest: ReleaseManifest) => ReleaseManifest;
  statement?: (manifest: ReleaseManifest) => string;
}): Promise<void> {
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  const decision = change.verdict ?? verdict;
  const text = JSON.stringify(decision);
  await write('verdict.json', text);
  let manifest: ReleaseManifest = JSON.parse(await readFile(join(folder, 'release.json'), 'utf8'));
  manifest.files = manifest.files.map((file) =>
    file.path === 'verdict.json' ? { ...file, bytes: Buffer.byteLength(text), sha256: sha256(text) } : file,
  );
  manifest.verdict = { status: decision.status, sha256: documentDigest(decision) };
  manifest = change.manifest?.(manifest) ?? manifest;
  await write('release.json', JSON.stringify(manifest));
  const key = loadPrivateKey(keys.privateKeyPem);
  const statement = buildVerdictStatement(manifest, decision, evaluation);
  await write('team-churn.intoto.jsonl', change.statement?.(manifest) ?? signStatements([statement], key));
  await rm(join(folder, 'model.sig'));
  const names = (await readdir(folder)).filter((name) => name !== 'SHA256SUMS');
  const sums = [];
  for (const path of names) sums.push({ path, sha256: sha256(await readFile(join(folder, path))) });
  await write('SHA256SUMS', writeChecksums(sums));
  const request = { root: folder, name: 'm', ignorePaths: ['model.sig'], privateKeyPem: keys.privateKeyPem };
  await write('model.sig', await signModel(request));
}

describe('a signed release whose content is wrong fails:', () => {
  test('(resealed without a change it is verified)', async () => {
    await reseal({});
    expect((await verify()).outcome).toBe('verified');
  });

  test('the verdict is about another evaluation', async () => {
    await reseal({ verdict: { ...verdict, evaluation: 'a'.repeat(64) } });
    expect(namesOf(await verify())).toEqual(['verdict-evaluation', 'verdict-recomputed']);
  });

  test('the verdict is not what evaluation and policy give, in the last bit of one number', async () => {
    const [first, ...others] = verdict.gates;
    if (!first) throw new Error('the example has a gate');
    const gates = [{ ...first, threshold: first.threshold + Number.EPSILON / 8 }, ...others];
    expect(gates[0]?.threshold).not.toBe(first.threshold);
    await reseal({ verdict: { ...verdict, gates } });
    const result = await verify();
    expect(namesOf(result)).toEqual(['verdict-recomputed']);
    expect(failures(result)[0]?.reason).toMatch(
      /gates\[0\]\.threshold: expected 0\.2, received 0\.2000000000000000/,
    );
  });

  test('the verdict did not pass', async () => {
    const strict = { ...verdict.policy, gates: [{ metric: 'roc_auc', min: 0.9 }] };
    await reseal({ verdict: decide(evaluation, strict) });
    const result = await verify();
    expect(namesOf(result)).toEqual(['verdict-passed']);
    expect(failures(result)[0]?.reason).toBe('the verdict is fail: the gates say fail');
  });

  test('the manifest names another verdict', async () => {
    await reseal({
      manifest: (manifest) => ({ ...manifest, verdict: { status: 'pass', sha256: 'b'.repeat(64) } }),
    });
    expect(namesOf(await verify())).toEqual(['verdict-digest']);
  });

  test('another file is called the model', async () => {
    const roles: Record<string, 'model' | 'other'> = { 'model.onnx': 'other', 'card.md': 'model' };
    await reseal({
      manifest: (manifest) => ({
        ...manifest,
        files: manifest.files.map((file) => ({ ...file, role: roles[file.path] ?? file.role })),
      }),
    });
    expect(namesOf(await verify())).toEqual(['evaluated-model']);
  });

  test.each([
    ['../../etc/passwd', /is not a release asset name/],
    ['/etc/passwd', /is not a release asset name/],
    ['SHA256SUMS', /share a name/],
    ['Release.json', /share a name/],
    ['MODEL.onnx', /share a name/],
  ])('the manifest lists %s', async (path, message) => {
    await reseal({
      manifest: (manifest) => ({
        ...manifest,
        files: [...manifest.files, { path, bytes: 0, sha256: sha256(''), role: 'other' }],
      }),
    });
    const result = await verify();
    expect(namesOf(result)).toEqual(['manifest']);
    expect(failures(result)[0]?.reason).toMatch(message);
  });

  test('the statement is about other bytes', async () => {
    await reseal({
      statement: (manifest) => {
        const statement = buildVerdictStatement(manifest, verdict, evaluation);
        const subject = [{ name: 'model.onnx', digest: { sha256: 'c'.repeat(64) } }];
        return signStatements([{ ...statement, subject }], loadPrivateKey(keys.privateKeyPem));
      },
    });
    expect(namesOf(await verify())).toEqual(['statement-subject', 'statement-content']);
  });

  test('the statement praises more than the verdict', async () => {
    await reseal({
      statement: (manifest) => {
        const statement = buildVerdictStatement(manifest, verdict, evaluation);
        statement.predicate.result = 'PASSED';
        return signStatements([statement], loadPrivateKey(keys.privateKeyPem));
      },
    });
    const result = await verify();
    expect(namesOf(result)).toEqual(['statement-content']);
    expect(failures(result)[0]?.reason).toMatch(/predicate\.result: expected "WARNED", received "PASSED"/);
  });

  test.each([
    ['empty', '', /one envelope a line/],
    ['cut', '{}', /one envelope a line/],
    ['not JSON', '{\n', /team-churn\.intoto\.jsonl:1: expected JSON/],
    [
      'unsigned',
      '{"payload":"","payloadType":"application/vnd.in-toto+json","signatures":[]}\n',
      /exactly one/,
    ],
  ])('the statement is %s', async (_name, text, message) => {
    await reseal({ statement: () => text });
    const result = await verify();
    expect(namesOf(result)).toEqual(['statement-signature']);
    expect(failures(result)[0]?.reason).toMatch(message);
  });
});
