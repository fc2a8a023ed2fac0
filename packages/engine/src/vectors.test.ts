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
