import { configInput, defineAction, outInput, tokenInput } from '@proofmark/action-kit';

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
    'on-breaking': {
      kind: 'enum',
      values: ['fail', 'warn', 'off'],
      description:
        'On pull requests, what a contract does that differs from the base branch by more than its version says: `fail`, `warn`, or `off` to not compare.',
      default: 'fail',
    },
    out: outInput,
    token: {
      ...tokenInput,
      description:
        'Token for the GitHub API. Only to read the contracts of the base branch, and which files a pull request changes; without `pull-requests: read` the findings stand at the contract alone.',
    },
  },
  outputs: {
    status: { kind: 'enum', values: ['pass', 'fail'], description: '`pass` or `fail`.' },
    document: { kind: 'string', description: 'Path of the validation document.' },
    sarif: { kind: 'string', description: 'Path of the findings as SARIF 2.1.0, for code scanning.' },
    junit: { kind: 'string', description: 'Path of the checks as JUnit XML, for test reporters.' },
    'failed-checks': { kind: 'number', description: 'Number of checks that failed.' },
    coverage: {
      kind: 'number',
      description: 'Share of the rules of the contract that were checked, 0 to 1.',
    },
  },
});
