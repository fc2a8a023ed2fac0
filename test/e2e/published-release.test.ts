import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '@proofmark/documents';
import type { ActionResult } from '@proofmark/fake-runner';
import { beforeAll, describe, expect, it } from 'vitest';
import { proofmark } from './command-line.ts';
import { buildApprovedProject, type Project, useModel } from './project.ts';
import { openWorld, type RunStep, startJob, succeeded, type World } from './world.ts';

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

function assets() {
  const [release] = world.repo.releases.values();
  if (!release) throw new Error('nothing was released');
  return release.assets;
}

describe('a published release', () => {
  beforeAll(async () => {
    useModel(project.directory, 'better');
    succeeded(await publish({ version: '1.0.0' }));
    succeeded(await job({ contents: 'read' })('verify-model', { version: '1.0.0', directory: 'download' }));
  });

  it('is verified on a laptop, which writes a document', async () => {
    const { directory } = project;
    const verify = (...more: string[]) =>
      proofmark(directory, ['verify', 'download', '--out', 'v.json', ...more]);
    expect(await verify()).toMatchObject({ exitCode: 0 });
    const whole = await readDocument(join(directory, 'v.json'), 'verification');
    expect(whole).toMatchObject({ outcome: 'verified', release: { tag: 'flight-delay@v1.0.0' } });
    expect(whole.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
    // Without a configuration there is no key: what was not made is counted, check by check.
    expect(await verify('--config', 'none.yml')).toMatchObject({ exitCode: 3 });
    const keyless = await readDocument(join(directory, 'v.json'), 'verification');
    expect(keyless.outcome).toBe('incomplete');
    expect(keyless.checks.map(({ name }) => name)).toEqual(whole.checks.map(({ name }) => name));
  });

  it('is taken: the same version with another model is a conflict', async () => {
    writeFileSync(join(project.directory, 'models/other.onnx'), 'another file of the model');
    const files = 'models/candidate.onnx\nmodels/other.onnx';
    const { exitCode, annotations } = await publish({ version: '1.0.0', files });
    expect(exitCode).toBe(2);
    expect(annotations).toMatchObject([
      { message: expect.stringMatching(/A released version never changes: bump the version/) },
    ]);
  });

  it('is not proven when one byte of any one file is flipped', async () => {
    const names = assets().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(9);
    const run = job({ contents: 'read' });
    for (const name of names) {
      const directory = join(project.directory, 'tampered');
      rmSync(directory, { recursive: true, force: true });
      cpSync(join(project.directory, 'download'), directory, { recursive: true });
      flipOneBit(join(directory, name));
      const { exitCode, outputs, annotations } = await run('verify-model', { directory: 'tampered' });
      expect({ name, exitCode, status: outputs.status }).toEqual({ name, exitCode: 1, status: 'fail' });
      expect(annotations).toMatchObject([{ message: expect.stringMatching(/^The release is not proven: /) }]);
    }
  });

  it('is refused at download when a byte is flipped on the way', async () => {
    const [model] = assets().filter(({ name }) => name === 'candidate.onnx');
    const content = model?.content ?? Buffer.alloc(0);
    content[100] = (content[100] ?? 0) ^ 1;
    const { exitCode, annotations } = await job({ contents: 'read' })('verify-model', { version: '1.0.0' });
    content[100] = (content[100] ?? 0) ^ 1;
    expect(exitCode).toBe(2);
    expect(annotations).toMatchObject([
      {
        message: expect.stringMatching(
          /candidate\.onnx: expected SHA-256 .*, received .*; download it again/,
        ),
      },
    ]);
  });

  it('is not downloaded over files of somebody else', async () => {
    const run = job({ contents: 'read' });
    const { exitCode, annotations } = await run('verify-model', { version: '1.0.0', directory: 'models' });
    expect(exitCode).toBe(2);
    expect(annotations).toMatchObject([
      { message: expect.stringMatching(/directory: expected an absent or empty folder/) },
    ]);
    expect(readdirSync(join(project.directory, 'models'))).toContain('candidate.onnx');
  });
});

function flipOneBit(path: string): void {
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
