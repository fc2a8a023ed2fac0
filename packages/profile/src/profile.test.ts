import { type Engine, identifier, openEngine, type Row } from '@proofmark/engine';
import { describe, expect, test } from 'vitest';
import { profileLike, profileTable } from './profile.ts';
import { useProfiling } from './test-support.ts';

const { engine, makeTable, profile, profileIn } = useProfiling();

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
      ...engine(),
      query: (sql) => {
        queries.push(sql);
        return engine().query(sql);
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
    expect(await engine().query('SELECT table_name FROM duckdb_tables() WHERE temporary')).toEqual([]);
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
