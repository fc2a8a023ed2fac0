import {
  cp,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentDigest, type ReleaseManifest, sha256, type Verdict } from '@proofmark/documents';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeChecksums } from './checksums.ts';
import { generateKeyPair, loadPrivateKey } from './key.ts';
import { signModel } from './sign-model.ts';
import { buildVerdictStatement, signStatements } from './statement.ts';
import { decide, evaluation, keys, makeRelease, verdict } from './test-release.ts';
import { type ReleaseVerification, verifyRelease } from './verify-release.ts';

const NAMES = [
  'SHA256SUMS',
  'card.md',
  'evaluation.json',
  'model.onnx',
  'model.sig',
  'release.json',
  'team-churn.cdx.json',
  'team-churn.intoto.jsonl',
  'verdict.json',
];

let genuine: string;
let folder: string;
beforeAll(async () => {
  genuine = await makeRelease();
});
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'verify-')), 'release');
  await cp(genuine, folder, { recursive: true });
});

const verify = (directory = folder) =>
  verifyRelease({ directory, publicKeyPem: keys.publicKeyPem, recompute: decide });
const failures = ({ checks }: ReleaseVerification) => checks.filter(({ status }) => status === 'fail');
const namesOf = (result: ReleaseVerification) => failures(result).map(({ name }) => name);

test('a genuine release is verified, every check passed', async () => {
  const result = await verify();
  expect(failures(result)).toEqual([]);
  expect(result).toMatchObject({ outcome: 'verified', ok: true, notes: [] });
  expect((await readdir(folder)).sort()).toEqual(NAMES);
  const names = result.checks.map(({ name }) => name);
  expect(new Set(names)).toEqual(
    new Set([
      'manifest',
      'file',
      'folder',
      'checksums',
      'signature',
      'statement-signature',
      'statement-subject',
      'statement-content',
      'document',
      'verdict-digest',
      'verdict-evaluation',
      'evaluated-model',
      'verdict-passed',
      'verdict-recomputed',
    ]),
  );
  expect(names.filter((name) => name === 'file')).toHaveLength(5);
});

describe('one flipped bit is found and its file named:', () => {
  test.each(NAMES)('%s', async (name) => {
    const bytes = await readFile(join(folder, name));
    // At the ends, and at places all over the file.
    const places = [
      0,
      bytes.length - 1,
      ...Array.from({ length: 6 }, (_, i) => (i * 7919 + 3) % bytes.length),
    ];
    for (const place of places) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
      await writeFile(join(folder, name), changed);
      const result = await verify();
      expect(result.outcome, `byte ${place}`).toBe('failed');
      const signature = failures(result).filter((check) => check.name === 'signature');
      expect(
        signature.map(({ file }) => file),
        `byte ${place}`,
      ).toEqual([name]);
    }
  });

  test.each(NAMES.filter((name) => name !== 'model.sig'))('%s, also without a key', async (name) => {
    const bytes = await readFile(join(folder, name));
    bytes.writeUInt8(bytes.readUInt8(5) ^ 1, 5);
    await writeFile(join(folder, name), bytes);
    const result = await verifyRelease({ directory: folder, publicKeyPem: undefined, recompute: undefined });
    expect(result.outcome).toBe('failed');
    const files = failures(result).map(({ file }) => file);
    // A changed digest in the checksums looks like the file it stands for: only the signature tells.
    if (name !== 'SHA256SUMS') expect(files).toContain(name);
  });
});

describe('a changed folder fails and names the file:', () => {
  test.each(NAMES)('%s removed', async (name) => {
    await rm(join(folder, name));
    const result = await verify();
    expect(result.outcome).toBe('failed');
    expect(failures(result).map(({ file }) => file)).toContain(name);
  });

  test.each([
    ['a file added', 'more.bin', () => writeFile(join(folder, 'more.bin'), '')],
    ['a hidden file added', '.hidden', () => writeFile(join(folder, '.hidden'), '')],
    ['a git file added', '.gitignore', () => writeFile(join(folder, '.gitignore'), '')],
    [
      'a folder added',
      'sub/x',
      () => mkdir(join(folder, 'sub')).then(() => writeFile(join(folder, 'sub/x'), '')),
    ],
    ['a link added', 'link', () => symlink('/etc/passwd', join(folder, 'link'))],
    [
      'a link in place of the model',
      'model.onnx',
      async () => {
        await rename(join(folder, 'model.onnx'), join(folder, '../elsewhere'));
        await symlink('../elsewhere', join(folder, 'model.onnx'));
      },
    ],
    ['a file renamed', 'MODEL.onnx', () => rename(join(folder, 'model.onnx'), join(folder, 'MODEL.onnx'))],
  ])('%s', async (_name, file, change) => {
    await change();
    const result = await verify();
    expect(result.outcome).toBe('failed');
    expect(failures(result).map((check) => check.file)).toContain(file);
  });
});

describe('nothing unchecked is a pass:', () => {
  test('without a public key the signatures are not checked', async () => {
    const result = await verifyRelease({ directory: folder, publicKeyPem: undefined, recompute: decide });
    expect(result).toMatchObject({ outcome: 'incomplete', ok: false });
    const open = result.checks.filter(({ status }) => status === 'not-checked');
    expect(open.map(({ reason }) => reason)).toEqual([
      'signature not checked: no public key was given',
      'statement signature not checked: no public key was given',
    ]);
    expect(result.checks.filter(({ name }) => name.startsWith('statement-s'))).toEqual([open[1]]);
  });

  test('without a gate the verdict is not recomputed', async () => {
    const request = { directory: folder, publicKeyPem: keys.publicKeyPem, recompute: undefined };
    expect(await verifyRelease(request)).toMatchObject({ outcome: 'incomplete', ok: false });
  });

  test('evaluated predictions say that they do not bind the model', async () => {
    const predicted = {
      ...evaluation,
      candidate: { ...evaluation.candidate, kind: 'predictions' as const },
    };
    const directory = await makeRelease({
      evaluation: predicted,
      verdict: decide(predicted, verdict.policy),
    });
    const result = await verify(directory);
    expect(result.outcome).toBe('verified');
    expect(result.notes).toEqual([expect.stringMatching(/is the word of the publisher/)]);
    expect(result.checks.some(({ name }) => name === 'evaluated-model')).toBe(false);
  });
});

test('an enormous signature is refused unread', async () => {
  const handle = await open(join(folder, 'model.sig'), 'w');
  await handle.truncate(2 ** 30);
  await handle.close();
  const [first] = failures(await verify());
  expect(first).toMatchObject({
    name: 'signature',
    file: 'model.sig',
    reason: expect.stringMatching(/received 1073741824/),
  });
});

test('another key does not verify', async () => {
  const { publicKeyPem } = generateKeyPair();
  const result = await verifyRelease({ directory: folder, publicKeyPem, recompute: decide });
  expect(namesOf(result)).toEqual(['signature', 'statement-signature']);
  expect(failures(result)[0]?.reason).toMatch(/signed with another key/);
});

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
      /gates\.0\.threshold: expected 0\.2, received 0\.2000000000000000/,
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

test('a gate that throws is a failed check', async () => {
  const request = {
    directory: folder,
    publicKeyPem: keys.publicKeyPem,
    recompute: () => {
      throw new Error('unknown metric');
    },
  };
  const result = await verifyRelease(request);
  expect(failures(result)).toMatchObject([
    { name: 'verdict-recomputed', reason: 'the gate refused: unknown metric' },
  ]);
});

test('a folder that is not there is the user’s mistake', async () => {
  await expect(verify(join(folder, 'absent'))).rejects.toThrow(/the folder was not found/);
});
