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

describe('SQL that does not run fails its rule, which names its file and its line, and was not enforced', () => {
  test.each([
    ['that does not parse', 'SELEC 1', 'the SQL is refused: expected one SELECT'],
    [
      'over a file',
      "SELECT count(*) FROM 'other.csv'",
      'the SQL is refused: it reads "other.csv", which is not a table; expected t;',
    ],
    [
      'over a view of ours',
      'SELECT count(*) FROM "proofmark data"',
      'the SQL is refused: it reads .*; expected t;',
    ],
    ['with an unknown column', 'SELECT sum(y) FROM {table}', 'while running it: Binder Error: .*"y"'],
    [
      'that fails on a value',
      "SELECT CAST('q' AS INTEGER) FROM {table}",
      "while running .*Conversion Error.*'q'",
    ],
    ['that raises an error', "SELECT error('boom') FROM {table}", 'while running .*boom'],
  ])('%s', async (_name, query, message) => {
    const { status, reason, location } = await run(query);
    expect(status).toBe('fail');
    expect(reason).toMatch(new RegExp(`^${message}`));
    expect(location).toMatchObject({ file: 'contract.odcs.yaml', line: expect.any(Number) });
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
  ])('%s', async (_name, query, reason) => {
    expect(await run(query)).toMatchObject({ status: 'fail', reason });
  });

  test('and a long text is cut', async () => {
    const { status, reason } = await run("SELECT repeat('x', 10000000)");
    expect(status).toBe('fail');
    expect(reason).toMatch(/^its SQL returns "xxx/);
    expect(reason?.length).toBeLessThan(300);
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

test('SQL that takes too long is stopped and fails its rule, and the others go on', async () => {
  const rule = (id: string, query: string) => ({ id, type: 'sql', query, mustBeGreaterThan: 0 });
  const contract = oneColumn({
    logicalType: 'integer',
    quality: [
      rule('endless', 'SELECT count(*) FROM range(100000000000)'),
      rule('huge', "SELECT length(repeat('x', 2000000000))"),
      rule('sound', 'SELECT count(*) FROM {table}'),
    ],
  });
  const validation = await validateFiles(contract, directory, ['data.csv'], { sqlTimeoutMs: 500 });
  expect(checkNamed(validation, 't.x.endless')).toMatchObject({
    status: 'fail',
    reason: 'its SQL was stopped: expected an answer within 0.5 s; simplify the query',
  });
  expect(checkNamed(validation, 't.x.huge').reason).toMatch(
    /refused: the function repeat makes a value longer/,
  );
  expect(checkNamed(validation, 't.x.sound')).toMatchObject({ status: 'pass', received: '2' });
  expect(validation.coverage).toEqual({
    declared: 5,
    enforced: 3,
    notApplicable: 0,
    unsupported: 0,
    notRun: 2,
  });
});
