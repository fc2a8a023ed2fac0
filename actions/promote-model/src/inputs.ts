import { configInput, defineAction, tokenInput } from '@proofmark/action-kit';

export const spec = defineAction({
  name: 'promote-model',
  inputs: {
    config: configInput,
    model: { kind: 'string', description: 'Name of the model. Default: `model` in the configuration.' },
    version: {
      kind: 'string',
      description: 'Released version to put into the stage. Not needed for a rollback.',
    },
    stage: { kind: 'string', description: 'Name of the stage, for example `production`.', required: true },
    rollback: {
      kind: 'boolean',
      description: 'Put the version before the present one back into the stage.',
      default: false,
    },
    reason: { kind: 'string', description: 'Why; kept in the history of the stage.' },
    token: tokenInput,
  },
  outputs: {
    tag: {
      kind: 'string',
      description: 'Tag that records the assignment, for example `churn#production#3`.',
    },
    'previous-version': { kind: 'string', description: 'Version that was in the stage before, if any.' },
  },
});
