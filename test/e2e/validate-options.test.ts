import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readDocument, type Validation } from '@proofmark/documents';
import { beforeAll, describe, expect, it } from 'vitest';
import { proofmark } from './command-line.ts';
import { temporaryDirectory, writeFiles } from './project.ts';

let directory: string;

const property = (name: string, ...lines: string[]) => [
  `      - name: ${name}`,
  ...lines.map((l) => `        ${l}`),
];
const custom = (name: string, value: string) => [
  `customProperties:`,
  `  - { property: ${name}, value: ${value} }`,
];
const contract = (...tables: string[][]) =>
  [
    'apiVersion: v3.2.0',
    'kind: DataContract',
    'id: orders',
    'version: 1.0.0',
    'schema:',
    ...tables.flat(),
    '',
  ].join('\n');
const table = (name: string, ...properties: string[][]) => [
  `  - name: ${name}`,
  '    properties:',
  ...properties.flat(),
];
/** A column of whole numbers that must be at least 0; the data has 1 of 100 below. */
const atLeast0 = (...lines: string[]) =>
  property('x', 'logicalType: integer', 'logicalTypeOptions: { minimum: 0 }', ...lines);

const rows = (bad: number) =>
  `x\n${Array.from({ length: 100 }, (_, i) => (i < bad ? `-${i + 1}` : `${i}`)).join('\n')}\n`;

beforeAll(() => {
  directory = temporaryDirectory();
  writeFiles(directory, {
    'one.csv': rows(1),
    'many.csv': rows(60),
    'strict.yaml': contract(table('t', atLeast0())),
    'tolerant.yaml': contract(table('t', atLeast0(...custom('proofmarkTolerance', '0.01')))),
    'intolerant.yaml': contract(table('t', atLeast0(...custom('proofmarkTolerance', '0.009')))),
    'warning.yaml': contract(table('t', atLeast0(...custom('proofmarkSeverity', 'warning')))),
    'info.yaml': contract(table('t', atLeast0(...custom('proofmarkSeverity', 'info')))),
    'training.yaml': contract(table('t', atLeast0(...custom('proofmarkEnvironments', '[training]')))),
    'variable.yaml': contract(
      table(
        't',
        property('x', 'logicalType: string', 'logicalTypeOptions: { pattern: "^$' + '{SIGN:--}?[0-9]+$" }'),
      ),
    ),
    'two.yaml': contract(table('t', atLeast0()), table('u', property('x', 'logicalType: integer'))),
    'custom.yaml': contract(
      table('t', [
        ...atLeast0(),
        '        quality:',
        '          - { type: custom, engine: soda, implementation: "checks: []" }',
      ]),
    ),
    'proofmark.yml': [
      'model: m',
      'data:',
      '  - { contract: strict.yaml, files: many.csv, sample-rows: 3, seed: 7 }',
      '',
    ].join('\n'),
  });
});

async function validate(...args: string[]) {
  const result = await proofmark(directory, ['validate', ...args, '--out', 'v.json']);
  const document: Validation | undefined =
    result.exitCode === 2 ? undefined : await readDocument(join(directory, 'v.json'), 'validation');
  return { ...result, document };
}
const on = (name: string, file = 'one.csv') => ['--contract', name, '--data', file];

describe('what a broken rule does', () => {
  it.each<[string, string, string[], number, Validation['status']]>([
    ['fails', 'strict.yaml', [], 1, 'fail'],
    ['passes within its tolerance', 'tolerant.yaml', [], 0, 'pass'],
    ['fails beyond its tolerance', 'intolerant.yaml', [], 1, 'fail'],
    ['warns as a warning', 'warning.yaml', [], 0, 'warn'],
    ['passes as information', 'info.yaml', [], 0, 'pass'],
    ['fails in every environment when none is named', 'training.yaml', [], 1, 'fail'],
    ['fails in its environment', 'training.yaml', ['--environment', 'training'], 1, 'fail'],
    ['does not apply in another one', 'training.yaml', ['--environment', 'serving'], 0, 'pass'],
    ['allows what a variable allows by default', 'variable.yaml', [], 0, 'pass'],
    ['forbids what a variable forbids', 'variable.yaml', ['--var', 'SIGN=[+]'], 1, 'fail'],
    ['is looked for in the named table alone', 'two.yaml', ['--table', 'u'], 0, 'pass'],
  ])('%s', async (_name, file, args, exitCode, status) => {
    const result = await validate(...on(file), ...args);
    expect(result).toMatchObject({ exitCode, document: { status } });
  });
});

