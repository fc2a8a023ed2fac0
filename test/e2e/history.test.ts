import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Evaluation, readDocument } from '@proofmark/documents';
import { createBranchStore, createGitHubClient, parseRepositoryName } from '@proofmark/github';
import { readHistory, readRecorded, recordEvaluation } from '@proofmark/runs';
import { beforeAll, describe, expect, it } from 'vitest';
import { proofmark } from './command-line.ts';
import { temporaryDirectory, writeFiles } from './project.ts';
import { writePredictions } from './tables.ts';
import { openPull, openWorld, repository, startJob, succeeded, type World } from './world.ts';

let world: World;
let project: string;
let evaluation: Evaluation;

const config = `model: churn
evaluation:
  task: binary
  predictions: p.parquet
  columns: { baseline-score: old_score }
gates:
  - { metric: accuracy, min: 0.6 }
`;

beforeAll(async () => {
  world = await openWorld();
  project = temporaryDirectory();
  const table = { rows: 2000, seed: 3, candidateNoise: 0.3, baselineNoise: 0.6 };
  await writePredictions(join(project, 'p.parquet'), table);
  writeFiles(project, { 'proofmark.yml': config });
  expect(await proofmark(project, ['evaluate'])).toMatchObject({ exitCode: 0 });
  evaluation = await readDocument(join(project, 'proofmark-out/evaluation.json'), 'evaluation');
});

const open = () =>
  createBranchStore(
    createGitHubClient({
      token: world.github.token(repository, { contents: 'write' }),
      apiUrl: world.github.url,
    }),
    parseRepositoryName(repository),
    'proofmark',
    async () => {},
  );

const payload = { repository: { default_branch: 'main' } };
const gate = (contents: 'read' | 'write', event = { name: 'push', payload: payload as unknown }) =>
  startJob(world, {
    workspace: project,
    event,
    permissions: { contents, checks: 'write', 'pull-requests': 'write' },
  });

describe('the history of the default branch', () => {
  it('is not kept by a job that may not write, whose log says what to grant', async () => {
    const { log, annotations } = succeeded(await gate('read')('gate-model'));
    expect(log).toMatch(/No history: .*contents: write/);
    expect(annotations).toEqual([]);
    expect(world.repo.refs.has('refs/heads/proofmark')).toBe(false);
  });

  it('gets each push, and nothing else', async () => {
    succeeded(await gate('write')('gate-model'));
    succeeded(await gate('write')('gate-model'));
    succeeded(await gate('write', { name: 'schedule', payload })('gate-model'));
    succeeded(await gate('write', openPull(world).event)('gate-model'));
    const entries = await readHistory(open(), 'churn');
    expect(entries).toMatchObject([{ commit: world.mainSha, status: 'pass', rows: 2000 }]);
    const estimate = evaluation.estimates.find(({ metric }) => metric === 'accuracy');
    expect(entries[0]?.metrics.find(({ metric }) => metric === 'accuracy')?.value).toBe(
      estimate?.candidate?.value,
    );
    expect((await readRecorded(open(), 'churn', world.mainSha))?.sums).toEqual(evaluation.sums);
  });

  it('is told in summary, report and comment of a pull request, with the candidate at its end', async () => {
    const pull = openPull(world);
    const job = startJob(world, {
      workspace: project,
      event: pull.event,
      sha: pull.sha,
      permissions: { contents: 'read', checks: 'write', 'pull-requests': 'write' },
    });
    const { outputs, summary } = succeeded(await job('gate-model'));
    expect(summary).toContain('History: 1 evaluation of the default branch');
    const report = readFileSync(join(project, outputs.report ?? ''), 'utf8');
    expect(report).toContain('<h2 id="history">History: 1 evaluation of the default branch</h2>');
    succeeded(await job('comment-metrics'));
    const body = [...world.repo.comments.values()].at(-1)?.body ?? '';
    expect(body).toContain('History: 1 evaluation of the default branch');
    expect(body).toContain(world.mainSha.slice(0, 7));
  });

  it('is drawn on a laptop from the file of the branch', async () => {
    const history = await open().read('history/churn.jsonl');
    writeFiles(project, { 'history.jsonl': history.map((line) => `${JSON.stringify(line)}\n`).join('') });
    const args = ['report', '--history', 'history.jsonl', '--out', 'report.json'];
    expect(await proofmark(project, args)).toMatchObject({ exitCode: 0, err: '' });
    expect(readFileSync(join(project, 'proofmark-out/report.html'), 'utf8')).toContain('id="history"');
    const { from } = await readDocument(join(project, 'report.json'), 'report');
    expect(from.map(({ path }) => path)).toContain('history.jsonl');
    writeFiles(project, { 'history.jsonl': '{"commit":"x"}\n' });
    const broken = await proofmark(project, args);
    expect([broken.exitCode, broken.err]).toEqual([2, expect.stringContaining('history.jsonl line 1')]);
    const absent = await proofmark(project, ['report', '--history', 'nope.jsonl']);
    expect([absent.exitCode, absent.err]).toEqual([
      2,
      expect.stringContaining('nope.jsonl: the history was not found'),
    ]);
  });

  it('loses nothing to twenty writers at once', async () => {
    const before = (await readHistory(open(), 'churn')).length;
    const commits = Array.from({ length: 20 }, (_, i) => (i + 1).toString(16).padStart(40, 'e'));
    const at = '2026-11-01T00:00:00.000Z';
    await Promise.all(
      commits.map((commit, run) =>
        recordEvaluation(open(), { evaluation, verdict: undefined, commit, run, at }),
      ),
    );
    const entries = await readHistory(open(), 'churn');
    expect(entries).toHaveLength(before + 20);
    expect(new Set(entries.map(({ commit }) => commit))).toEqual(new Set([...commits, world.mainSha]));
    for (const commit of commits) expect(await readRecorded(open(), 'churn', commit)).toBeDefined();
  });
});
