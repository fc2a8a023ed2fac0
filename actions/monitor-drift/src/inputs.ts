import { configInput, defineAction, outInput, tokenInput } from '@proofmark/action-kit';

export const spec = defineAction({
  name: 'monitor-drift',
  inputs: {
    config: configInput,
    data: {
      kind: 'list',
      description:
        'Files or globs of the data to watch, one per line. Default: `monitor.rows` in the configuration.',
    },
    profile: {
      kind: 'path',
      description: 'Profile document to compare with, in place of the one inside a release.',
    },
    release: {
      kind: 'string',
      description: 'Tag of the release whose profile to compare with. Default: the release in `stage`.',
    },
    stage: {
      kind: 'string',
      description: 'Stage whose release to compare with. Default: the newest release of the model.',
    },
    'open-issue': {
      kind: 'boolean',
      description:
        'Open one issue when the data has drifted, keep it up to date, and close it when the data is stable again.',
      default: true,
    },
    out: outInput,
    token: tokenInput,
  },
  outputs: {
    status: {
      kind: 'enum',
      values: ['pass', 'fail'],
      description: '`pass`, or `fail` when the data has drifted.',
    },
    document: { kind: 'string', description: 'Path of the drift document.' },
    'issue-url': { kind: 'string', description: 'Address of the issue, if there is one.' },
  },
});
