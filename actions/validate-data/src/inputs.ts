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
        'Files, globs, http(s) or s3 URLs of the data, one per line. Default: `files` next to the contract in the configuration, else the server of files that the contract names.',
    },
    'trino-server': {
      kind: 'string',
      description:
        'Address of a Trino server that holds the data, `https://trino.example.com`. Default: `trino` next to the contract in the configuration. A password or token goes only to a server named here.',
    },
    'trino-table': {
      kind: 'string',
      description:
        'With `contract`, instead of `data`: the table in Trino, `catalog.schema.table`. Default: `trino` next to the contract in the configuration.',
    },
    'trino-user': { kind: 'string', description: 'Who asks Trino. Default: `proofmark`.' },
    'trino-password': { kind: 'secret', description: 'Password of `trino-user`, over TLS only.' },
    'trino-token': { kind: 'secret', description: 'Bearer token instead of a password, over TLS only.' },
    table: {
      kind: 'string',
      description:
        'The table of the contract that the data hold, when it declares several. Default: `table` in the configuration.',
    },
    environment: {
      kind: 'string',
      description:
        'Where the data are used: constraints of other environments (`proofmarkEnvironments`) do not apply. Default: `environment` in the configuration.',
    },
    variables: {
      kind: 'list',
      description:
        'Values for the variables of the contract (ODCS v3.2), `NAME=VALUE`, one per line. They go before `variables` in the configuration.',
    },
    'sample-rows': {
      kind: 'number',
      description:
        'Failing rows shown of each rule beside the first ten, drawn from all of them. Default: `sample-rows` in the configuration, or 5.',
    },
    seed: {
      kind: 'number',
      description:
        'Whole number that draws the failing rows shown; the same seed draws the same. Default: `seed` in the configuration, or 1.',
    },
    'show-values': {
      kind: 'enum',
      values: ['auto', 'always', 'never'],
      description:
        'Whether values of the data are shown. `auto`: except on pull requests of forks, whose readers may not read the data. Values of classified columns are never shown. Default: `show-values` in the configuration, or `auto`.',
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
    html: {
      kind: 'string',
      description: 'Path of the report as one HTML page, with histograms of the columns that failed.',
    },
    'failed-checks': { kind: 'number', description: 'Number of checks that failed.' },
    coverage: {
      kind: 'number',
      description: 'Share of the rules of the contract that were checked, 0 to 1.',
    },
  },
});
