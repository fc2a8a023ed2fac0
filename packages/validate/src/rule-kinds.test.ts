import { describe, expect, test } from 'vitest';
import {
  checkNamed,
  contractText,
  evidenceValues,
  type TestTable,
  temporaryDirectory,
  validateFiles,
  writeCsv,
  writeParquet,
} from './test-support.ts';

type Property = Record<string, unknown>;
type Case = {
  /** What the name of the test says. */
  rule: string;
  /** The check looked at, without `t.` */
  check: string;
  property: Property;
  /** SQL type in Parquet. */
  type: string;
  passing: (string | null)[];
  failing: (string | null)[];
  /** Default: every value of `failing`. */
  breaks?: (string | null)[];
  only?: 'csv' | 'parquet';
};

const library = (metric: string, rest: Property): Property => ({
  quality: [{ id: 'q', type: 'library', metric, ...rest }],
});
const integer = (options: Property): Property => ({ logicalType: 'integer', logicalTypeOptions: options });
const number = (options: Property): Property => ({ logicalType: 'number', logicalTypeOptions: options });
const string = (options: Property): Property => ({ logicalType: 'string', logicalTypeOptions: options });
const date = (options: Property): Property => ({ logicalType: 'date', logicalTypeOptions: options });
const timestamp = (options: Property): Property => ({
  logicalType: 'timestamp',
  logicalTypeOptions: options,
});

