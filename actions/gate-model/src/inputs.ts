import { configInput, defineAction, outInput, tokenInput } from '@proofmark/action-kit';

export const spec = defineAction({
  name: 'gate-model',
  inputs: {
    config: configInput,
    evaluation: {
      kind: 'path',
      description: 'Evaluation document to decide on. Default: `evaluation.json` in `out`.',
    },
    out: outInput,
    'on-inconclusive': {
      kind: 'enum',
      values: ['fail', 'warn', 'pass'],
      description:
        'What a verdict does when the data cannot tell: `fail`, `warn` or `pass`. Default: the policy decides.',
    },
    'check-name': {
      kind: 'string',
      description: 'Name of the check run. Empty: no check run, the exit of the step is the verdict.',
      default: 'proofmark',
      mayBeEmpty: true,
    },
    'upload-artifact': {
      kind: 'boolean',
      description:
        'Upload the JSON documents as an artifact, for the workflow that comments, and the report as a page that a browser shows.',
      default: true,
    },
    token: tokenInput,
  },
  outputs: {
    status: {
      kind: 'enum',
      values: ['pass', 'fail', 'inconclusive'],
      description: '`pass`, `fail` or `inconclusive`.',
    },
    document: { kind: 'string', description: 'Path of the verdict document.' },
    report: { kind: 'string', description: 'Path of the report: one HTML page that needs no network.' },
    conclusion: {
      kind: 'enum',
      values: ['success', 'failure', 'neutral', 'action_required'],
      description: 'Conclusion of the check run: `success`, `failure`, `neutral` or `action_required`.',
    },
  },
});
