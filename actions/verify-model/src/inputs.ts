import { configInput, defineAction, tokenInput } from '@proofmark/action-kit';

export const spec = defineAction({
  name: 'verify-model',
  inputs: {
    config: configInput,
    model: { kind: 'string', description: 'Name of the model. Default: `model` in the configuration.' },
    version: { kind: 'string', description: 'Version to download and verify.' },
    tag: { kind: 'string', description: 'Tag of the release to download and verify, in place of `version`.' },
    directory: {
      kind: 'path',
      description:
        'Directory of the release files: filled by a download, or verified as it is without `version` and `tag`.',
      default: 'proofmark-model',
    },
    'public-key': {
      kind: 'path',
      description:
        'Public key (PEM) the signature must match. Default: `publish.public-key` in the configuration.',
    },
    recompute: {
      kind: 'boolean',
      description: 'Recompute the verdict from the evaluation and the policy in the release.',
      default: true,
    },
    token: tokenInput,
  },
  outputs: {
    status: { kind: 'enum', values: ['pass', 'fail'], description: '`pass` or `fail`.' },
    manifest: { kind: 'string', description: 'Path of the verified release manifest.' },
  },
});
