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
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { generateKeyPair } from './key.ts';
import { decide, evaluation, keys, makeRelease, recompute, verdict } from './test-release.ts';
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
  verifyRelease({ directory, publicKeyPem: keys.publicKeyPem, recompute, recheck: undefined });
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
      'evaluated-commit',
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
    const result = await verifyRelease({
      directory: folder,
      publicKeyPem: undefined,
      recompute: undefined,
      recheck: undefined,
    });
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
    const result = await verifyRelease({
      directory: folder,
      publicKeyPem: undefined,
      recompute,
      recheck: undefined,
    });
    expect(result).toMatchObject({ outcome: 'incomplete', ok: false });
    const open = result.checks.filter(({ status }) => status === 'not-checked');
    expect(open.map(({ reason }) => reason)).toEqual([
      'signature not checked: no public key was given',
      'statement signature not checked: no public key was given',
      'statement subject not checked: no public key was given',
      'statement content not checked: no public key was given',
    ]);
    expect(result.checks.filter(({ name }) => name.startsWith('statement-'))).toEqual(open.slice(1));
  });

  test('without a gate the verdict is not recomputed', async () => {
    const request = {
      directory: folder,
      publicKeyPem: keys.publicKeyPem,
      recompute: undefined,
      recheck: undefined,
    };
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

test.each([
  ['another commit fails', 'decade', ['evaluated-commit'], []],
  ['no commit is a note', undefined, [], [expect.stringMatching(/names no commit/)]],
])('an evaluation of %s', async (_what, commit, failing, notes) => {
  const made = {
    createdAt: '2026-01-02T03:04:05Z',
    tool: { name: 'proofmark' as const, version: '0.1.0' },
  };
  const provenance = commit === undefined ? made : { ...made, commit };
  const result = await verify(await makeRelease({ evaluation: { ...evaluation, provenance } }));
  expect(namesOf(result)).toEqual(failing);
  expect(result.notes).toEqual(notes);
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
  const result = await verifyRelease({ directory: folder, publicKeyPem, recompute, recheck: undefined });
  expect(namesOf(result)).toEqual(['signature', 'statement-signature']);
  expect(failures(result)[0]?.reason).toMatch(/signed with another key/);
});

test('a gate that throws is a failed check', async () => {
  const request = {
    directory: folder,
    publicKeyPem: keys.publicKeyPem,
    recheck: undefined,
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
