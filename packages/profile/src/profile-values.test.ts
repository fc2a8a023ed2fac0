import type { ColumnProfile } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { describe, expect, test } from 'vitest';
import { profileLike, profileTable } from './profile.ts';
import { useProfiling } from './test-support.ts';

const { engine, makeTable, profileOf, profileIn } = useProfiling();

const values = (counts: Record<string, number>) =>
  Object.entries(counts).map(([value, count]) => ({ value, count }));

describe('a column of few values is told value by value', () => {
  test.each<[string, string, Partial<ColumnProfile>]>([
    [
      'hours of the day',
      'SELECT (range % 24)::TINYINT AS x FROM range(2400)',
      { kind: 'categorical', distinct: 24, other: 0 },
    ],
    [
      'booleans and nulls',
      'SELECT CASE WHEN range < 90 THEN range < 60 END AS x FROM range(100)',
      { kind: 'categorical', nulls: 10, distinct: 2, values: values({ true: 60, false: 30 }), other: 0 },
    ],
    [
      'binary labels as floats',
      'SELECT (range < 20)::INT::FLOAT AS x FROM range(100)',
      { kind: 'categorical', values: [...values({ '0': 80 }).slice(0, 1), { value: '1', count: 20 }] },
    ],
    [
      '32-bit fractions as people write them',
      'SELECT 0.1::FLOAT AS x FROM range(5)',
      { values: values({ '0.1': 5 }) },
    ],
    [
      'decimals without trailing zeros',
      'SELECT (range % 2 * 1.5)::DECIMAL(9, 4) AS x FROM range(11)',
      {
        values: [
          { value: '0', count: 6 },
          { value: '1.5', count: 5 },
        ],
      },
    ],
    [
      'both zeros as one',
      "SELECT CASE WHEN range < 5 THEN '-0'::DOUBLE ELSE 0 END AS x FROM range(10)",
      { distinct: 1, values: values({ '0': 10 }) },
    ],
    ['a constant', 'SELECT 7 AS x FROM range(5)', { kind: 'categorical', values: values({ '7': 5 }) }],
    [
      'an ENUM',
      "SELECT (CASE WHEN range < 6 THEN 'a' ELSE 'b''s' END)::ENUM('a', 'b''s') AS x FROM range(11)",
      { values: values({ a: 6, "b's": 5 }) },
    ],
    [
      'the text null beside NULL',
      "SELECT CASE WHEN range < 5 THEN 'null' END AS x FROM range(8)",
      { nulls: 3, distinct: 1, values: values({ null: 5 }) },
    ],
    [
      'the empty text',
      "SELECT '' AS x FROM range(5)",
      { nulls: 0, distinct: 1, values: [{ value: '', count: 5 }] },
    ],
    [
      'only nulls, of numbers',
      'SELECT NULL::DOUBLE AS x FROM range(3)',
      { kind: 'categorical', rows: 3, nulls: 3, distinct: 0, values: [], other: 0 },
    ],
    [
      'only nulls, of texts',
      'SELECT NULL::VARCHAR AS x FROM range(3)',
      { kind: 'categorical', rows: 3, nulls: 3, distinct: 0, values: [], other: 0 },
    ],
    [
      'only what is not finite',
      "SELECT unnest(['nan', 'inf', '-inf']::DOUBLE[]) AS x",
      { kind: 'categorical', rows: 3, nulls: 3, distinct: 0 },
    ],
    [
      'an empty table',
      'SELECT 1 AS x WHERE false',
      { kind: 'categorical', rows: 0, nulls: 0, distinct: 0, values: [], other: 0 },
    ],
  ])('%s', async (_name, select, expected) => {
    expect(await profileOf(select)).toMatchObject({ name: 'x', ...expected });
  });

  test('equal counts are ordered by value', async () => {
    const found = await profileOf("SELECT unnest(['b', 'a', 'B', 'é']) AS x FROM range(5)");
    expect(found).toMatchObject({ values: values({ B: 5, a: 5, b: 5, é: 5 }) });
  });
});

describe('texts of many values', () => {
  test('the fifty most frequent are named, the rest is counted, and no more leaves the engine', async () => {
    const { table, columns } = await makeTable(
      "SELECT 'v' || floor(sqrt(range))::INT AS x FROM range(40000) UNION ALL SELECT 'w' || range FROM range(5000)",
    );
    const results: number[] = [];
    const watching: Engine = {
      ...engine(),
      query: async (sql) => {
        const rows = await engine().query(sql);
        results.push(rows.length);
        return rows;
      },
    };
    const { columns: profiles } = await profileTable(watching, table, columns);
    // Of v<k> there are 2k + 1 rows.
    const named = Array.from({ length: 50 }, (_, i) => ({ value: `v${199 - i}`, count: 2 * (199 - i) + 1 }));
    const other = 45_000 - named.reduce((sum, { count }) => sum + count, 0);
    expect(profiles[0]).toMatchObject({ distinct: 5200, values: named, other });
    expect(Math.max(...results)).toBeLessThanOrEqual(50);
    results.splice(0);
    const again = await profileLike(watching, table, columns, profiles);
    expect(again).toEqual(profiles);
    expect(Math.max(...results)).toBeLessThanOrEqual(50);
  });

  test('a value of fewer than five rows is not named', async () => {
    const found = await profileOf("SELECT unnest(['a', 'a', 'a', 'a', 'a', 'Mary Smith']) AS x");
    expect(found).toMatchObject({ distinct: 2, values: values({ a: 5 }), other: 1 });
  });

  test('a value longer than 200 characters is its beginning and a digest, still told from its like', async () => {
    const select =
      "SELECT repeat('é', 200) || CASE WHEN range < 6 THEN 'a' WHEN range < 11 THEN 'b' ELSE '' END AS x FROM range(18)";
    const found = await profileOf(select);
    if (found?.kind !== 'categorical') throw new Error('expected values');
    expect(found).toMatchObject({ distinct: 3, other: 0 });
    expect(found.values.map(({ count }) => count)).toEqual([7, 6, 5]);
    expect(found.values[0]?.value).toBe('é'.repeat(200));
    for (const { value } of found.values.slice(1)) expect(value).toMatch(/^é{180}… [0-9a-f]{16}$/);
    expect(await profileIn(select, [found])).toEqual([found]);
  });

  test('hostile values come back as they are', async () => {
    const hostile = ["'; DROP TABLE t0; --", 'a\0b', '\n\r\t"', '\\', '\u202ex', '%s'];
    const list = hostile.map((text) => `'${text.replaceAll("'", "''").replace('\0', "' || chr(0) || '")}'`);
    const select = `SELECT unnest([${list.join(', ')}]) AS x FROM range(5)`;
    const found = await profileOf(select);
    if (found?.kind !== 'categorical') throw new Error('expected values');
    expect(new Set(found.values.map(({ value }) => value))).toEqual(new Set(hostile));
    expect(await profileIn(select, [found])).toEqual([found]);
  });
});
