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
    token: tokenInput,
  },
  outputs: {
    'comment-id': { kind: 'number', description: 'Number of the comment, empty when none was written.' },
    'comment-url': { kind: 'string', description: 'Address of the comment.' },
    action: {
      kind: 'enum',
      values: ['created', 'updated', 'unchanged', 'skipped-stale', 'skipped'],
      description:
        '`created`, `updated`, `unchanged`, `skipped-stale` (a newer run has commented) or `skipped` (no pull request).',
    },
  },
});
