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
    ['inconclusive', 'action_required', 1, undecided, {}],
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

describe('a verdict on more slices than any page has room for', () => {
  it('fills check run, annotations and summaries up to their limits and not beyond', async () => {
    const slices = 180;
    const rows = Array.from({ length: slices * 60 }, (_, i) => {
      const label = i % 2;
      return `${i},${label},${i % 7 < 3 ? 1 - label : label},${i % 11 < 5 ? 1 - label : label},${'s'.repeat(90)}${i % slices}`;
    });
    writeFiles(project, {
      'slices.csv': `id,label,score,old_score,site\n${rows.join('\n')}\n`,
      'proofmark.yml': `model: churn
evaluation:
  task: binary
  predictions: slices.csv
  columns: { baseline-score: old_score }
  metrics: [accuracy, recall, precision]
  slices: [{ column: site, top: 200, min-rows: 5 }]
gates: [{ metric: accuracy, min: 0.99, slices: [site] }]
`,
    });
    expect(await proofmark(project, ['evaluate'])).toMatchObject({ exitCode: 0 });
    const before = world.github.state.requests.length;
    const run = startJob(world, { workspace: project, permissions: { contents: 'read', checks: 'write' } });
    const { annotations, summary, exitCode } = await run('gate-model');
    expect(exitCode).toBe(1);
    for (const wanted of ['error', 'warning'])
      expect(annotations.filter(({ level }) => level === wanted).length).toBeLessThanOrEqual(10);
    const check = [...world.repo.checkRuns.values()].at(-1);
    expect(check?.annotations).toHaveLength(120);
    expect(check?.annotations.at(-1)?.message).toContain('and 61 more');
    const updates = world.github.state.requests
      .slice(before)
      .filter(({ method, path }) => method === 'PATCH' && path.includes('/check-runs/'));
    expect(updates).toHaveLength(3);
    const sizes = [check?.summary, check?.text].map((text) => text?.length ?? 0);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(65_535);
    expect(check?.text).toContain('_80 more slices in the job summary');
    expect(Buffer.byteLength(summary)).toBeLessThan(2 ** 20);
    for (let i = 0; i < slices; i++) expect(summary).toContain(`${'s'.repeat(90)}${i}`);
  });
});
