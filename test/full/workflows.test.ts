import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mergeGroupEvent, pushEvent, rerequestEvent, scheduleEvent, workflowRunEvent } from './events.ts';
import { conclusions, expectConclusion, fork, missing, name, WorkflowBench } from './workflow-bench.ts';

/** What happens to a model before it is merged, and on the default branch. */
const bench = new WorkflowBench();

describe.skipIf(missing)('pull-request.yml', () => {
  test('a better model: the job is green, the head has a check, the pull request one comment', async () => {
    const pull = bench.openPull();
    const first = await bench.run('pull-request.yml', pull.started);
    expectConclusion(first, 'success');
    expect(conclusions(first)).toEqual({
      checkout: 'success',
      'validate-data': 'success',
      'evaluate-model': 'success',
      'gate-model': 'success',
      'comment-metrics': 'success',
    });
    expect(first.steps['gate-model']?.outputs.status).toBe('pass');
    expect(first.steps['comment-metrics']?.outputs.action).toBe('created');
    expect(bench.checks()).toEqual([['proofmark', pull.headSha, 'success']]);

    const second = await bench.run('pull-request.yml', pull.started);
    expectConclusion(second, 'success');
    expect(second.steps['comment-metrics']?.outputs.action).toBe('updated');
    expect(bench.comments().map(({ issue, login }) => [issue, login])).toEqual([
      [pull.number, 'github-actions[bot]'],
    ]);
  });

  test('a worse model: the job is red, the check too, and the comment says why', async () => {
    bench.use('worse');
    const pull = bench.openPull();
    const result = await bench.run('pull-request.yml', pull.started);
    expectConclusion(result, 'failure');
    expect(result.steps['gate-model']).toMatchObject({ conclusion: 'failure', outputs: { status: 'fail' } });
    expect(bench.checks()).toEqual([['proofmark', pull.headSha, 'failure']]);
    expect(bench.comments()).toHaveLength(1);
    expect(bench.comments()[0]?.body).toContain('ORD');
  });

  test('a merge group: the check is reported on its head, and there is nothing to comment on', async () => {
    const headSha = bench.github.seedCommit(name, {
      branch: 'queue',
      from: bench.mainSha,
      files: { 'model.txt': 'new' },
    });
    const result = await bench.run('pull-request.yml', mergeGroupEvent(name, headSha, bench.mainSha));
    expectConclusion(result, 'success');
    expect(bench.checks()).toEqual([['proofmark', headSha, 'success']]);
    expect(Object.keys(result.steps)).not.toContain('comment-metrics');
  });

  test('a missing grant turns the job red and names what to grant', async () => {
    const path = join(bench.example.directory, '.github/workflows/without-grant.yml');
    const text = readFileSync(join(bench.example.directory, '.github/workflows/pull-request.yml'), 'utf8');
    writeFileSync(path, text.replace(/ +pull-requests: write.*\n/, ''));
    const result = await bench.run('without-grant.yml', bench.openPull().started).finally(() => rmSync(path));
    expectConclusion(result, 'failure');
    expect(result.steps['comment-metrics']).toMatchObject({ conclusion: 'failure' });
    expect(result.steps['comment-metrics']?.log).toContain('pull-requests: write');
  });
});

describe.skipIf(missing)('pull-request-reusable.yml', () => {
  test.each([
    ['better', 'success'],
    ['worse', 'failure'],
  ] as const)('a %s model: one `uses` gives the check and the comment', async (model, conclusion) => {
    bench.use(model);
    const pull = bench.openPull();
    const result = await bench.run('pull-request-reusable.yml', pull.started);
    expectConclusion(result, conclusion);
    expect(bench.checks()).toEqual([['proofmark', pull.headSha, conclusion]]);
    expect(bench.comments().map(({ issue }) => issue)).toEqual([pull.number]);
  });
});