const cases: Case[] = [
  {
    rule: 'required',
    check: 'x.required',
    property: { required: true },
    type: 'VARCHAR',
    passing: ['a', 'b'],
    failing: ['a', null],
    breaks: [null],
  },
  {
    rule: 'unique',
    check: 'x.unique',
    property: { unique: true },
    type: 'VARCHAR',
    passing: ['a', 'b', null, null],
    failing: ['a', 'a', 'b', 'a'],
    breaks: ['a', 'a'],
  },
  {
    rule: 'primaryKey, repeated',
    check: 'primaryKey',
    property: { primaryKey: true },
    type: 'BIGINT',
    passing: ['1', '2'],
    failing: ['1', '2', '1'],
    breaks: ['1'],
  },
  {
    rule: 'primaryKey, null',
    check: 'primaryKey',
    property: { primaryKey: true },
    type: 'BIGINT',
    passing: ['1', '2'],
    failing: ['1', null],
    breaks: [null],
  },
  {
    rule: 'enum of texts',
    check: 'x.enum',
    property: { enum: [{ value: 'a' }, { value: "o'b" }] },
    type: 'VARCHAR',
    passing: ['a', "o'b", null],
    failing: ['A', ' a'],
  },
  {
    rule: 'enum of numbers',
    check: 'x.enum',
    property: { logicalType: 'number', enum: [{ value: 1 }, { value: 0.5 }] },
    type: 'DOUBLE',
    passing: ['1.0', '0.5'],
    failing: ['0.51'],
  },
  {
    rule: 'enum of integers',
    check: 'x.enum',
    property: { logicalType: 'integer', enum: [{ value: 1 }, { value: 2 }] },
    type: 'BIGINT',
    passing: ['1', '2'],
    failing: ['3'],
  },
  {
    rule: 'enum with values that the stored type cannot hold',
    check: 'x.enum',
    property: { logicalType: 'number', enum: [{ value: 1.25 }, { value: 1.5 }, { value: 1e30 }] },
    type: 'DECIMAL(4,1)',
    passing: ['1.5'],
    failing: ['1.3', '1.2'],
  },
  {
    rule: 'enum of unsigned integers with a negative value',
    check: 'x.enum',
    property: { logicalType: 'integer', enum: [{ value: -1 }, { value: 1 }, { value: 2.5 }] },
    type: 'UTINYINT',
    passing: ['1'],
    failing: ['2', '3'],
  },
  {
    rule: 'enum of booleans',
    check: 'x.enum',
    property: { logicalType: 'boolean', enum: [{ value: true }] },
    type: 'BOOLEAN',
    passing: ['true', null],
    failing: ['false'],
  },
  {
    rule: 'a long enum',
    check: 'x.enum',
    property: { enum: Array.from({ length: 40 }, (_, i) => ({ value: `v${i}` })) },
    type: 'VARCHAR',
    passing: ['v0', 'v39', null],
    failing: ['v40'],
  },
  {
    rule: 'pattern, unanchored',
    check: 'x.pattern',
    property: string({ pattern: '[0-9]' }),
    type: 'VARCHAR',
    passing: ['a1', '7', null],
    failing: ['abc', ''],
    only: 'parquet',
  },
  {
    rule: 'pattern, anchored',
    check: 'x.pattern',
    property: string({ pattern: '^[A-Z]{3}$' }),
    type: 'VARCHAR',
    passing: ['ABC'],
    failing: ['ABCD', 'abc', 'ABC\n'],
  },
  {
    rule: 'pattern, alternatives',
    check: 'x.pattern',
    property: string({ pattern: '^a|b$' }),
    type: 'VARCHAR',
    passing: ['ax', 'xb'],
    failing: ['xax'],
  },
  {
    rule: 'pattern in ECMA notation',
    check: 'x.pattern',
    property: string({ pattern: '^\\u0041\\/\\s$' }),
    type: 'VARCHAR',
    passing: ['A/ ', 'A/\u00a0'],
    failing: ['A/x'],
  },
  {
    rule: 'format uuid',
    check: 'x.format',
    property: string({ format: 'uuid' }),
    type: 'VARCHAR',
    passing: ['53581432-6c55-4ba2-a65f-72344a91553a'],
    failing: ['53581432-6c55-4ba2-a65f'],
  },
  {
    rule: 'format email',
    check: 'x.format',
    property: string({ format: 'email' }),
    type: 'VARCHAR',
    passing: ['a.b@c.de'],
    failing: ['a.b'],
  },
  {
    rule: 'format ipv4',
    check: 'x.format',
    property: string({ format: 'ipv4' }),
    type: 'VARCHAR',
    passing: ['10.0.0.255'],
    failing: ['10.0.0', 'x'],
  },
  {
    rule: 'format ipv6',
    check: 'x.format',
    property: string({ format: 'ipv6' }),
    type: 'VARCHAR',
    passing: ['::1', 'fe80::1:2', '2001:db8:0:0:0:0:0:1', '::'],
    failing: ['fe80', '1::2::3x'],
  },
  {
    rule: 'format uri',
    check: 'x.format',
    property: string({ format: 'uri' }),
    type: 'VARCHAR',
    passing: ['https://a.b/c?d', 'urn:x:y'],
    failing: ['a b'],
  },
  {
    rule: 'format hostname',
    check: 'x.format',
    property: string({ format: 'hostname' }),
    type: 'VARCHAR',
    passing: ['a.example.org'],
    failing: ['-a', 'a..b'],
  },
  {
    rule: 'minLength in characters, not bytes',
    check: 'x.minLength',
    property: string({ minLength: 3 }),
    type: 'VARCHAR',
    passing: ['abc', 'äöü'],
    failing: ['äö'],
  },
  {
    rule: 'maxLength',
    check: 'x.maxLength',
    property: string({ maxLength: 3 }),
    type: 'VARCHAR',
    passing: ['abc', null],
    failing: ['abcd'],
  },
  {
    rule: 'minimum',
    check: 'x.minimum',
    property: integer({ minimum: 2 }),
    type: 'BIGINT',
    passing: ['2', null],
    failing: ['1', '-5'],
  },
  {
    rule: 'maximum',
    check: 'x.maximum',
    property: integer({ maximum: 2 }),
    type: 'INTEGER',
    passing: ['2', '-9'],
    failing: ['3'],
  },
  {
    rule: 'exclusiveMinimum',
    check: 'x.exclusiveMinimum',
    property: integer({ exclusiveMinimum: 2 }),
    type: 'BIGINT',
    passing: ['3'],
    failing: ['2'],
  },
  {
    rule: 'exclusiveMaximum',
    check: 'x.exclusiveMaximum',
    property: number({ exclusiveMaximum: 0.5 }),
    type: 'DOUBLE',
    passing: ['0.4999'],
    failing: ['0.5'],
  },
  {
    rule: 'fractional minimum of integers',
    check: 'x.minimum',
    property: integer({ minimum: -1.5 }),
    type: 'BIGINT',
    passing: ['-1'],
    failing: ['-2'],
  },
  {
    rule: 'minimum beyond the stored type',
    check: 'x.minimum',
    property: integer({ minimum: 300 }),
    type: 'UTINYINT',
    passing: [null],
    failing: ['255'],
  },
  {
    rule: 'minimum of 32-bit floats',
    check: 'x.maximum',
    property: number({ maximum: 0.1 }),
    type: 'FLOAT',
    passing: ['0.1'],
    failing: ['0.11'],
  },
  {
    rule: 'bound on NaN',
    check: 'x.maximum',
    property: number({ maximum: 5 }),
    type: 'DOUBLE',
    passing: ['5'],
    failing: ['nan'],
    only: 'parquet',
  },
  {
    rule: 'minimum of dates',
    check: 'x.minimum',
    property: date({ minimum: '2020-01-02' }),
    type: 'DATE',
    passing: ['2020-01-02'],
    failing: ['2020-01-01'],
  },
  {
    rule: 'maximum of timestamps',
    check: 'x.maximum',
    property: timestamp({ maximum: '2020-01-01T12:00:00+02:00' }),
    type: 'TIMESTAMP',
    passing: ['2020-01-01 10:00:00'],
    failing: ['2020-01-01 10:00:01'],
  },
  {
    rule: 'maximum of times',
    check: 'x.maximum',
    property: { logicalType: 'time', logicalTypeOptions: { maximum: '12:00' } },
    type: 'TIME',
    passing: ['12:00:00'],
    failing: ['12:00:01'],
  },
  {
    rule: 'multipleOf, decimal',
    check: 'x.multipleOf',
    property: number({ multipleOf: 0.1 }),
    type: 'DOUBLE',
    passing: ['0.3', '0.7', '-1.1', '5'],
    failing: ['0.35'],
  },
  {
    rule: 'multipleOf, integer',
    check: 'x.multipleOf',
    property: integer({ multipleOf: 3 }),
    type: 'BIGINT',
    passing: ['9', '-3', '0'],
    failing: ['10'],
  },
  {
    rule: 'multipleOf, fraction of integers',
    check: 'x.multipleOf',
    property: integer({ multipleOf: 2.5 }),
    type: 'BIGINT',
    passing: ['5', '10'],
    failing: ['7'],
  },
  {
    rule: 'integer range i8',
    check: 'x.format',
    property: integer({ format: 'i8' }),
    type: 'BIGINT',
    passing: ['-128', '127'],
    failing: ['128', '-129'],
  },
  {
    rule: 'integer range u64',
    check: 'x.format',
    property: integer({ format: 'u64' }),
    type: 'DECIMAL(38,0)',
    passing: ['18446744073709551615'],
    failing: ['18446744073709551616', '-1'],
  },
  {
    rule: 'type integer in text',
    check: 'x.logicalType',
    property: { logicalType: 'integer' },
    type: '',
    passing: ['1', '-7', '+3', '170141183460469231731687303715884105727'],
    failing: ['1.0', '1e3', ' 1', '1_000', 'x', '0x1'],
    only: 'csv',
  },
  {
    rule: 'type number in text',
    check: 'x.logicalType',
    property: { logicalType: 'number' },
    type: '',
    passing: ['1', '.5', '1e-3', '-2.'],
    failing: ['nan', 'inf', '1,5', '1_0'],
    only: 'csv',
  },
  {
    rule: 'type boolean in text',
    check: 'x.logicalType',
    property: { logicalType: 'boolean' },
    type: '',
    passing: ['true', 'False', '1'],
    failing: ['yes', 'T'],
    only: 'csv',
  },
  {
    rule: 'type date in text',
    check: 'x.logicalType',
    property: { logicalType: 'date' },
    type: '',
    passing: ['2020-02-29'],
    failing: ['2021-02-29', '1.2.2020', '2020-01-01 10:00'],
    only: 'csv',
  },
  {
    rule: 'type timestamp in text',
    check: 'x.logicalType',
    property: { logicalType: 'timestamp' },
    type: '',
    passing: ['2020-02-29T01:02:03Z', '2020-01-01 00:00'],
    failing: ['2020-01-01 25:00:00', 'noon'],
    only: 'csv',
  },
  {
    rule: 'JDK format of dates',
    check: 'x.format',
    property: date({ format: 'dd.MM.yyyy' }),
    type: '',
    passing: ['29.02.2020'],
    failing: ['2020-02-29', '30.02.2020'],
    only: 'csv',
  },
  {
    rule: 'nullValues',
    check: 'x.q',
    property: library('nullValues', { mustBe: 0 }),
    type: 'VARCHAR',
    passing: ['a'],
    failing: ['a', null],
    breaks: [null],
  },
  {
    rule: 'missingValues',
    check: 'x.q',
    property: library('missingValues', { mustBe: 0, arguments: { missingValues: [null, 'N/A', -999] } }),
    type: 'VARCHAR',
    passing: ['a'],
    failing: [null, 'N/A', '-999'],
  },
  {
    rule: 'invalidValues by list',
    check: 'x.q',
    property: library('invalidValues', { mustBe: 0, arguments: { validValues: ['a', 'b'] } }),
    type: 'VARCHAR',
    passing: ['a', null],
    failing: ['c'],
  },
  {
    rule: 'invalidValues by pattern',
    check: 'x.q',
    property: library('invalidValues', { mustBe: 0, arguments: { pattern: '^a' } }),
    type: 'VARCHAR',
    passing: ['ab', null],
    failing: ['ba'],
  },
  {
    rule: 'duplicateValues',
    check: 'x.q',
    property: library('duplicateValues', { mustBe: 0 }),
    type: 'VARCHAR',
    passing: ['a', 'b'],
    failing: ['a', 'a'],
    breaks: ['a'],
  },
];

