import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FakeGitHub, type Repository, startFakeGitHub } from '@proofmark/fake-github';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { runWorkflow, type WorkflowCall, type WorkflowResult, whyNoAct } from './act.ts';
import {
  commentEvent,
  dispatchEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  rerequestEvent,
  scheduleEvent,
  workflowRunEvent,
} from './events.ts';
import {
  type ExampleRepository,
  exportActions,
  makeExampleRepository,
  useCandidate,
} from './example-repository.ts';

/** The workflows to paste, as users write them, under a real workflow runner, with real DuckDB and ONNX Runtime. */
const missing = whyNoAct();
if (missing) console.log(`skipped: the example workflows (${missing})`);

// A release and two days of monitoring are nine processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 });

const name = 'acme/flight-delay';
const fork = 'stranger/flight-delay';
let example: ExampleRepository;
let proofmark: string;
let github: FakeGitHub;
let repo: Repository;
let mainSha: string;

beforeAll(async () => {
  if (missing) return;
  example = await makeExampleRepository();
  proofmark = exportActions();
});
afterAll(() => {
  if (missing) return;
  rmSync(example.directory, { recursive: true });
  rmSync(proofmark, { recursive: true });
});
beforeEach(async () => {
  if (missing) return;
  github = await startFakeGitHub();
  repo = github.seedRepository(name, { collaborators: { ada: 'admin', wim: 'write' } });
  mainSha = github.seedCommit(name, { branch: 'main', files: { 'proofmark.yml': 'the same' } });
  useCandidate(example.directory, 'better');
});
afterEach(async () => {
  if (!missing) await github.close();
});

type Started = Pick<WorkflowCall, 'event' | 'sha' | 'ref' | 'head'>;

function run(
  workflow: string,
  started: Started,
  { secrets = { MODEL_SIGNING_KEY: example.privateKeyPem } }: { secrets?: Record<string, string> } = {},
): Promise<WorkflowResult> {
  const { directory } = example;
  return runWorkflow({ workflow, ...started, directory, repository: name, secrets, github, proofmark });
}

/** The whole log when a run did not end as it should: nothing else tells why. */
function expectConclusion(result: WorkflowResult, conclusion: WorkflowResult['conclusion']): void {
  expect(result.conclusion, result.log).toBe(conclusion);
}

const conclusions = ({ steps }: WorkflowResult) =>
  Object.fromEntries(Object.entries(steps).map(([action, step]) => [action, step.conclusion]));
const checks = () =>
  [...repo.checkRuns.values()].map((check) => [check.name, check.headSha, check.conclusion]);
const comments = () => [...repo.comments.values()];

/** A branch with one commit and a pull request for it. */
function openPull(headRepository = name) {
  const branch = 'route-features';
  if (headRepository !== name) github.seedRepository(headRepository, { forkOf: name });
  const sha = github.seedCommit(headRepository, { branch, from: mainSha, files: { 'model.txt': 'new' } });
  const number = github.seedPull(name, { headRef: branch, headSha: sha, headRepository });
  const head = { sha, branch, repository: headRepository };
  return { number, headSha: sha, started: pullRequestEvent(name, number, head, mainSha) };
}

describe.skipIf(missing)('pull-request.yml', () => {
  test('a better model: the job is green, the head has a check, the pull request one comment', async () => {
    const pull = openPull();
    const first = await run('pull-request.yml', pull.started);
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
    expect(checks()).toEqual([['proofmark', pull.headSha, 'success']]);

    const second = await run('pull-request.yml', pull.started);
    expectConclusion(second, 'success');
    expect(second.steps['comment-metrics']?.outputs.action).toBe('updated');
    expect(comments().map(({ issue, login }) => [issue, login])).toEqual([
      [pull.number, 'github-actions[bot]'],
    ]);
  });

  test('a worse model: the job is red, the check too, and the comment says why', async () => {
    useCandidate(example.directory, 'worse');
    const pull = openPull();
    const result = await run('pull-request.yml', pull.started);
    expectConclusion(result, 'failure');
    expect(result.steps['gate-model']).toMatchObject({ conclusion: 'failure', outputs: { status: 'fail' } });
    expect(checks()).toEqual([['proofmark', pull.headSha, 'failure']]);
    expect(comments()).toHaveLength(1);
    expect(comments()[0]?.body).toContain('ORD');
  });

  test('a merge group: the check is reported on its head, and there is nothing to comment on', async () => {
    const headSha = github.seedCommit(name, {
      branch: 'queue',
      from: mainSha,
      files: { 'model.txt': 'new' },
    });
    const result = await run('pull-request.yml', mergeGroupEvent(name, headSha, mainSha));
    expectConclusion(result, 'success');
    expect(checks()).toEqual([['proofmark', headSha, 'success']]);
    expect(Object.keys(result.steps)).not.toContain('comment-metrics');
  });

  test('a missing grant turns the job red and names what to grant', async () => {
    const path = join(example.directory, '.github/workflows/without-grant.yml');
    const text = readFileSync(join(example.directory, '.github/workflows/pull-request.yml'), 'utf8');
    writeFileSync(path, text.replace(/ +pull-requests: write.*\n/, ''));
    const result = await run('without-grant.yml', openPull().started).finally(() => rmSync(path));
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
    useCandidate(example.directory, model);
    const pull = openPull();
    const result = await run('pull-request-reusable.yml', pull.started);
    expectConclusion(result, conclusion);
    expect(checks()).toEqual([['proofmark', pull.headSha, conclusion]]);
    expect(comments().map(({ issue }) => issue)).toEqual([pull.number]);
  });
});

