import { readdirSync } from 'node:fs';
import type { FindingRule } from '@proofmark/documents';
import { describe, expect, it } from 'vitest';
import { changed, checkout, example, examples, findings, other, script } from './test-support.ts';

describe('the doctor finds nothing in', () => {
  it.each(readdirSync(examples).filter((name) => name.endsWith('.yml')))(
    'workflows-examples/%s',
    async (name) => {
      const pair = { 'pull-request-fork-safe.yml': example('pull-request-fork-safe.yml') };
      expect(await findings({ ...pair, [name]: example(name) })).toEqual([]);
    },
  );

  const stepsOf = (text: string, permissions = '{ contents: read }') =>
    `    runs-on: ubuntu-latest\n    permissions: ${permissions}\n    steps:\n${text}`;
  const safely = '        with: { persist-credentials: false }\n';
  /** What is like a finding, and is none: a loop, or a workflow beside it. */
  it.each<[FindingRule, string, { loop?: string; beside?: string }]>([
    [
      'template-injection',
      'the text of a stranger that a script takes from its environment',
      {
        beside: other(
          'push',
          stepsOf(
            `      - run: echo "$TITLE"\n        env:\n          TITLE: \${{ github.event.pull_request.title }}\n`,
          ),
        ),
      },
    ],
    [
      'template-injection',
      'what no stranger writes',
      { beside: other('pull_request', script(`echo "\${{ github.event.pull_request.number }}"`)) },
    ],
    ['dangerous-trigger', 'pull_request', { beside: other('pull_request', script('echo hello')) }],
    [
      'unsafe-event',
      'a model that runs with a token that reads',
      {
        beside: other(
          'push',
          stepsOf(
            `      - uses: ${checkout}\n${safely}      - uses: OWNER/proofmark/actions/evaluate-model@v1\n`,
          ),
        ),
      },
    ],
    [
      'untrusted-checkout',
      'the default branch under workflow_run',
      {
        beside: other(
          '{ workflow_run: { workflows: [model] } }',
          stepsOf(`      - uses: ${checkout}\n${safely}`),
        ),
      },
    ],
    [
      'unpinned-action',
      'a workflow by commit, an action of the repository, an image by digest',
      {
        beside: other(
          'push',
          `    permissions: {}\n    uses: acme/ci/.github/workflows/x.yml@${'b'.repeat(40)}\n  k:\n${stepsOf(`      - uses: ./actions/own\n      - uses: docker://alpine@sha256:${'c'.repeat(64)}\n`)}`,
        ),
      },
    ],
    [
      'persisted-credentials',
      'the same said as a text',
      { loop: changed('persist-credentials: false', "persist-credentials: 'false'") },
    ],
    [
      'missing-permission',
      'grants of the workflow instead of the job',
      {
        loop: changed(
          'permissions: {}',
          'permissions: { contents: read, checks: write, pull-requests: write }',
        ).replace(/ {4}permissions:\n( {6}.*\n){3}/, ''),
      },
    ],
    [
      'missing-permission',
      'drift that opens no issue',
      {
        beside: other(
          'schedule',
          stepsOf(
            '      - uses: OWNER/proofmark/actions/monitor-drift@v1\n        with: { open-issue: false }\n',
          ),
        ),
      },
    ],
    [
      'skippable-gate',
      'a gate of a release, behind other jobs',
      {
        beside: other(
          'workflow_dispatch',
          `    needs: [other]\n${stepsOf('      - uses: OWNER/proofmark/actions/gate-model@v1\n        with: { check-name: "" }\n')}`,
        ),
      },
    ],
    [
      'missing-checkout',
      'a script that brings the files',
      { loop: changed(/ {6}- uses: actions\/checkout.*\n.*\n.*\n/, '      - run: git clone .\n') },
    ],
    [
      'skippable-gate',
      'a gate that runs whatever came before',
      { loop: changed('    runs-on:', `    needs: [train]\n    if: \${{ !cancelled() }}\n    runs-on:`) },
    ],
    ...[
      'always()',
      `\${{ !cancelled() && (github.event_name == 'pull_request' || github.event_name == 'merge_group') }}`,
      "github.event_name != 'push'",
    ].map((condition): [FindingRule, string, { loop: string }] => [
      'skippable-gate',
      `a gate that always runs: ${condition}`,
      { loop: changed('    runs-on:', `    if: ${condition}\n    runs-on:`) },
    ]),
    [
      'skippable-gate',
      'a gate that waits until a draft is ready',
      {
        loop: changed(
          '  pull_request:\n',
          '  pull_request:\n    types: [opened, synchronize, reopened, ready_for_review]\n',
        ).replace('    runs-on:', '    if: "!github.event.pull_request.draft"\n    runs-on:'),
      },
    ],
    [
      'unpinned-action',
      'our actions by version and by commit',
      {
        loop: changed('gate-model@v1', 'gate-model@v1.2.3').replace(
          'evaluate-model@v1',
          `evaluate-model@${'d'.repeat(40)}`,
        ),
      },
    ],
    [
      'inherited-secrets',
      'secrets by name',
      {
        beside: other(
          'push',
          `    permissions: {}\n    uses: acme/ci/.github/workflows/x.yml@${'b'.repeat(40)}\n    secrets: { token: "\${{ secrets.TOKEN }}" }\n`,
        ),
      },
    ],
    [
      'ignored-verdict',
      'another step that may fail',
      { loop: changed(/comment-metrics@v1\n/, 'comment-metrics@v1\n        continue-on-error: true\n') },
    ],
    [
      'filtered-gate',
      'pull requests into one branch',
      { loop: changed('  pull_request:\n', '  pull_request:\n    branches: [main]\n') },
    ],
    [
      'unanswered-workflow',
      'a workflow that waits for the loop by its name',
      { beside: example('pull-request-comment.yml').replace('[model-gate]', '[model]') },
    ],
  ])('%s: %s', async (_rule, _what, { loop = example('pull-request.yml'), beside }) => {
    expect(await findings({ 'loop.yml': loop, ...(beside && { 'other.yml': beside }) })).toEqual([]);
  });
});
