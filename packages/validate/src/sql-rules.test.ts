import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkNamed, oneColumn, temporaryDirectory, validateFiles } from './test-support.ts';

let directory: string;
beforeAll(async () => {
  directory = await temporaryDirectory({ 'data.csv': 'x\n1\n2\n' });
});
afterAll(() => rm(directory, { recursive: true }));

async function run(query: string, mustBe: unknown = 0) {
  const rule = { id: 'mine', type: 'sql', query, mustBe };
  const contract = oneColumn({ logicalType: 'integer', quality: [rule] });
  const validation = await validateFiles(contract, directory, ['data.csv']);
  return checkNamed(validation, 't.x.mine');
}

const PLACE = String.raw`^contract\.odcs\.yaml:\d+:\d+: the SQL of t\.x\.mine: `;

describe('SQL that does not run names its rule, its file and its line', () => {
  test.each([
    ['that does not parse', 'SELEC 1', 'the SQL is refused: expected one SELECT'],
    ['over a file', "SELECT count(*) FROM 'other.csv'", 'the SQL is refused: it reads "other.csv"'],
    ['with an unknown column', 'SELECT sum(y) FROM {table}', 'while running it: Binder Error: .*"y"'],
    [
      'that fails on a value',
      "SELECT CAST('q' AS INTEGER) FROM {table}",
      "while running .*Conversion Error.*'q'",
    ],
    ['that raises an error', "SELECT error('boom') FROM {table}", 'while running .*boom'],
  ])('%s', async (_name, query, message) => {
    const { status, received } = await run(query);
    expect(status).toBe('fail');
    expect(received).toMatch(new RegExp(PLACE + message));
  });
});

describe('SQL that gives no number breaks its rule', () => {
  test.each([
    ['an empty text', "SELECT ''", 'its SQL returns "": expected one number'],
    ['a text', "SELECT 'x'", 'its SQL returns "x": expected one number'],
    ['null', 'SELECT NULL', 'its SQL returns null: expected one number'],
    ['true', 'SELECT true', 'its SQL returns "true": expected one number'],
    ['no row', 'SELECT x FROM {table} WHERE false', 'its SQL returns no row: expected one number'],
    ['two rows', 'SELECT {column} FROM {table}', 'its SQL returns several rows: expected one number'],
    ['two columns', 'SELECT 0, 0', 'its SQL returns 2 columns: expected one number'],
    ['not a number', "SELECT 'nan'::DOUBLE", 'its SQL returns "nan": expected one number'],
  ])('%s', async (_name, query, received) => {
    expect(await run(query)).toMatchObject({ status: 'fail', received });
  });

  test('and a text as long as the memory is cut', async () => {
    const { status, received } = await run("SELECT repeat('x', 100000000)");
    expect(status).toBe('fail');
    expect(received?.length).toBeLessThan(300);
  });
});

test.each([
  ['SELECT sum({column}) FROM {table}', 3],
  ['SELECT 0.5', 0.5],
  ['SELECT 9007199254740991::HUGEINT', 9007199254740991],
  ["SELECT '3'", 3],
])('%s passes where it must be %s', async (query, mustBe) => {
  expect(await run(query, mustBe)).toMatchObject({ status: 'pass' });
});
