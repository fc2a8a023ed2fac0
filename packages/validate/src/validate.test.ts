import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  checkNamed,
  contractText,
  evidenceValues,
  oneColumn,
  temporaryDirectory,
  validateFiles,
} from './test-support.ts';

describe('nothing is skipped silently', () => {
  test('every constraint is a check, with the reason where it is not enforced', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'x\na\n' });
    const contract = oneColumn({
      logicalType: 'string',
      physicalType: 'VARCHAR(3)',
      logicalTypeOptions: { pattern: '^(?=a)', format: 'mystery' },
      relationships: [{ to: 'u.id' }],
      quality: [
        { type: 'text', description: 'be nice' },
        { type: 'custom', engine: 'soda', implementation: 'x' },
      ],
    });
    const validation = await validateFiles(contract, directory, ['d.csv']);
    expect(validation.coverage).toEqual({ declared: 8, enforced: 2, notApplicable: 1, unsupported: 5 });
    expect(
      validation.checks
        .filter(({ status }) => status === 'unsupported')
        .map(({ rule, reason }) => [rule, reason]),
    ).toEqual([
      ['pattern', 'it looks ahead or behind, which RE2 cannot do'],
      ['format', expect.stringContaining('the format mystery is unknown')],
      ['foreign-key', 'u.id is no property of the contract'],
      ['text', expect.stringContaining('for people')],
      ['custom', 'rules of the engine soda are not run'],
    ]);
    expect(validation.status).toBe('warn');
    const strict = await validateFiles(contract, directory, ['d.csv'], { failOnUnsupported: true });
    expect(strict.status).toBe('fail');
  });

  test('a pattern that RE2 refuses for its size is unsupported, its neighbours still run', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'x,y\na,b\n' });
    const of = (name: string, pattern: string) => ({
      name,
      logicalType: 'string',
      logicalTypeOptions: { pattern },
    });
    const contract = contractText({ properties: [of('x', '^a{2000}$'), of('y', '^a$')] });
    const validation = await validateFiles(contract, directory, ['d.csv']);
    expect(checkNamed(validation, 't.x.pattern')).toMatchObject({
      status: 'unsupported',
      reason: /cannot run/,
    });
    expect(checkNamed(validation, 't.y.pattern').status).toBe('fail');
  });

  test('an absent column fails once, and its other rules say why they did not run', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'X,z\na,b\n' });
    const contract = contractText({ properties: [{ name: 'x', required: true }, { name: 'z' }] });
    const validation = await validateFiles(contract, directory, ['d.csv']);
    expect(checkNamed(validation, 't.x.present')).toMatchObject({ status: 'fail', received: 'absent' });
    expect(checkNamed(validation, 't.x.required')).toMatchObject({
      status: 'not-applicable',
      reason: 'the column x is absent',
    });
    expect(validation.notes).toContain('the absent column x is there as X: names are case-sensitive');
  });

  test('a declared column that one of several files lacks fails, naming it, unless it is optional', async () => {
    const directory = await temporaryDirectory({
      'p1.csv': 'x,z,o\na,b,c\n',
      ...Object.fromEntries([2, 3, 4, 5].map((n) => [`p${n}.csv`, 'x\na\n'])),
    });
    const optional = { customProperties: [{ property: 'proofmarkOptional', value: true }] };
    const contract = contractText({ properties: [{ name: 'x' }, { name: 'z' }, { name: 'o', ...optional }] });
    const validation = await validateFiles(contract, directory, ['p*.csv']);
    expect(validation.checks.map(({ id, status, received }) => [id, status, received])).toEqual([
      ['t.x.present', 'pass', undefined],
      ['t.z.present', 'fail', 'absent from p2.csv, p3.csv, p4.csv and 1 more'],
      ['t.o.present', 'not-applicable', undefined],
    ]);
  });

  test('of several tables only the named one is checked, the others are not applicable', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'x\na\n' });
    const table = (name: string) => ({ name, properties: [{ name: 'x' }] });
    const contract = contractText({}, { schema: [table('t'), table('u')] });
    await expect(validateFiles(contract, directory, ['d.csv'])).rejects.toThrow(/declares t, u: say which/);
    const validation = await validateFiles(contract, directory, ['d.csv'], { table: 'u' });
    expect(validation.checks.map(({ status }) => status)).toEqual(['not-applicable', 'pass']);
  });
});

describe('severity and tolerance', () => {
  test.each([
    ['error', 'fail'],
    ['warning', 'warn'],
    ['info', 'pass'],
  ])('a broken rule of severity %s makes the data %s', async (severity, status) => {
    const directory = await temporaryDirectory({ 'd.csv': 'x,y\n,b\n' });
    const custom = { customProperties: [{ property: 'proofmarkSeverity', value: { required: severity } }] };
    const validation = await validateFiles(oneColumn({ required: true, ...custom }), directory, ['d.csv']);
    expect(validation.status).toBe(status);
    expect(checkNamed(validation, 't.x.required').status).toBe('fail');
  });

  test('failing rows within the tolerance are shown and pass', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'x,y\n1,a\n2,a\n3,a\n99,a\n' });
    const property = (tolerance: number) => ({
      logicalType: 'integer',
      logicalTypeOptions: { maximum: 9 },
      customProperties: [{ property: 'proofmarkTolerance', value: { maximum: tolerance } }],
    });
    const strict = await validateFiles(oneColumn(property(0.24)), directory, ['d.csv']);
    expect(checkNamed(strict, 't.x.maximum').status).toBe('fail');
    const lenient = await validateFiles(oneColumn(property(0.25)), directory, ['d.csv']);
    expect(checkNamed(lenient, 't.x.maximum')).toMatchObject({ status: 'pass', failing: 1 });
    expect(evidenceValues(checkNamed(lenient, 't.x.maximum'))).toEqual(['99']);
  });
});

test('the flights pass with the warnings that their oddities deserve', async () => {
  const root = join(import.meta.dirname, '../../..');
  const contract = await readFile(join(root, 'examples/flight-delay/contracts/flights.odcs.yaml'), 'utf8');
  const data = 'node_modules/vega-datasets/data/flights-3m.parquet';
  const validation = await validateFiles(contract, root, [data]);
  expect(validation.status).toBe('warn');
  expect(validation.data.rows).toBe(3_000_000);
  expect(
    validation.checks.filter(({ status }) => status === 'fail').map(({ id, failing }) => [id, failing]),
  ).toEqual([
    ['flights.date.exclusiveMaximum', 6],
    ['flights.delay.minimum', 142],
    ['flights.delay.maximum', 8],
    ['flights.origin.known-airports', 46],
    ['flights.repeated-flights', 7892],
  ]);
  expect(checkNamed(validation, 'flights.delay.minimum').received).toBe('the smallest is -1116');
  expect(validation.notes[0]).toBe(
    'no column or set of columns is declared unique; rows are identified by their number',
  );
});
