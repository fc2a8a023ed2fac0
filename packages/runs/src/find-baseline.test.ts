import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Evaluation, silentLogger, writeDocument } from '@proofmark/documents';
import { type FakeGitHub, startFakeGitHub } from '@proofmark/fake-github';
import { connectGitHub } from '@proofmark/github';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateModel } from './evaluate-model.ts';
import type { BaselinePorts } from './find-baseline.ts';
import { gateModel } from './gate-model.ts';
import { recordEvaluation } from './history.ts';
import type { Workplace } from './workplace.ts';

const repository = 'acme/model';
let github: FakeGitHub;
let directory = '';
let root = '';
let recorded = '';
let base = '';
let head = '';
let evaluation: Evaluation;

const place = (): Workplace => ({
  directory,
  config: 'proofmark.yml',
  out: 'out',
  logger: silentLogger,
  now: () => new Date('2026-01-01T00:00:00Z'),
});

function write(rows: number, baseline: string, shift = 0): void {
  const lines = Array.from({ length: rows }, (_, i) => {
    const score = (i * 7919 + shift) % 100;
    return `${i},${i % 2},${i % 2 === (score < 80 ? 1 : 0) ? 0.8 : 0.2}`;
  });
  writeFileSync(join(directory, 'p.csv'), `id,label,score\n${lines.join('\n')}\n`);
  writeFileSync(
    join(directory, 'proofmark.yml'),
    `model: m\nevaluation: {task: binary, predictions: p.csv, baseline: ${baseline}}\ngates: [{metric: accuracy, max-drop: 0.1}]\n`,
  );
}

function ports(changes: Partial<BaselinePorts> = {}): BaselinePorts {
  const token = github.token(repository, { contents: 'write' });
  const { releases, branch, commits } = connectGitHub({
    token,
    apiUrl: github.url,
    repository,
    logger: silentLogger,
  });
  return { releases, branch, commits, head, base, ...changes };
}

beforeAll(async () => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'proofmark-baseline-')));
  github = await startFakeGitHub();
  github.seedRepository(repository);
  root = github.seedCommit(repository, { branch: 'main', files: { a: '1' } });
  recorded = github.seedCommit(repository, { branch: 'main', from: root, files: { a: '2' } });
  base = github.seedCommit(repository, { branch: 'main', from: recorded, files: { a: '3' } });
  head = github.seedCommit(repository, { branch: 'topic', from: base, files: { a: '4' } });
  write(1000, 'absent');
  writeFileSync(
    join(directory, 'proofmark.yml'),
    'model: m\nevaluation: {task: binary, predictions: p.csv}\n',
  );
  evaluation = (await evaluateModel(place())).evaluation;
  await writeDocument(join(directory, 'before.json'), 'evaluation', evaluation);
});
afterAll(async () => {
  await github.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the baseline of an evaluation', () => {
  it('is a file', async () => {
    write(1000, 'before.json', 13);
    const outcome = await evaluateModel(place());
    expect(outcome.evaluation.recorded).toMatchObject({ origin: 'file', name: 'before.json' });
    const { verdict } = await gateModel(place());
    expect(verdict.gates[0]).toMatchObject({
      status: 'pass',
      change: { interval: { method: 'MOVER, unpaired' } },
    });
    expect(verdict.warnings).toEqual([expect.stringContaining('evaluated before (file before.json)')]);
  });

  it('of another test set is not comparable', async () => {
    write(900, 'before.json');
    await evaluateModel(place());
    const { verdict } = await gateModel(place());
    expect(verdict.gates[0]).toMatchObject({
      status: 'fail',
      missing: expect.stringContaining('the test set has changed'),
    });
  });

  it('is told to be absent at the merge base before anything is recorded', async () => {
    write(1000, 'merge-base');
    const warnings: string[] = [];
    const logger = { ...silentLogger, warning: (text: string) => warnings.push(text) };
    const outcome = await evaluateModel({ ...place(), logger }, {}, { baseline: ports() });
    expect(outcome.evaluation).toMatchObject({ baseline: null });
    expect(warnings).toEqual([expect.stringContaining('holds no evaluation of m at the merge base')]);
  });

  it('is what was recorded of the nearest ancestor of the merge base', async () => {
    const { branch } = ports();
    const at = '2026-01-01T00:00:00Z';
    for (const [run, commit] of [root, recorded].entries()) {
      await recordEvaluation(branch, { evaluation, verdict: undefined, commit, run, at });
    }
    write(1000, 'merge-base', 13);
    const { evaluation: found } = await evaluateModel(place(), {}, { baseline: ports() });
    expect(found.recorded).toMatchObject({ origin: 'merge-base', name: recorded });
    await recordEvaluation(branch, { evaluation, verdict: undefined, commit: base, run: 3, at });
    const { evaluation: exact } = await evaluateModel(place(), {}, { baseline: ports() });
    expect(exact.recorded).toMatchObject({ name: base });
    // A push compares with what was there before it.
    const push = await evaluateModel(place(), {}, { baseline: ports({ head: base }) });
    expect(push.evaluation.recorded).toMatchObject({ name: recorded });
  });

  it('is absent before the first release', async () => {
    write(1000, 'release');
    const { evaluation: found } = await evaluateModel(place(), {}, { baseline: ports() });
    expect(found).toMatchObject({ baseline: null });
  });

  it('needs a token where it is on GitHub', async () => {
    write(1000, 'release');
    await expect(evaluateModel(place())).rejects.toThrow(
      /evaluation\.baseline: release is looked up on GitHub/,
    );
  });
});
