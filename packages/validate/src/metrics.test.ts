import { describe, expect, test } from 'vitest';
import { checkNamed, oneColumn, temporaryDirectory, validateFiles } from './test-support.ts';

describe('library metrics compare by operator and unit', () => {
  const csv = `x\n${[...Array(95).fill('a'), ...Array(5).fill('NA')].join('\n')}\n`;
  test.each<[Record<string, unknown>, 'pass' | 'fail']>([
    [{ mustBe: 5 }, 'pass'],
    [{ mustBe: '5' }, 'pass'],
    [{ mustNotBe: 5 }, 'fail'],
    [{ mustBeGreaterThan: 5 }, 'fail'],
    [{ mustBeGreaterOrEqualTo: 5 }, 'pass'],
    [{ mustBeLessThan: 5 }, 'fail'],
    [{ mustBeLessOrEqualTo: 5 }, 'pass'],
    [{ mustBeBetween: [5, 9] }, 'pass'],
    [{ mustNotBeBetween: [1, 5] }, 'fail'],
    [{ mustBeLessOrEqualTo: 5, unit: 'percent' }, 'pass'],
    [{ mustBeLessThan: 5, unit: 'percent' }, 'fail'],
  ])('%j', async (operator, status) => {
    const directory = await temporaryDirectory({ 'd.csv': csv });
    const contract = oneColumn({ quality: [{ id: 'q', metric: 'nullValues', ...operator }] });
    const validation = await validateFiles(contract, directory, ['d.csv'], { layout: { nullText: ['NA'] } });
    expect(checkNamed(validation, 't.x.q')).toMatchObject({ status, failing: 5, checked: 100 });
  });
});

describe('ages', () => {
  const level = (property: string, value: number, unit: string) => ({
    slaProperties: [{ property, value, unit, element: 't.x' }],
  });
  test.each<[string, number, string, 'pass' | 'fail']>([
    ['freshness', 31, 'd', 'pass'],
    ['freshness', 30, 'd', 'fail'],
    ['latency', 1, 'month', 'pass'],
    ['freshness', 744, 'h', 'pass'],
    ['retention', 1, 'y', 'fail'],
    ['retention', 2, 'years', 'pass'],
  ])('%s of %d %s', async (property, value, unit, status) => {
    const directory = await temporaryDirectory({ 'd.csv': 'x\n2022-06-02\n2024-05-01\n' });
    const validation = await validateFiles(
      oneColumn({ logicalType: 'date' }, level(property, value, unit)),
      directory,
      ['d.csv'],
    );
    expect(checkNamed(validation, `t.x.${property}`).status).toBe(status);
  });

  test.each([
    ['freshness', 'x\n""\n', 'fail', 'the column holds no value to be dated'],
    ['freshness', 'x\n', 'fail', 'the column holds no value to be dated'],
    ['retention', 'x\n""\n', 'not-applicable', undefined],
  ])('of nothing: %s of %j', async (property, csv, status, received) => {
    const directory = await temporaryDirectory({ 'd.csv': csv });
    const contract = oneColumn({ logicalType: 'date' }, level(property, 1, 'd'));
    const check = checkNamed(await validateFiles(contract, directory, ['d.csv']), `t.x.${property}`);
    expect({ status: check.status, received: check.received }).toEqual({ status, received });
  });

  test.each([
    ['2024-05-31', []],
    ['9999-01-01', [expect.stringContaining('the newest value of x, 9999-01-01, lies after 2024-06-01')]],
  ])('of a newest value %s are remarked on when it is yet to come', async (newest, notes) => {
    const directory = await temporaryDirectory({ 'd.csv': `x\n${newest}\n` });
    const contract = oneColumn({ logicalType: 'date', unique: true }, level('freshness', 31, 'd'));
    const validation = await validateFiles(contract, directory, ['d.csv']);
    expect(checkNamed(validation, 't.x.freshness').status).toBe('pass');
    expect(validation.notes).toEqual(notes);
  });

  test('of an archive are measured against the date its contract states, and say so', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'x\n2001-06-30T12:00:00Z\n' });
    const asOf = { customProperties: [{ property: 'proofmarkAsOf', value: '2001-07-01T00:00:00Z' }] };
    const contract = oneColumn({ logicalType: 'timestamp' }, { ...level('freshness', 1, 'd'), ...asOf });
    const validation = await validateFiles(contract, directory, ['d.csv']);
    expect(checkNamed(validation, 't.x.freshness')).toMatchObject({
      status: 'pass',
      received: expect.stringMatching(/12 hours before 2001-07-01.*contract states, not of today/),
    });
    expect(validation.notes.join()).toMatch(/proofmarkAsOf/);
  });
});

describe('SQL rules', () => {
  const rule = (query: string, rest: Record<string, unknown> = { mustBe: 0 }) =>
    oneColumn({ logicalType: 'integer' }).replace(
      '"properties"',
      `"quality": [${JSON.stringify({ id: 'q', type: 'sql', query, ...rest })}], "properties"`,
    );
  const csv = 'x,other\n1,a\n2,b\nbad,c\n';
  test.each<[string, string, Record<string, unknown> | undefined, 'pass' | 'fail' | 'unsupported' | RegExp]>([
    ['sees the declared types', 'SELECT count(*) FROM t WHERE x > 1', { mustBe: 1 }, 'pass'],
    ['fails', 'SELECT count(*) FROM \u0024{object} WHERE x > 1', undefined, 'fail'],
    ['reads undeclared columns', "SELECT count(*) FROM t WHERE other = 'c'", { mustBe: 1 }, 'pass'],
    ['may return a decimal', 'SELECT avg(x) FROM t', { mustBeBetween: [1, 2] }, 'pass'],
    [
      'for another engine is unsupported',
      'SELECT TOP 1 x FROM t',
      { engine: 'tsql', mustBe: 0 },
      'unsupported',
    ],
    ['of another dialect fails', 'SELECT TOP 1 x FROM t', undefined, /SQL/],
    ['with a misspelt column fails', 'SELECT count(*) FROM t WHERE delya > 0', undefined, /delya/],
    ['that reads a file fails', "SELECT count(*) FROM read_csv('/etc/passwd')", undefined, /SQL/],
    ['that writes a file fails', "COPY t TO 'x.csv'", undefined, /SQL/],
    ['of two statements fails', 'SELECT 1; DROP TABLE t', undefined, /SQL/],
    ['of several rows fails', 'SELECT x FROM t', undefined, /several rows/],
    ['of no row fails', 'SELECT x FROM t WHERE x > 9', undefined, /no row/],
    ['of null fails', 'SELECT max(x) FROM t WHERE x > 9', undefined, /null/],
    ['of two columns fails', 'SELECT 1, 2', undefined, /2 columns/],
  ])('%s', async (_name, query, operator, status) => {
    const directory = await temporaryDirectory({ 'd.csv': csv });
    const validation = await validateFiles(rule(query, operator), directory, ['d.csv']);
    const check = checkNamed(validation, 't.q');
    expect(check.status).toBe(status instanceof RegExp ? 'fail' : status);
    if (status instanceof RegExp) expect(check.reason).toMatch(status);
    if (status === 'unsupported') expect(check.reason).toMatch(/tsql/);
  });
});