async function run(each: Case, values: (string | null)[], format: 'csv' | 'parquet') {
  const table: TestTable = {
    x: { type: each.type, values },
    // A second column keeps a row of one empty value from being an empty line.
    row: { type: 'VARCHAR', values: values.map((_, i) => `r${i}`) },
  };
  const directory = await temporaryDirectory();
  const file = await (format === 'csv' ? writeCsv : writeParquet)(directory, table);
  const contract = contractText({ properties: [{ name: 'x', ...each.property }] });
  return checkNamed(await validateFiles(contract, directory, [file]), `t.${each.check}`);
}

describe.each(['csv', 'parquet'] as const)('on %s', (format) => {
  const mine = cases.filter(({ only }) => only === undefined || only === format);
  test.each(mine)('$rule: passes and finds what breaks it', async (each) => {
    const passing = await run(each, each.passing, format);
    expect(passing).toMatchObject({ status: 'pass', failing: 0 });
    const failing = await run(each, each.failing, format);
    const breaks = each.breaks ?? each.failing;
    expect(failing).toMatchObject({ status: 'fail', failing: breaks.length });
    if (format === 'csv') expect(evidenceValues(failing)).toEqual(breaks);
  });
});

describe('a typed file is compared with the declared type', () => {
  test.each([
    ['string', 'VARCHAR', 'a', 'pass'],
    ['string', 'BIGINT', '1', 'fail'],
    ['integer', 'SMALLINT', '1', 'pass'],
    ['integer', 'DECIMAL(10,0)', '1', 'pass'],
    ['integer', 'DOUBLE', '1', 'fail'],
    ['integer', 'VARCHAR', '1', 'fail'],
    ['number', 'DECIMAL(10,2)', '1', 'pass'],
    ['number', 'BOOLEAN', 'true', 'fail'],
    ['date', 'DATE', '2020-01-01', 'pass'],
    ['date', 'TIMESTAMP', '2020-01-01', 'fail'],
    ['timestamp', 'TIMESTAMPTZ', '2020-01-01', 'pass'],
    ['boolean', 'INTEGER', '1', 'fail'],
    ['array', 'VARCHAR[]', '[a]', 'pass'],
  ])('%s stored as %s', async (logicalType, type, value, status) => {
    const directory = await temporaryDirectory();
    const file = await writeParquet(directory, { x: { type, values: [value] } });
    const validation = await validateFiles(
      contractText({ properties: [{ name: 'x', logicalType }] }),
      directory,
      [file],
    );
    expect(checkNamed(validation, 't.x.logicalType').status).toBe(status);
  });
});

test('a JSON column of nulls alone breaks no rule about its type', async () => {
  const directory = await temporaryDirectory({ 'd.jsonl': '{"x":null,"y":1}\n{"x":null,"y":2}\n' });
  const contract = contractText({
    properties: [
      { name: 'x', logicalType: 'date' },
      { name: 'y', logicalType: 'integer' },
    ],
  });
  const validation = await validateFiles(contract, directory, ['d.jsonl']);
  expect(checkNamed(validation, 't.x.logicalType')).toMatchObject({ status: 'pass', failing: 0 });
});
