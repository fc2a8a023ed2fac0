import type { FindingRule } from '@proofmark/documents';
import { describe, expect, it } from 'vitest';
import { changed, checkout, example, findings, other, script } from './test-support.ts';

type Case = [rule: FindingRule, what: string, workflow: string, line: number, message: RegExp];

const inLoop: Case[] = [
  ['workflow-invalid', 'YAML that is none', 'on: push\non: push\njobs: {}\n', 2, /^not valid YAML/],
  ['workflow-invalid', 'a file without jobs', 'name: x\n', 1, /expected `on` and `jobs`/],
  [
    'missing-merge-group',
    'a gate that a merge queue waits for',
    changed(/ {2}merge_group:.*\n/, ''),
    6,
    /not on `merge_group`/,
  ],
  [
    'filtered-gate',
    'a gate behind a path filter',
    changed('  pull_request:\n', "  pull_request:\n    paths: ['models/**']\n"),
    8,
    /only on some pull requests \(`paths`\)/,
  ],
  [
    'missing-permission',
    'a grant that is missing',
    changed(/ +checks: write.*\n/, ''),
    17,
    /`checks: write`/,
  ],
  [
    'undeclared-permissions',
    'a job without permissions',
    changed('permissions: {}\n\n', '').replace(/ {4}permissions:\n( {6}.*\n){3}/, ''),
    15,
    /the job gate declares no permissions/,
  ],
  [
    'excessive-permissions',
    'all rights for the workflow',
    changed('permissions: {}', 'permissions: write-all'),
    10,
    /`permissions: write-all`/,
  ],
  [
    'excessive-permissions',
    'all rights for a job',
    changed(/ {4}permissions:\n( {6}.*\n){3}/, '    permissions: write-all\n'),
    19,
    /the job gate has/,
  ],
  [
    'persisted-credentials',
    'a checkout that keeps the token',
    changed('persist-credentials: false', 'fetch-depth: 1'),
    24,
    /keeps the token/,
  ],
  [
    'unpinned-action',
    'an action by tag',
    changed(/actions\/checkout@.*\n/, 'actions/checkout@v6\n'),
    24,
    /actions\/checkout@v6 is not pinned/,
  ],
  [
    'missing-checkout',
    'no checkout before the data are read',
    changed(/ {6}- uses: actions\/checkout.*\n.*\n.*\n/, ''),
    24,
    /nothing comes before validate-data/,
  ],
  [
    'ignored-verdict',
    'a gate that may fail',
    changed(/gate-model@v1\n/, 'gate-model@v1\n        continue-on-error: true\n'),
    30,
    /may fail/,
  ],
  [
    'filtered-gate',
    'a gate that does not see new commits',
    changed('  pull_request:\n', '  pull_request:\n    types: [labeled, opened]\n'),
    8,
    /does not start when a pull request is synchronize or reopened/,
  ],
  ...['false', `\${{ github.actor != 'octocat' }}`, 'failure()', "github.event_name == 'pull_request'"].map(
    (condition): Case => [
      'skippable-gate',
      `a gate job that runs only if: ${condition}`,
      changed('    runs-on:', `    if: ${condition}\n    runs-on:`),
      18,
      /the job gate with the gate runs only `if: /,
    ],
  ),
  [
    'skippable-gate',
    'a gate step that drafts skip',
    changed(/gate-model@v1\n/, 'gate-model@v1\n        if: "!github.event.pull_request.draft"\n'),
    30,
    /gate-model runs only `if: /,
  ],
  [
    'unpinned-action',
    'our action by branch',
    changed('gate-model@v1', 'gate-model@main'),
    29,
    /gate-model@main is not/,
  ],
  [
    'unpinned-action',
    'our action from somebody else',
    changed('OWNER/proofmark/actions/evaluate-model', 'stranger/proofmark/actions/evaluate-model'),
    28,
    /stranger\/proofmark.* is not of .*OWNER/,
  ],
  [
    'skippable-gate',
    'a gate behind other jobs',
    changed('    runs-on:', '    needs: [train]\n    runs-on:'),
    17,
    /needs other jobs/,
  ],
];

const besideLoop: Case[] = [
  [
    'dangerous-trigger',
    'pull_request_target',
    other('pull_request_target', script('echo hello')),
    2,
    /starts on `pull_request_target`/,
  ],
  [
    'unsafe-event',
    'a model that runs with a token that may write',
    other(
      '{ issue_comment: { types: [created] } }',
      `    permissions: { contents: read }\n    steps:\n      - uses: ${checkout}\n        with: { persist-credentials: false }\n      - uses: OWNER/proofmark/actions/evaluate-model@v1\n`,
    ),
    10,
    /evaluate-model runs under `issue_comment`/,
  ],
  [
    'untrusted-checkout',
    "a stranger's head",
    other(
      '{ workflow_run: { workflows: [model] } }',
      `    permissions: { contents: read }\n    steps:\n      - uses: ${checkout}\n        with: { persist-credentials: false, ref: "\${{ github.event.workflow_run.head_sha }}" }\n`,
    ),
    8,
    /the head of a pull request is checked out under `workflow_run`/,
  ],
  ...[
    'github.head_ref',
    'github.event.pull_request.title',
    'github.event.comment.body',
    "format('{0}', github.event.pull_request.head.ref)",
  ].map(
    (text): Case => [
      'template-injection',
      text,
      other('pull_request', script(`echo "\${{ ${text} }}"`)),
      9,
      /the script contains/,
    ],
  ),
  [
    'template-injection',
    'the script of actions/github-script',
    other(
      'pull_request',
      `    permissions: {}\n    steps:\n      - uses: actions/github-script@${'a'.repeat(40)}\n        with:\n          script: core.info("\${{ github.event.issue.title }}")\n`,
    ),
    8,
    /github\.event\.issue\.title/,
  ],
  [
    'unpinned-action',
    'a reusable workflow by branch',
    other('push', '    permissions: {}\n    uses: acme/ci/.github/workflows/x.yml@main\n'),
    7,
    /acme\/ci.* is not pinned/,
  ],
  [
    'inherited-secrets',
    'a workflow that gets all secrets',
    other(
      'push',
      `    permissions: {}\n    uses: acme/ci/.github/workflows/x.yml@${'b'.repeat(40)}\n    secrets: inherit\n`,
    ),
    8,
    /hands over all secrets/,
  ],
  [
    'unanswered-workflow',
    'a workflow that nothing starts',
    changed('[model-gate]', '[model-gates]', 'pull-request-comment.yml'),
    7,
    /no workflow is called model-gates/,
  ],
];

describe('the doctor finds', () => {
  it.each(inLoop)('%s: %s', async (rule, _what, workflow, line, message) => {
    const found = (await findings({ 'loop.yml': workflow })).filter((finding) => finding.rule !== 'no-gate');
    expect(found).toMatchObject([
      {
        rule,
        location: { file: '.github/workflows/loop.yml', line },
        message: expect.stringMatching(message),
        why: expect.stringMatching(/./),
        remedy: expect.stringMatching(/./),
      },
    ]);
  });

  it.each(besideLoop)('%s: %s', async (rule, _what, workflow, line, message) => {
    const found = await findings({ 'loop.yml': example('pull-request.yml'), 'other.yml': workflow });
    expect(found).toMatchObject([
      {
        rule,
        location: { file: '.github/workflows/other.yml', line },
        message: expect.stringMatching(message),
      },
    ]);
  });

  it('that no workflow has a gate', async () => {
    expect(await findings({})).toMatchObject([{ rule: 'no-gate', location: { file: '.github/workflows' } }]);
  });

  it('a mistake in the configuration, with its line', async () => {
    const found = await findings({ 'loop.yml': example('pull-request.yml') }, 'model: m\ngats: []\n');
    expect(found).toMatchObject([
      {
        rule: 'config-invalid',
        location: { file: 'proofmark.yml', line: 2 },
        message: expect.stringContaining('gats'),
      },
    ]);
  });
});