describe.skipIf(missing)('pull-request-fork-safe.yml and pull-request-comment.yml', () => {
  test.each([
    ['better', 'success'],
    ['worse', 'failure'],
  ] as const)(
    'a fork with a %s model: measured without rights, commented from the default branch',
    async (model, conclusion) => {
      bench.use(model);
      const others = bench.openPull();
      const pull = bench.openPull(fork);
      const measured = await bench.run('pull-request-fork-safe.yml', pull.started);
      expectConclusion(measured, conclusion);
      expect(measured.steps['gate-model']?.conclusion).toBe(conclusion);
      expect([bench.checks(), bench.comments()]).toEqual([[], []]);
      expect([...bench.repo.artifacts.values()].map(({ runId, name }) => [runId, name])).toEqual([
        [measured.run.id, 'proofmark-documents'],
        [measured.run.id, 'proofmark-report.html'],
      ]);

      const commented = await bench.run(
        'pull-request-comment.yml',
        workflowRunEvent(name, measured.run, bench.mainSha),
      );
      expectConclusion(commented, 'success');
      expect(conclusions(commented)).toEqual({ 'comment-metrics': 'success' });
      expect(bench.comments().map(({ issue }) => issue)).toEqual([pull.number]);
      expect(others.number).not.toBe(pull.number);
    },
  );

  test('a merge group is measured too, and its run is not commented on', async () => {
    const headSha = bench.github.seedCommit(name, {
      branch: 'queue',
      from: bench.mainSha,
      files: { 'model.txt': 'new' },
    });
    const measured = await bench.run(
      'pull-request-fork-safe.yml',
      mergeGroupEvent(name, headSha, bench.mainSha),
    );
    expectConclusion(measured, 'success');
    const commented = await bench.run(
      'pull-request-comment.yml',
      workflowRunEvent(name, measured.run, bench.mainSha),
    );
    expectConclusion(commented, 'success');
    expect(commented.steps).toEqual({});
    expect(bench.comments()).toEqual([]);
  });
});

describe.skipIf(missing)('nightly.yml', () => {
  test.each([
    ['better', 'success'],
    ['worse', 'failure'],
  ] as const)('a %s model on the default branch: the run is the message', async (model, conclusion) => {
    bench.use(model);
    const result = await bench.run('nightly.yml', scheduleEvent(name, bench.mainSha, '43 2 * * *'));
    expectConclusion(result, conclusion);
    expect(conclusions(result)).toEqual({
      checkout: 'success',
      'validate-data': 'success',
      'evaluate-model': 'success',
      'gate-model': conclusion,
    });
    expect([bench.checks(), bench.comments()]).toEqual([[], []]);
  });
});

describe.skipIf(missing)('default-branch.yml', () => {
  test('each push is recorded once, and pull requests tell of it', async () => {
    for (const _ of ['push', 'the same again'])
      expectConclusion(await bench.run('default-branch.yml', pushEvent(name, bench.mainSha)), 'success');
    expect(bench.checks()).toEqual([
      ['proofmark', bench.mainSha, 'success'],
      ['proofmark', bench.mainSha, 'success'],
    ]);
    expect(bench.repo.refs.has('refs/heads/proofmark')).toBe(true);
    expectConclusion(await bench.run('pull-request.yml', bench.openPull().started), 'success');
    expect(bench.comments()[0]?.body).toContain('History: 1 evaluation of the default branch');
    expect(bench.comments()[0]?.body).toContain(bench.mainSha.slice(0, 7));
  });
});

describe.skipIf(missing)('rerun-check.yml', () => {
  test.each([
    ['better', 'success'],
    ['worse', 'failure'],
  ] as const)('the check of a %s model is published anew', async (model, conclusion) => {
    bench.use(model);
    const pull = bench.openPull();
    expectConclusion(await bench.run('pull-request.yml', pull.started), conclusion);
    const asked = { name: 'proofmark', headSha: pull.headSha };
    const again = await bench.run('rerun-check.yml', rerequestEvent(name, bench.mainSha, asked));
    expectConclusion(again, 'success');
    expect(again.steps['gate-model']?.outputs.conclusion).toBe(conclusion);
    const check = ['proofmark', pull.headSha, conclusion];
    expect(bench.checks()).toEqual([check, check]);
  });

  test('that of another app is none of ours', async () => {
    const asked = { name: 'tests', headSha: bench.openPull().headSha };
    const result = await bench.run('rerun-check.yml', rerequestEvent(name, bench.mainSha, asked));
    expectConclusion(result, 'success');
    expect([result.steps, bench.checks()]).toEqual([{}, []]);
  });
});
