import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkNamed, contractText, temporaryDirectory, validateFiles } from './test-support.ts';

/** Born, paid and name are secret; each of these texts stands in one row alone. */
const SECRETS = /1950-02-03|60001|Ann|1999-09-09/;

let directory: string;
beforeAll(async () => {
  const rows = ['1,1950-02-03,60001,Ann', '2,1999-09-09,7,Bob'];
  directory = await temporaryDirectory({ 'd.csv': `id,born,paid,name\n${rows.join('\n')}\n` });
  await writeFile(join(directory, 'mail.csv'), 'x\nann@example.org\n');
});
afterAll(() => rm(directory, { recursive: true }));

function contractOf(classification: string | undefined, query: string, mustBe = 0): string {
  const pii = classification === undefined ? {} : { classification };
  const own = (name: string, logicalType: string) => ({ name, logicalType, ...pii });
  return contractText(
    {
      properties: [
        { name: 'id', logicalType: 'integer' },
        own('born', 'date'),
        own('paid', 'integer'),
        own('name', 'string'),
      ],
      quality: [{ id: 'q', type: 'sql', query, mustBe }],
    },
    {
      slaProperties: [
        { property: 'retention', value: 1, unit: 'y', element: 't.born' },
        { property: 'freshness', value: 1, unit: 'd', element: 't.born' },
      ],
    },
  );
}

const QUERIES: [string, string][] = [
  ['a largest value', 'SELECT max(paid) FROM {table}'],
  ['a value of a row as text', 'SELECT name FROM {table} WHERE id = 1'],
  ['a row as a whole', 'SELECT t FROM t WHERE id = 1'],
  ['any column', "SELECT max(COLUMNS(c -> c LIKE 'pa%')) FROM t"],
  ['every column, renamed', 'SELECT max(c) FROM (SELECT * FROM t) AS s(a, b, c, d)'],
  ['an error that quotes a value', 'SELECT sum(CAST(name AS INTEGER)) FROM t'],
];

describe.each([
  ['of a classified column', 'pii', {}],
  ['where none are to be shown', undefined, { showValues: false }],
  ['of a classified column where none are to be shown', 'confidential', { showValues: false }],
])('no value %s is told', (_where, classification, options) => {
  test.each(QUERIES)('by SQL of %s, or by the ages of service levels', async (_name, query) => {
    const contract = contractOf(classification, query);
    const { checks, notes } = await validateFiles(contract, directory, ['d.csv'], options);
    const failed = checks.filter(({ status }) => status === 'fail').map(({ rule }) => rule);
    expect(failed.toSorted()).toEqual(['freshness', 'retention', 'sql']);
    expect(JSON.stringify([checks.map(({ received, reason }) => [received, reason]), notes])).not.toMatch(
      SECRETS,
    );
  });
});

test('where nothing is classified, values are told', async () => {
  const contract = contractOf(undefined, 'SELECT max(paid) FROM t');
  const validation = await validateFiles(contract, directory, ['d.csv']);
  expect(checkNamed(validation, 't.q').received).toBe('60001');
  expect(JSON.stringify(validation.checks)).toContain('oldest is 1950-02-03');
});

test.each([
  ['a count of rows', "SELECT count(*) FROM t WHERE name LIKE 'A%'", '1'],
  ['SQL that reads other columns', 'SELECT max(id) FROM t', '2'],
])('beside a classified column, %s is told', async (_name, query, received) => {
  const validation = await validateFiles(contractOf('pii', query), directory, ['d.csv']);
  expect(checkNamed(validation, 't.q')).toMatchObject({ status: 'fail', received });
});

test('an error that quotes what looks personal is not told', async () => {
  const contract = contractText({
    properties: [{ name: 'x', logicalType: 'string' }],
    quality: [{ id: 'q', type: 'sql', query: 'SELECT sum(CAST(x AS INTEGER)) FROM t', mustBe: 0 }],
  });
  const { reason } = checkNamed(await validateFiles(contract, directory, ['mail.csv']), 't.q');
  expect(reason).toMatch(/words of the engine are withheld \(they quote what looks like this: e-mail\)/);
});
