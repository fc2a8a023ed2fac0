import { tmpdir } from 'node:os';
import type { ColumnProfile } from '@proofmark/documents';
import { type Engine, identifier, openEngine, type Row } from '@proofmark/engine';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profileLike, profileTable } from './profile.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ workDirectory: import.meta.dirname, tempDirectory: tmpdir(), threads: 2 });
});
afterAll(() => engine.close());

let tables = 0;

/** Makes a table of a SELECT; the result has its name and columns. */
async function makeTable(select: string, kind: 'TABLE' | 'VIEW' = 'TABLE') {
  const table = `t${tables++}`;
  await engine.query(`CREATE ${kind} ${table} AS ${select}`);
  const described = await engine.query(`DESCRIBE ${table}`);
  const columns = described.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
  return { table, columns };
}

async function profile(select: string) {
  const { table, columns } = await makeTable(select);
  return profileTable(engine, table, columns);
}

/** The profile of a table of one column `x`. */
async function profileOf(select: string): Promise<ColumnProfile | undefined> {
  return (await profile(select)).columns[0];
}

async function profileIn(select: string, reference: readonly ColumnProfile[]): Promise<ColumnProfile[]> {
  const { table, columns } = await makeTable(select);
  return profileLike(engine, table, columns, reference);
}

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
      ...engine,
      query: async (sql) => {
        const rows = await engine.query(sql);
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

describe('numbers of many values are counted in deciles', () => {
  test('a hundred numbers: ten in each bin, an edge belongs to the bin below it', async () => {
    expect(await profileOf('SELECT range + 1 AS x FROM range(100)')).toEqual({
      kind: 'numeric',
      name: 'x',
      rows: 100,
      nulls: 0,
      mean: 50.5,
      standardDeviation: 29.011492,
      minimum: 1,
      maximum: 100,
      edges: [10, 20, 30, 40, 50, 60, 70, 80, 90],
      counts: Array(10).fill(10),
      outerMeans: [5.5, 95.5],
    });
  });

  test('nulls, NaN and infinities are counted as nulls and have no bin', async () => {
    const found = await profileOf(
      "SELECT range::DOUBLE AS x FROM range(100) UNION ALL SELECT unnest(['nan', 'inf', '-inf', NULL]::DOUBLE[])",
    );
    expect(found).toMatchObject({ rows: 104, nulls: 4, minimum: 0, maximum: 99, counts: Array(10).fill(10) });
  });

  test('a value that fills more than a decile has a bin of its own', async () => {
    // 30 losses, 900 zeros, 70 gains; the zeros are all of the quantiles.
    const found = await profileOf(
      'SELECT CASE WHEN range < 30 THEN range - 30 WHEN range < 930 THEN 0 ELSE range END AS x FROM range(1000)',
    );
    expect(found).toMatchObject({ kind: 'numeric', edges: [-1, 0], counts: [30, 900, 70] });
  });

  test('a clipped maximum has a bin of its own', async () => {
    const found = await profileOf('SELECT least(range, 85) AS x FROM range(100)');
    expect(found).toMatchObject({
      edges: [9, 19, 29, 39, 49, 59, 69, 79, 84],
      counts: [10, 10, 10, 10, 10, 10, 10, 10, 5, 15],
    });
  });

  test.each<[string, string, Record<string, unknown>]>([
    [
      'integers beyond 2^53 are the nearest doubles',
      'SELECT 9007199254740993 + range AS x FROM range(100)',
      { minimum: 9007199254740992, maximum: 9007199254741092 },
    ],
    [
      'HUGEINT',
      'SELECT 10::HUGEINT ** 30 * range AS x FROM range(100)',
      { minimum: 0, maximum: 99e30, mean: 49.5e30 },
    ],
    [
      'decimals',
      'SELECT (range / 4)::DECIMAL(18, 2) AS x FROM range(100)',
      { minimum: 0, maximum: 24.75, mean: 12.375 },
    ],
    [
      'numbers whose squares overflow',
      'SELECT (range - 50) * 1e306 AS x FROM range(100)',
      { minimum: -5e307, maximum: 4.9e307, mean: -5e305, standardDeviation: 2.9011492e307 },
    ],
    [
      'numbers whose sum overflows',
      'SELECT 1.7e308 + range * 1e305 AS x FROM range(50)',
      { mean: 1.7245e308, counts: Array(10).fill(5) },
    ],
    [
      'numbers too small to be squared',
      'SELECT range * 1e-310 AS x FROM range(50)',
      { standardDeviation: 0, counts: Array(10).fill(5) },
    ],
  ])('%s', async (_name, select, expected) => {
    expect(await profileOf(select)).toMatchObject(expected);
  });

  /** The definition, on an array: order statistics, then the value before each one that repeats or is the maximum. */
  function edgesOf(numbers: readonly number[]): number[] {
    const sorted = numbers.toSorted((a, b) => a - b);
    const deciles = Array.from(
      { length: 9 },
      (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / 10) - 1] ?? Number.NaN,
    );
    const maximum = sorted.at(-1);
    const tied = deciles.filter((decile, i) => decile === maximum || deciles.indexOf(decile) !== i);
    const before = tied.map((value) => sorted.findLast((other) => other < value));
    const edges = [
      ...deciles.filter((decile) => decile !== maximum),
      ...before.filter((x) => x !== undefined),
    ];
    return [...new Set(edges)].sort((a, b) => a - b);
  }

  // Continuous numbers take their deciles by order, tied ones by the counts of the values; both must be exact.
  test.each([
    ['continuous', fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })],
    ['tied', fc.integer({ min: 0, max: 45 }).map((k) => Math.floor(k ** 3 / 700))],
    ['clipped', fc.integer({ min: -40, max: 60 }).map((k) => Math.min(k, 30))],
  ])('%s numbers: the edges follow their definition, and every row has a bin', async (_name, number) => {
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 60, maxLength: 200 }), async (numbers) => {
        fc.pre(new Set(numbers).size > 24);
        const found = await profileOf(`SELECT unnest(['${numbers.join("', '")}']::DOUBLE[]) AS x`);
        if (found?.kind !== 'numeric') throw new Error('expected bins');
        const edges = edgesOf(numbers);
        expect(found.edges).toEqual(edges);
        const counts = [...edges, Infinity].map(
          (edge, i) => numbers.filter((x) => x <= edge && x > (edges[i - 1] ?? -Infinity)).length,
        );
        expect(found.counts).toEqual(counts);
        expect(Math.min(...counts)).toBeGreaterThan(0);
      }),
      { seed: 3, numRuns: 25 },
    );
  });
});

