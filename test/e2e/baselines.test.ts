import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type DocumentKind, type DocumentOf, readDocument } from '@proofmark/documents';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildApprovedProject, config, type Project, useModel, writeFiles } from './project.ts';
import { openPull, openWorld, startJob, succeeded, type World } from './world.ts';

let world: World;
let project: Project;

beforeAll(async () => {
  world = await openWorld();
  project = await buildApprovedProject();
  useModel(project.directory, 'worse');
});

const payload = { repository: { default_branch: 'main' } };
const job = (contents: 'read' | 'write' = 'read') =>
  startJob(world, {
    workspace: project.directory,
    permissions: { contents, checks: 'write' },
    event: { name: 'push', payload },
  });

/** The configuration with another baseline. A second month of rows makes another test set. */
function useBaseline(baseline: string, rows = 'may'): void {
  const text = config
    .replace('  baseline-model: models/baseline.onnx\n', `  baseline: ${baseline}\n`)
    .replace('rows: { files: data/may.parquet }', `rows: { files: data/${rows}.parquet }`);
  writeFiles(project.directory, { 'proofmark.yml': text });
}

const read = <Kind extends DocumentKind>(kind: Kind): Promise<DocumentOf<Kind>> =>
  readDocument(join(project.directory, 'proofmark-out', `${kind}.json`), kind);

async function gates() {
  await job()('gate-model', { 'check-name': '' });
  return Object.fromEntries((await read('verdict')).gates.map((gate) => [gate.id, gate]));
}

const changed = { status: 'fail', missing: expect.stringContaining('the test set has changed') };

/** Assets of the only release, by name; a test that changes one puts it back. */
const assets = () => [...world.repo.releases.values()][0]?.assets ?? [];

/** Flips a bit of an asset, with the digest that GitHub shows of it or without, while `work` runs. */
async function withFlipped(name: string, kind: 'content' | 'content and digest', work: () => Promise<void>) {
  const asset = assets().find((one) => one.name === name);
  if (!asset) throw new Error(`no asset ${name}`);
  const { digest } = asset;
  const flip = () => asset.content.writeUInt8((asset.content[100] ?? 0) ^ 1, 100);
  flip();
  if (kind !== 'content') asset.digest = `sha256:${createHash('sha256').update(asset.content).digest('hex')}`;
  try {
    await work();
  } finally {
    flip();
    asset.digest = digest;
  }
}

describe('before anything is released or recorded', () => {
  it.each([
    ['release', 'no release of flight-delay is published'],
    ['model', 'no release of flight-delay is published'],
    ['merge-base', 'holds no evaluation of flight-delay at the merge base'],
  ])('baseline: %s tells that there is none, and the gate follows on-no-baseline', async (wanted, why) => {
    useBaseline(wanted);
    const { annotations } = succeeded(await job()('evaluate-model'));
    expect(annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining(why) }]);
    expect(await gates()).toMatchObject({
      'roc_auc:max-drop': { status: 'fail', missing: expect.stringContaining('there is no baseline') },
      'roc_auc:min': { status: 'pass' },
    });
  });
});

