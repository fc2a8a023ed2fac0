import { configInput, defineAction, outInput } from '@proofmark/action-kit';

export const spec = defineAction({
  name: 'validate-data',
  inputs: {
    config: configInput,
    contract: {
      kind: 'path',
      description: 'Data contract (ODCS v3, YAML). Default: the contracts under `data` in the configuration.',
    },
    data: {
      kind: 'list',
      description:
        'Files or globs of the data, one per line. Default: `files` next to the contract in the configuration.',
    },
    'on-unsupported': {
      kind: 'enum',
      values: ['fail', 'warn'],
      description: 'What a rule of the contract that cannot be checked does: `fail` or `warn`.',
      default: 'warn',
    },
    out: outInput,
  },
  outputs: {
    status: { kind: 'enum', values: ['pass', 'fail'], description: '`pass` or `fail`.' },
    document: { kind: 'string', description: 'Path of the validation document.' },
    'failed-checks': { kind: 'number', description: 'Number of checks that failed.' },
    coverage: {
      kind: 'number',
      description: 'Share of the rules of the contract that were checked, 0 to 1.',
    },
  },
});
