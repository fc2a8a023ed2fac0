import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { proofmark } from './command-line.ts';
import { temporaryDirectory, writeFiles } from './project.ts';
import { writePredictions } from './tables.ts';
import { openWorld, startJob, type World } from './world.ts';

let world: World;
let project: string;

const config = (rule: string) => `model: churn
evaluation:
  task: binary
  predictions: p.parquet
  columns: { baseline-score: old_score }
gates: [{ ${rule} }]
`;

beforeAll(async () => {
  world = await openWorld();
  project = temporaryDirectory();
  await writePredictions(join(project, 'p.parquet'), {
    rows: 120,
    seed: 7,
    candidateNoise: 0.3,
    baselineNoise: 0.4,
  });
  writeFiles(project, { 'proofmark.yml': config('metric: roc_auc, min: 0.5') });
  expect(await proofmark(project, ['evaluate'])).toMatchObject({ exitCode: 0 });
});

describe('the check run and the exit of gate-model say the same', () => {
  const undecided = 'metric: accuracy, max-drop: 0.005';
  it.each([
    ['pass', 'success', 0, 'metric: roc_auc, min: 0.5', {}],
    ['fail', 'failure', 1, 'metric: roc_auc, min: 0.99', {}],
    ['inconclusive', 'failure', 1, undecided, {}],
    ['pass', 'neutral', 0, undecided, { 'on-inconclusive': 'warn' }],
  ] as const)('%s: %s, exit code %i', async (status, conclusion, exitCode, rule, inputs) => {
    writeFiles(project, { 'proofmark.yml': config(rule) });
    const run = startJob(world, { workspace: project, permissions: { contents: 'read', checks: 'write' } });
    const result = await run('gate-model', inputs);
    expect(result).toMatchObject({ exitCode, outputs: { status, conclusion } });
    // Besides the reason of the exit, each failing gate stands at its rule.
    const reasons = result.annotations.filter(({ level, file }) => level === 'error' && file === undefined);
    expect(reasons).toHaveLength(exitCode);
    expect([...world.repo.checkRuns.values()].at(-1)).toMatchObject({ status: 'completed', conclusion });
  });
});