describe.skipIf(missing)('pull-request-fork-safe.yml and pull-request-comment.yml', () => {
  test.each([
    ['better', 'success'],
    ['worse', 'failure'],
  ] as const)(
    'a fork with a %s model: measured without rights, commented from the default branch',
    async (model, conclusion) => {
      useCandidate(example.directory, model);
      const others = openPull();
      const pull = openPull(fork);
      const measured = await run('pull-request-fork-safe.yml', pull.started);
      expectConclusion(measured, conclusion);
      expect(measured.steps['gate-model']?.conclusion).toBe(conclusion);
      expect([checks(), comments()]).toEqual([[], []]);
      expect([...repo.artifacts.values()].map(({ runId, name }) => [runId, name])).toEqual([
        [measured.run.id, 'proofmark-documents'],
        [measured.run.id, 'proofmark-report.html'],
      ]);

      const commented = await run('pull-request-comment.yml', workflowRunEvent(name, measured.run, mainSha));
      expectConclusion(commented, 'success');
      expect(conclusions(commented)).toEqual({ 'comment-metrics': 'success' });
      expect(comments().map(({ issue }) => issue)).toEqual([pull.number]);
      expect(others.number).not.toBe(pull.number);
    },
  );

  test('a merge group is measured too, and its run is not commented on', async () => {
    const headSha = github.seedCommit(name, {
      branch: 'queue',
      from: mainSha,
      files: { 'model.txt': 'new' },
    });
    const measured = await run('pull-request-fork-safe.yml', mergeGroupEvent(name, headSha, mainSha));
    expectConclusion(measured, 'success');
    const commented = await run('pull-request-comment.yml', workflowRunEvent(name, measured.run, mainSha));
    expectConclusion(commented, 'success');
    expect(commented.steps).toEqual({});
    expect(comments()).toEqual([]);
  });
});

describe.skipIf(missing)('nightly.yml', () => {
  test.each([
    ['better', 'success'],
    ['worse', 'failure'],
  ] as const)('a %s model on the default branch: the run is the message', async (model, conclusion) => {
    useCandidate(example.directory, model);
    const result = await run('nightly.yml', scheduleEvent(name, mainSha, '43 2 * * *'));
    expectConclusion(result, conclusion);
    expect(conclusions(result)).toEqual({
      checkout: 'success',
      'validate-data': 'success',
      'evaluate-model': 'success',
      'gate-model': conclusion,
    });
    expect([checks(), comments()]).toEqual([[], []]);
  });
});

describe.skipIf(missing)('default-branch.yml', () => {
  test('each push is recorded once, and pull requests tell of it', async () => {
    for (const _ of ['push', 'the same again'])
      expectConclusion(await run('default-branch.yml', pushEvent(name, mainSha)), 'success');
    expect(checks()).toEqual([
      ['proofmark', mainSha, 'success'],
      ['proofmark', mainSha, 'success'],
    ]);
    expect(repo.refs.has('refs/heads/proofmark')).toBe(true);
    expectConclusion(await run('pull-request.yml', openPull().started), 'success');
    expect(comments()[0]?.body).toContain('History: 1 evaluation of the default branch');
    expect(comments()[0]?.body).toContain(mainSha.slice(0, 7));
  });
});

describe.skipIf(missing)('rerun-check.yml', () => {
  test.each([
    ['better', 'success'],
    ['worse', 'failure'],
  ] as const)('the check of a %s model is published anew', async (model, conclusion) => {
    useCandidate(example.directory, model);
    const pull = openPull();
    expectConclusion(await run('pull-request.yml', pull.started), conclusion);
    const asked = { name: 'proofmark', headSha: pull.headSha };
    const again = await run('rerun-check.yml', rerequestEvent(name, mainSha, asked));
    expectConclusion(again, 'success');
    expect(again.steps['gate-model']?.outputs.conclusion).toBe(conclusion);
    const check = ['proofmark', pull.headSha, conclusion];
    expect(checks()).toEqual([check, check]);
  });

  test('that of another app is none of ours', async () => {
    const asked = { name: 'tests', headSha: openPull().headSha };
    const result = await run('rerun-check.yml', rerequestEvent(name, mainSha, asked));
    expectConclusion(result, 'success');
    expect([result.steps, checks()]).toEqual([{}, []]);
  });
});