describe('after a release', () => {
  beforeAll(async () => {
    // What was approved is released; the candidate after it is worse.
    await publishApproved();
  });

  it('baseline: release compares, unpaired, with the evaluation in it', async () => {
    useBaseline('release');
    succeeded(await job()('evaluate-model'));
    expect(await read('evaluation')).toMatchObject({
      recorded: { origin: 'release', name: 'flight-delay@v1.0.0' },
      baseline: { file: { path: 'models/candidate.onnx' } },
    });
    expect(await gates()).toMatchObject({
      'roc_auc:max-drop': { change: { interval: { method: 'MOVER, unpaired' } } },
    });
  });

  it('baseline: release is not comparable on another test set', async () => {
    useBaseline('release', 'june');
    succeeded(await job()('evaluate-model'));
    expect(await gates()).toMatchObject({ 'roc_auc:max-drop': changed, 'log_loss:max-rise': changed });
  });

  it('baseline: model runs the released model again, also on another test set, and pairs the rows', async () => {
    useBaseline('model', 'june');
    succeeded(await job()('evaluate-model'));
    const { baseline, estimates } = await read('evaluation');
    const released = assets().find(({ name }) => name === 'candidate.onnx');
    expect(baseline).toMatchObject({ kind: 'model', file: { bytes: released?.content.length } });
    const auc = estimates.find(({ metric, slice }) => metric === 'roc_auc' && slice.length === 0);
    expect(auc?.candidate?.value).toBeLessThan(auc?.baseline?.value ?? 0);
    expect(await gates()).toMatchObject({
      'roc_auc:max-drop': { change: { interval: { method: expect.not.stringContaining('unpaired') } } },
    });
  });

  it.each([
    ['release', 'evaluation.json', 'content', /expected SHA-256 .*, received .*; download it again/],
    ['model', 'candidate.onnx', 'content', /expected SHA-256 .*, received .*; download it again/],
    ['model', 'candidate.onnx', 'content and digest', /as in its evaluation, .*; the release was changed/],
  ] as const)('baseline: %s refuses %s with another %s', async (wanted, name, kind, message) => {
    useBaseline(wanted);
    await withFlipped(name, kind, async () => {
      const { exitCode, annotations } = await job()('evaluate-model');
      expect({ exitCode, annotations }).toMatchObject({
        exitCode: 2,
        annotations: [{ message: expect.stringMatching(message) }],
      });
    });
  });

  it.each([
    ['release', 'evaluation.json'],
    ['model', 'candidate.onnx'],
  ])('baseline: %s refuses a release without %s', async (wanted, name) => {
    useBaseline(wanted);
    const asset = assets().find((one) => one.name === name);
    if (!asset) throw new Error(`no asset ${name}`);
    asset.name = 'elsewhere';
    const { exitCode, annotations } = await job()('evaluate-model');
    asset.name = name;
    expect({ exitCode, annotations }).toMatchObject({
      exitCode: 2,
      annotations: [{ message: expect.stringContaining(`flight-delay@v1.0.0: the release has no ${name}`) }],
    });
  });

  it('needs no right to write', async () => {
    useBaseline('release');
    const run = startJob(world, { workspace: project.directory, permissions: { contents: 'read' } });
    succeeded(await run('evaluate-model'));
  });
});

describe('after a push to the default branch', () => {
  const pullRun = () => {
    const { event, sha } = openPull(world);
    return startJob(world, {
      workspace: project.directory,
      event,
      sha,
      permissions: { contents: 'read', checks: 'write' },
    });
  };

  beforeAll(async () => {
    useModel(project.directory, 'better');
    useBaseline('merge-base');
    succeeded(await job()('evaluate-model'));
    await job('write')('gate-model');
    useModel(project.directory, 'worse');
  });

  it('baseline: merge-base compares a pull request with what was recorded there', async () => {
    succeeded(await pullRun()('evaluate-model'));
    expect(await read('evaluation')).toMatchObject({
      recorded: { origin: 'merge-base', name: world.mainSha },
    });
    expect(await gates()).toMatchObject({
      'roc_auc:max-drop': { change: { interval: { method: 'MOVER, unpaired' } } },
    });
  });

  it('is not comparable on another test set', async () => {
    useBaseline('merge-base', 'june');
    succeeded(await pullRun()('evaluate-model'));
    expect(await gates()).toMatchObject({ 'roc_auc:max-drop': changed });
  });
});

/** Releases the model that is approved in the project, as version 1.0.0. */
async function publishApproved(): Promise<void> {
  useModel(project.directory, 'better');
  writeFiles(project.directory, { 'proofmark.yml': config });
  succeeded(await job()('evaluate-model'));
  succeeded(await job()('gate-model', { 'check-name': '' }));
  succeeded(await job('write')('publish-model', { version: '1.0.0', key: project.privateKeyPem }));
  useModel(project.directory, 'worse');
}