const mixed = `
  SELECT hash(range) / 1e19 AS continuous, (hash(range) % 1000)::FLOAT AS tied, range % 7 AS weekday,
    'c' || floor(sqrt(hash(range) % 4000))::INT AS code, range % 3 = 0 AS flag,
    CASE WHEN range % 10 > 0 THEN range / 3 END AS holes
  FROM range(20000)`;

describe('the same rows', () => {
  test('have the same profile on one thread and on several, in any order', async () => {
    const expected = await profile(mixed);
    expect(await profile(`SELECT * FROM (${mixed}) ORDER BY continuous`)).toEqual(expected);
    const single = await openEngine({ workDirectory: import.meta.dirname, threads: 1 });
    try {
      await single.query(`CREATE TABLE t AS ${mixed}`);
      const described: Row[] = await single.query('DESCRIBE t');
      const columns = described.map((row) => ({
        name: String(row.column_name),
        type: String(row.column_type),
      }));
      expect(await profileTable(single, 't', columns)).toEqual(expected);
    } finally {
      await single.close();
    }
  });

  test('in the bins of their own profile have that profile', async () => {
    const { columns } = await profile(mixed);
    expect(await profileIn(mixed, columns)).toEqual(columns);
  });

  test('are computed once, however many columns a view has', async () => {
    const { table, columns } = await makeTable(mixed, 'VIEW');
    const queries: string[] = [];
    const watching: Engine = {
      ...engine,
      query: (sql) => {
        queries.push(sql);
        return engine.query(sql);
      },
    };
    const { columns: profiles } = await profileTable(watching, table, columns);
    expect(queries.filter((sql) => sql.includes(identifier(table)))).toHaveLength(1);
    queries.splice(0);
    await profileLike(watching, table, columns, profiles);
    expect(queries.filter((sql) => sql.includes(identifier(table)))).toHaveLength(1);
  });

  test('leave no table behind', async () => {
    await profile(mixed);
    expect(await engine.query('SELECT table_name FROM duckdb_tables() WHERE temporary')).toEqual([]);
  });
});