describe('what cannot be enforced', () => {
  it.each<[string[], number, Validation['status']]>([
    [[], 1, 'fail'],
    [['--environment', 'training'], 1, 'fail'],
  ])('is counted in the coverage line: %j', async (args, exitCode, status) => {
    const { out, ...result } = await validate(...on('custom.yaml'), ...args);
    expect(result).toMatchObject({
      exitCode,
      document: { status, coverage: { declared: 4, enforced: 3, notApplicable: 0, unsupported: 1 } },
    });
    expect(out).toMatch(/3 of 4 declared rules enforced, 1 not supported\n.*^not enforced x: /ms);
  });

  it('warns, or fails when asked to', async () => {
    writeFiles(directory, { 'good.csv': rows(0) });
    const args = on('custom.yaml', 'good.csv');
    expect(await validate(...args)).toMatchObject({ exitCode: 0, document: { status: 'warn' } });
    expect(await validate(...args, '--fail-on-unsupported')).toMatchObject({
      exitCode: 1,
      document: { status: 'fail' },
    });
  });
});

it('separates columns by the delimiter of the configuration', async () => {
  const text = 'x^a,b\n1^2,3\n-1^4,5\n';
  const config = [
    'model: m',
    'data:',
    '  - { contract: strict.yaml, files: caret.csv, delimiter: ^ }',
    '',
  ].join('\n');
  writeFiles(directory, { 'caret.csv': text, 'caret.yml': config });
  const { document } = await validate('--config', 'caret.yml');
  expect(document?.data.columns.map(({ name }) => name)).toEqual(['x', 'a,b']);
  expect(document?.checks.find(({ rule }) => rule === 'minimum')).toMatchObject({ failing: 1 });
});

describe('data behind a URL', () => {
  it('is downloaded, told by its URL without the signature, and gone afterwards', async () => {
    const server = createServer((_request, response) => response.end(gzipSync(rows(1))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/orders.csv.gz`;
      const { exitCode, err, document } = await validate(...on('strict.yaml', `${url}?signature=s3cret`));
      expect(exitCode).toBe(1);
      expect(err).toMatch(`Downloading ${url}\nChecking ${url} against strict.yaml\n`);
      expect(document?.data.files).toMatchObject([{ path: url }]);
      const check = document?.checks.find(({ rule }) => rule === 'minimum');
      expect(check?.evidence?.rows).toEqual([{ row: 1, line: 2, file: url, value: '-1' }]);
      expect(err + JSON.stringify(document)).not.toContain('s3cret');
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('that does not answer is an error without the signature', async () => {
    const args = ['contract', 'infer', '--data', 'http://127.0.0.1:9/d.csv?k=s3cret'];
    const { exitCode, err } = await proofmark(directory, args);
    expect(exitCode).toBe(2);
    expect(err).toContain('http://127.0.0.1:9/d.csv: the file could not be downloaded');
    expect(err).not.toContain('s3cret');
  });
});

describe('the rows that are shown', () => {
  const sampleOf = async (...args: string[]) => {
    const { document } = await validate(...args);
    return document?.checks.find(({ rule }) => rule === 'minimum')?.evidence?.sample?.map(({ row }) => row);
  };

  it('are drawn as the configuration says, which an option overrides', async () => {
    const configured = await sampleOf();
    expect(configured).toHaveLength(3);
    expect(await sampleOf('--seed', '8')).not.toEqual(configured);
    expect((await sampleOf('--sample-rows', '9'))?.length).toBeGreaterThan(3);
    expect(await sampleOf('--sample-rows', '0')).toBeUndefined();
    expect(await sampleOf(...on('strict.yaml', 'many.csv'), '--sample-rows', '3', '--seed', '7')).toEqual(
      configured,
    );
  });

  it.each([
    ['--sample-rows', '-1', '--sample-rows: expected a whole number of 0 to 1000, received -1'],
    ['--sample-rows', 'all', '--sample-rows: expected a whole number of 0 to 1000, received NaN'],
    ['--seed', '0.5', '--seed: expected a whole number, received 0.5'],
    ['--var', 'SIGN', '--var: expected NAME=VALUE, received "SIGN"'],
  ])('%s %s is refused', async (option, value, message) => {
    const { exitCode, err } = await validate(option, value);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });
});

describe('several tables', () => {
  it.each([[['--format', 'json']], [['--out', 'v.json']]])(
    'are refused as one JSON document before any is read: %j',
    async (args) => {
      const several =
        'model: m\ndata:\n  - { contract: strict.yaml, files: one.csv }\n  - { contract: tolerant.yaml, files: one.csv }\n';
      writeFiles(directory, { 'several.yml': several });
      const { exitCode, out, err } = await proofmark(directory, [
        'validate',
        '--config',
        'several.yml',
        ...args,
      ]);
      expect(err).toMatch(
        /^error: 2 tables of data are to be checked, and a JSON document holds one validation: /,
      );
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    },
  );

  it('of one contract are told apart by --table, which the error names', async () => {
    const { exitCode, err } = await proofmark(directory, ['validate', ...on('two.yaml')]);
    expect(err).toMatch(/two\.yaml: the contract declares t, u: .* --table NAME/);
    expect(exitCode).toBe(2);
  });
});
