import { defineAction, tokenInput } from '@proofmark/action-kit';

export const spec = defineAction({
  name: 'comment-metrics',
  inputs: {
    documents: {
      kind: 'path',
      description: 'Directory with the JSON documents to report.',
      default: 'proofmark-out',
    },
    'comment-id': {
      kind: 'string',
      description: 'Tells several comments on one pull request apart: letters, digits, `.`, `_` and `-`.',
      default: 'proofmark',
    },
    mode: {
      kind: 'enum',
      values: ['update', 'recreate', 'hide', 'append', 'delete'],
      description:
        'What a new result does with the comment of the one before. `update`: takes its place. `recreate`: a new comment, the old one is deleted. `hide`: a new comment, the old one is folded as outdated. `append`: added below in the same comment. `delete`: no result, our comment of this id is deleted.',
      default: 'update',
    },
    workflow: {
      kind: 'string',
      description:
        'On `workflow_run`: path of the workflow whose runs are trusted to have measured, such as `.github/workflows/pull-request-fork-safe.yml`. Runs of others get no comment: `on.workflow_run.workflows` compares names, and a fork may give another file the same name.',
    },
    token: tokenInput,
  },
  outputs: {
    'comment-id': { kind: 'number', description: 'Number of the comment, empty when none was written.' },
    'comment-url': { kind: 'string', description: 'Address of the comment.' },
    action: {
      kind: 'enum',
      values: ['created', 'updated', 'unchanged', 'skipped-stale', 'deleted', 'skipped'],
      description:
        '`created`, `updated`, `unchanged`, `skipped-stale` (a newer run has commented), `deleted` or `skipped` (no pull request).',
    },
  },
});