test('dates, times and nested columns are named as omitted, with their types', async () => {
  const { columns, omitted } = await profile(`
    SELECT DATE '2001-05-01' AS day, TIMESTAMP '2001-05-01 06:00:00' AS at, TIME '06:00:00' AS hour,
      [1.5::DOUBLE] AS list, {'a': 1} AS struct, uuid() AS id, 1 AS kept`);
  expect(columns.map(({ name }) => name)).toEqual(['kept']);
  expect(omitted).toEqual([
    'day (DATE)',
    'at (TIMESTAMP)',
    'hour (TIME)',
    'list (DOUBLE[])',
    'struct (STRUCT(a INTEGER))',
    'id (UUID)',
  ]);
});

test('a table without a column to profile has an empty profile', async () => {
  expect(await profile("SELECT DATE '2001-05-01' AS day")).toEqual({ columns: [], omitted: ['day (DATE)'] });
});

test.each(['a "quoted" name', 'two\nlines', "it's", 'c0', 'rows', ' ', '; DROP TABLE t0', 'größe 😀'])(
  'a column may be named %j',
  async (name) => {
    const select = `SELECT range AS ${identifier(name)}, 'x' AS other FROM range(100)`;
    const { columns } = await profile(select);
    expect(columns.map((column) => [column.name, column.kind])).toEqual([
      [name, 'numeric'],
      ['other', 'categorical'],
    ]);
    expect(await profileIn(select, columns)).toEqual(columns);
  },
);

describe('in the bins of an earlier profile', () => {
  test('a new value is one of the others, a value that is gone counts zero', async () => {
    const before = await profileOf("SELECT CASE WHEN range < 6 THEN 'a' ELSE 'b' END AS x FROM range(20)");
    const [after] = await profileIn("SELECT unnest(['a', 'c', 'c', 'd', NULL]) AS x", before ? [before] : []);
    expect(after).toMatchObject({
      nulls: 1,
      distinct: 3,
      values: [
        { value: 'b', count: 0 },
        { value: 'a', count: 1 },
      ],
      other: 3,
    });
  });

  test('numbers outside the range of then are in the outer bins', async () => {
    const before = await profileOf('SELECT range AS x FROM range(100)');
    const [after] = await profileIn('SELECT unnest([-1e9, 50, 1e9, 2e9]) AS x', before ? [before] : []);
    expect(after).toMatchObject({ counts: [1, 0, 0, 0, 0, 1, 0, 0, 0, 2] });
  });

  test('bins without any number now are empty', async () => {
    const before = await profileOf('SELECT range AS x FROM range(100)');
    const [after] = await profileIn('SELECT NULL::INTEGER AS x FROM range(4)', before ? [before] : []);
    expect(after).toMatchObject({ rows: 4, nulls: 4, mean: null, minimum: null, counts: Array(10).fill(0) });
  });

  test.each(['TINYINT', 'BIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL(9, 3)', 'VARCHAR'])(
    'numbers stay the same values as %s',
    async (type) => {
      const before = await profileOf('SELECT (range % 3)::FLOAT AS x FROM range(30)');
      const [after] = await profileIn(
        `SELECT (range % 3)::${type} AS x FROM range(30)`,
        before ? [before] : [],
      );
      expect(after).toEqual(before);
    },
  );

  test('texts that are no numbers match no number', async () => {
    const before = await profileOf("SELECT unnest(['', ' ', '0x1', 'x']) AS x FROM range(5)");
    const [after] = await profileIn(
      'SELECT (range % 2)::INTEGER AS x FROM range(10)',
      before ? [before] : [],
    );
    expect(after).toMatchObject({ other: 10 });
  });
});