describe.skipIf(missing)('override.yml', () => {
  test('who may overrides each gate that blocks by a comment; who may not is told so', async () => {
    const config = readFileSync(join(example.directory, 'proofmark.yml'), 'utf8');
    const files = { 'proofmark.yml': config.replace(/^policy:\n/m, '$&  waivers: { role: admin }\n') };
    const trusted = github.seedCommit(name, { branch: 'main', from: mainSha, files });
    useCandidate(example.directory, 'worse');
    const pull = openPull(fork);
    expectConclusion(await run('pull-request-fork-safe.yml', pull.started), 'failure');

    let number = 0;
    const say = async (body: string, login: string) => {
      const comment = { pull: pull.number, body, login, number: ++number };
      const result = await run('override.yml', commentEvent(name, trusted, comment));
      expectConclusion(result, 'success');
      return result;
    };
    const override = (gate: string) => `/proofmark override ${gate} ${pull.headSha} The labels are wrong`;
    const lastComment = () => comments().at(-1)?.body ?? '';

    expect((await say('Looks good to me', 'ada')).steps).toEqual({});
    expect(comments()).toEqual([]);
    await say(override('no-such-gate'), 'wim');
    expect(lastComment()).toContain('expected the role admin');
    await say(override('no-such-gate'), 'ada');
    const blocking = /expected one of (.+)/.exec(lastComment())?.[1]?.split(', ') ?? [];
    expect(blocking.length).toBeGreaterThan(0);
    expect(checks()).toEqual([]);

    for (const [i, gate] of blocking.entries()) {
      const { steps } = await say(override(gate), 'ada');
      const passed = i === blocking.length - 1;
      const { status, conclusion } = steps['gate-model']?.outputs ?? {};
      expect(status === 'pass').toBe(passed);
      expect(conclusion).toBe(
        { pass: 'neutral', fail: 'failure', inconclusive: 'action_required' }[`${status}`],
      );
      expect(steps['comment-metrics']?.outputs.action).toBe(i === 0 ? 'created' : 'updated');
    }
    expect(checks().at(-1)).toEqual(['proofmark', pull.headSha, 'neutral']);
    expect(lastComment()).toContain('overridden by ada');
    expect(repo.refs.has('refs/heads/proofmark')).toBe(true);
  });
});

describe.skipIf(missing)('release.yml and monitor.yml', () => {
  test('a version is released, proven and promoted; drift since then opens one issue', async () => {
    const release = dispatchEvent(name, mainSha, { version: '1.1.0', stage: 'production' });
    const released = await run('release.yml', release);
    expectConclusion(released, 'success');
    expect(released.steps['publish-model']?.outputs.tag).toBe('flight-delay@v1.1.0');
    expect(released.steps['verify-model']?.outputs.status).toBe('pass');
    expect([...repo.releases.values()].map(({ tagName, draft }) => [tagName, draft])).toEqual([
      ['flight-delay@v1.1.0', false],
    ]);
    expect([...repo.refs.keys()].filter((ref) => ref.startsWith('refs/tags/'))).toEqual([
      'refs/tags/flight-delay@v1.1.0',
      'refs/tags/flight-delay#production#1',
    ]);
    expect(checks()).toEqual([['proofmark', mainSha, 'success']]);
    expect(released.log).not.toContain('PRIVATE KEY');

    const issues = () => [...repo.issues.values()].map(({ title, state }) => [title, state]);
    for (const day of ['first', 'second']) {
      const watched = await run('monitor.yml', scheduleEvent(name, mainSha, '17 5 * * *'));
      expectConclusion(watched, 'failure');
      expect(watched.steps['monitor-drift']?.outputs.status, day).toBe('fail');
      expect(issues(), day).toEqual([[expect.stringContaining('delayed'), 'open']]);
    }
  });

  test('without the secret of the key nothing is released, and the log says which input is missing', async () => {
    const release = dispatchEvent(name, mainSha, { version: '1.1.0' });
    const result = await run('release.yml', release, { secrets: {} });
    expectConclusion(result, 'failure');
    expect(result.steps['publish-model']?.log).toContain('pass the secret with it as the input `key`');
    expect(Object.keys(result.steps)).not.toContain('verify-model');
    expect(repo.releases.size).toBe(0);
  });

  test('a worse model is not released', async () => {
    useCandidate(example.directory, 'worse');
    const result = await run('release.yml', dispatchEvent(name, mainSha, { version: '1.1.0' }));
    expectConclusion(result, 'failure');
    expect(Object.keys(result.steps)).not.toContain('publish-model');
    expect(repo.releases.size).toBe(0);
  });
});
