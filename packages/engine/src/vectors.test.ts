import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openEngine } from './duckdb.ts';
import type { Engine } from './port.ts';

const flights = join(import.meta.dirname, '../../../node_modules/vega-datasets/data/flights-3m.parquet');
let engine: Engine;
beforeEach(async () => {
  engine = await openEngine({ workDirectory: import.meta.dirname, threads: 2 });
});
afterEach(() => engine.close());

describe('numbers to and from memory', () => {
  test('load keeps order, precision and NaN', async () => {
    const rows = 5000;
    const a = Float32Array.from({ length: rows }, (_, i) => (i === 4321 ? Number.NaN : Math.fround(i / 7)));
    const b = Float64Array.from({ length: rows }, (_, i) => i / 7);
    await engine.load('scores', [
      { name: 'a "x"', values: a },
      { name: 'b', values: b },
    ]);
    expect(await engine.query('SELECT count(*) AS n, max(rowid) AS last FROM scores')).toEqual([
      { n: rows, last: rows - 1 },
    ]);
    expect(await engine.query('SELECT * FROM scores WHERE rowid IN (0, 4321, 4999) ORDER BY rowid')).toEqual([
      { 'a "x"': 0, b: 0 },
      { 'a "x"': Number.NaN, b: 4321 / 7 },
      { 'a "x"': Math.fround(4999 / 7), b: 4999 / 7 },
    ]);
  });

  test('read gives what load took, of every kind', async () => {
    const rows = 5000;
    const columns = [
      { name: 'flag', values: Uint8Array.from({ length: rows }, (_, i) => i % 2) },
      { name: 'byte', values: Int8Array.from({ length: rows }, (_, i) => (i % 256) - 128) },
      { name: 'whole', values: Int32Array.from({ length: rows }, (_, i) => i - 2500) },
      { name: 'large', values: BigInt64Array.from({ length: rows }, (_, i) => BigInt(i) - 2n ** 62n) },
      { name: 'hash', values: BigUint64Array.from({ length: rows }, (_, i) => 2n ** 64n - 1n - BigInt(i)) },
      { name: 'float', values: Float32Array.from({ length: rows }, (_, i) => i / 7) },
      { name: 'double', values: Float64Array.from({ length: rows }, (_, i) => i / 7) },
    ];
    await engine.load('numbers', columns);
    const types = await engine.query('SELECT column_type AS type FROM (DESCRIBE numbers)');
    expect(types.map(({ type }) => type)).toEqual([
      'BOOLEAN',
      'TINYINT',
      'INTEGER',
      'BIGINT',
      'UBIGINT',
      'FLOAT',
      'DOUBLE',
    ]);
    expect([...(await engine.read('SELECT * FROM numbers', rows))]).toEqual(
      columns.map(({ name, values }) => [name, values]),
    );
  });

  test('read gives empty columns of no rows', async () => {
    const columns = await engine.read('SELECT 1.5::DOUBLE AS x WHERE false', 0);
    expect([...columns]).toEqual([['x', new Float64Array()]]);
  });

  test.each([
    ['more rows', 'SELECT range::DOUBLE AS x FROM range(3)', /expected 2 rows, received more/],
    ['fewer rows', 'SELECT 1::DOUBLE AS x', /expected 2 rows, received 1/],
    ['a null', 'SELECT CASE WHEN range = 1 THEN 0.5::DOUBLE END AS x FROM range(2)', /x: expected no null/],
    ['text', "SELECT 'a' AS x FROM range(2)", /expected columns of numbers, received VARCHAR/],
  ])('read refuses %s', async (_what, sql, message) => {
    await expect(engine.read(sql, 2)).rejects.toThrow(message);
  });

  test('stream gives rows in order in full batches, a NULL as NaN', async () => {
    const sizes: number[] = [];
    const values: number[] = [];
    const sql =
      'SELECT range AS a, CASE WHEN range = 4999 THEN NULL ELSE range * 0.5 END AS b FROM range(5000)';
    for await (const batch of engine.stream(sql, 3000)) {
      sizes.push(batch.rows);
      values.push(...(batch.columns[0] ?? []));
      expect(batch.columns[1]?.[1]).toBe((batch.columns[0]?.[1] ?? 0) / 2);
    }
    expect(sizes).toEqual([3000, 2000]);
    expect(values).toEqual(Array.from({ length: 5000 }, (_, i) => i));
  });

  test('stream reads three million rows of a file in their order', async () => {
    await engine.attach('flights', { files: [flights], rowNumbers: true });
    let next = 1;
    let sorted = true;
    for await (const { columns } of engine.stream('SELECT __row FROM flights', 65_536)) {
      for (const row of columns[0] ?? []) sorted &&= row === next++;
    }
    expect({ next, sorted }).toEqual({ next: 3_000_001, sorted: true });
  });
});
