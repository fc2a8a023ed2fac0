import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPair } from '@proofmark/evidence';
import type { ActionResult } from '@proofmark/fake-runner';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildApprovedProject, type Project, useModel, writeFiles } from './project.ts';
import { openWorld, type RunStep, startJob, type World } from './world.ts';

let world: World;
let project: Project;

beforeAll(async () => {
  world = await openWorld();
  project = await buildApprovedProject();
});

function job(permissions: { contents: 'read' | 'write' }): RunStep {
  return startJob(world, { workspace: project.directory, permissions });
}

function publish(inputs: Record<string, string>): Promise<ActionResult> {
  return job({ contents: 'write' })('publish-model', { key: project.privateKeyPem, ...inputs });
}

describe('publish-model refuses', () => {
  const saved = 'proofmark-out.saved';
  beforeAll(() => {
    cpSync(join(project.directory, 'proofmark-out'), join(project.directory, saved), { recursive: true });
  });
  beforeEach(() => {
    useModel(project.directory, 'better');
    rmSync(join(project.directory, 'proofmark-out'), { recursive: true });
    cpSync(join(project.directory, saved), join(project.directory, 'proofmark-out'), { recursive: true });
  });

  it('a verdict that is a failure: exit code 1', async () => {
    writeFiles(project.directory, {
      'strict.yml': readFileSync(join(project.directory, 'proofmark.yml'), 'utf8').replace(
        'min: 0.62',
        'min: 0.9',
      ),
    });
    const run = job({ contents: 'write' });
    const config = 'strict.yml';
    expect((await run('gate-model', { config, 'check-name': '', 'upload-artifact': 'false' })).exitCode).toBe(
      1,
    );
    const { exitCode, annotations, outputs } = await publish({ version: '1.0.0', config });
    expect(exitCode).toBe(1);
    expect(annotations).toMatchObject([
      {
        level: 'error',
        message: expect.stringContaining('flight-delay@v1.0.0 is not released: the verdict is fail'),
      },
    ]);
    expect(outputs).toEqual({});
  });

  it.each<[string, (directory: string) => void, RegExp]>([
    [
      'a model that is not the evaluated one',
      (directory) => useModel(directory, 'worse'),
      /the evaluated model is not in the release: expected models\/candidate\.onnx with SHA-256 .*, received .*; release the file that was evaluated/,
    ],
    [
      'a verdict that was edited',
      (directory) => edit(directory, 'verdict.json', '"warnings": []', '"warnings": ["looks good to me"]'),
      /verdict\.json: the verdict does not follow from the evaluation and the policy: .*looks good to me.*; run the gate again/,
    ],
    [
      'an evaluation that is not the one decided on',
      (directory) => edit(directory, 'evaluation.json', '"threshold": 0.2', '"threshold": 0.3'),
      /the verdict is about another evaluation: expected [0-9a-f]{64}, received [0-9a-f]{64}; run the gate again/,
    ],
    [
      'a missing verdict',
      (directory) => rmSync(join(directory, 'proofmark-out/verdict.json')),
      /proofmark-out\/verdict\.json: the verdict document was not found/,
    ],
    [
      'a verdict that is cut off',
      (directory) => writeFiles(directory, { 'proofmark-out/verdict.json': '{"document": "proofmark/ver' }),
      /verdict\.json: not valid JSON/,
    ],
    [
      'a missing model',
      (directory) => rmSync(join(directory, 'models/candidate.onnx')),
      /models\/candidate\.onnx: the (model )?file was not found/,
    ],
  ])('%s: exit code 2', async (_what, spoil, message) => {
    spoil(project.directory);
    const { exitCode, annotations, stdout, stderr } = await publish({ version: '1.0.0' });
    expect(annotations).toMatchObject([{ level: 'error', message: expect.stringMatching(message) }]);
    expect(exitCode).toBe(2);
    expect(stdout + stderr).not.toMatch(/^\s+at /m);
    expect(filesBelow(join(project.directory, 'proofmark-out', 'release'))).toEqual([]);
  });

  it.each([
    ['no version number', { version: 'latest' }, /version.*latest/],
    ['a key that is none', { version: '1.0.0', key: 'secret' }, /key/],
    [
      'no key where releases are to be signed',
      { version: '1.0.0', key: '' },
      /publish\.public-key: model-signing\.pem: .* no private key was given; pass the secret/,
    ],
    [
      'a key that consumers would not accept',
      { version: '1.0.0', key: generateKeyPair().privateKeyPem },
      /expected the private key of [0-9a-f]{12}, received that of [0-9a-f]{12}; sign with the matching key/,
    ],
  ])('%s', async (_what, inputs, message) => {
    const { exitCode, annotations } = await publish(inputs);
    expect(exitCode).toBe(2);
    expect(annotations).toMatchObject([{ level: 'error', message: expect.stringMatching(message) }]);
  });

  it('and nothing of all this has reached GitHub', () => {
    expect([...world.repo.releases.values()].map(({ tagName }) => tagName)).toEqual([]);
    expect([...world.repo.refs.keys()].filter((ref) => ref.startsWith('refs/tags/'))).toEqual([]);
  });
});

function filesBelow(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' });
}

function edit(directory: string, name: string, from: string, to: string): void {
  const file = join(directory, 'proofmark-out', name);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}
