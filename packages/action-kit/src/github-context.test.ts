import { expect, test } from 'vitest';
import { readGitHubContext } from './github-context.ts';

const sha = (digit: string) => digit.repeat(40);
const env = {
  GITHUB_WORKSPACE: '/workspace',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: '/event.json',
  GITHUB_REPOSITORY: 'octo/models',
  GITHUB_SHA: sha('0'),
  GITHUB_RUN_ID: '17922846291',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_REF: 'refs/heads/main',
};
const read = (event: unknown, changes = {}) =>
  readGitHubContext({ ...env, ...changes }, () =>
    typeof event === 'string' ? event : JSON.stringify(event),
  );

test.each([
  ['a release', {}, { repository: 'octo/proofmark', ref: 'v1' }],
  ['the checkout', { GITHUB_ACTION_REPOSITORY: '', GITHUB_ACTION_REF: '' }, undefined],
  ['another server', { GITHUB_SERVER_URL: 'https://git.example' }, undefined],
])('an action of %s', (_, changes, expected) => {
  const taken = { GITHUB_ACTION_REPOSITORY: 'octo/proofmark', GITHUB_ACTION_REF: 'v1' };
  expect(read({}, { ...taken, ...changes }).actionSource).toEqual(expected);
});

const pull = (headRepository: string | null) => ({
  pull_request: {
    number: 7,
    head: {
      sha: sha('1'),
      ref: 'topic',
      repo: headRepository === null ? null : { full_name: headRepository },
    },
    base: { sha: sha('2'), ref: 'main', repo: { full_name: 'octo/models' } },
  },
});

test.each([
  ['the same repository', 'octo/models', false],
  ['a fork', 'eve/models', true],
  ['a deleted fork', null, true],
])('a pull request from %s', (_, headRepository, isFork) => {
  const context = read(pull(headRepository), { GITHUB_EVENT_NAME: 'pull_request' });
  expect(context).toMatchObject({
    eventName: 'pull_request',
    sha: sha('0'),
    headSha: sha('1'),
    pullRequest: { number: 7, baseSha: sha('2'), isFork, headRepository: headRepository ?? undefined },
  });
});

test('a push speaks of its own commit', () => {
  expect(read({})).toMatchObject({
    headSha: sha('0'),
    runId: 17_922_846_291,
    runAttempt: 2,
    runUrl: 'https://github.com/octo/models/actions/runs/17922846291',
    apiUrl: 'https://api.github.com',
    pullRequest: undefined,
  });
});

test.each([
  ['a push to the default branch', 'push', 'refs/heads/main', true],
  ['a push to another branch', 'push', 'refs/heads/topic', false],
  ['a push of a tag of that name', 'push', 'refs/tags/main', false],
  ['a schedule on the default branch', 'schedule', 'refs/heads/main', false],
])('%s is told apart', (_, event, ref, expected) => {
  const changes = { GITHUB_EVENT_NAME: event, GITHUB_REF: ref };
  expect(read({ repository: { default_branch: 'main' } }, changes).isDefaultPush).toBe(expected);
  expect(read({}, changes).isDefaultPush).toBe(false);
});

test.each([
  ['rerequested', { name: 'proofmark', headSha: sha('6') }],
  ['created', undefined],
])('a check run that was %s', (action, expected) => {
  const check_run = { name: 'proofmark', head_sha: sha('6') };
  expect(read({ action, check_run }).rerequested).toEqual(expected);
});

test('a merge group speaks of its head', () => {
  const context = read({ merge_group: { head_sha: sha('3'), base_sha: sha('4') } });
  expect(context).toMatchObject({ headSha: sha('3'), mergeGroup: { baseSha: sha('4') } });
});

test('a workflow run tells which run to read from', () => {
  const run = {
    id: 5,
    event: 'pull_request',
    path: '.github/workflows/evaluate.yml@refs/heads/main',
    conclusion: 'success',
    head_sha: sha('5'),
    head_branch: 'topic',
    head_repository: { full_name: 'eve/models' },
  };
  expect(read({ workflow_run: run })).toMatchObject({
    headSha: sha('5'),
    workflowRun: {
      id: 5,
      attempt: 1,
      headRepository: 'eve/models',
      headBranch: 'topic',
      path: '.github/workflows/evaluate.yml',
    },
  });
});

test.each([
  ['outside a job', {}, { GITHUB_RUN_ID: '' }, /GITHUB_RUN_ID is not set/],
  ['with an odd run id', {}, { GITHUB_RUN_ID: '1; rm' }, /GITHUB_RUN_ID must be a whole number/],
  ['when the event is not JSON', '{', {}, /event\.json.*is not JSON/],
  ['when the event does not fit', { merge_group: { head_sha: 'x' } }, {}, /merge_group\.head_sha/],
])('%s there is one clear error', (_, event, changes, message) => {
  expect(() => read(event, changes)).toThrow(
    expect.objectContaining({ code: 'input-invalid', message: expect.stringMatching(message) }),
  );
});
