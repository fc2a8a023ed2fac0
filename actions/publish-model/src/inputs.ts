import { configInput, defineAction, tokenInput } from '@proofmark/action-kit';

export const spec = defineAction({
  name: 'publish-model',
  inputs: {
    config: configInput,
    documents: {
      kind: 'path',
      description: 'Directory with the JSON documents that go into the release.',
      default: 'proofmark-out',
    },
    version: {
      kind: 'string',
      description: 'Semantic version of the model, for example `1.4.0`.',
      required: true,
    },
    files: {
      kind: 'list',
      description:
        'Files of the model, one file or glob per line. Default: `publish.files` in the configuration.',
    },
    key: {
      kind: 'secret',
      description:
        'Private key that signs the release (EC P-256, PEM). Required where the configuration names `publish.public-key`; else the release is unsigned without it.',
    },
    token: tokenInput,
  },
  outputs: {
    tag: { kind: 'string', description: 'Tag of the release.' },
    'release-url': { kind: 'string', description: 'Address of the release.' },
    manifest: { kind: 'string', description: 'Path of the release manifest.' },
  },
});
