import { openEngine } from '@proofmark/engine';
import { expect, test } from 'vitest';
import { checkNamed, contractText, temporaryDirectory, validateFiles } from './test-support.ts';

test('a table of a DuckDB database file is validated under its physical name', async () => {
  const directory = await temporaryDirectory();
  const engine = await openEngine({ workDirectory: directory, threads: 2 });
  await engine.query(`ATTACH '${directory}/w.duckdb' AS w`);
  await engine.query('CREATE SCHEMA w.sales');
  await engine.query('CREATE TABLE w.sales.orders AS SELECT range - 1 AS x FROM range(5)');
  await engine.query('CREATE TABLE w.other AS SELECT 1 AS x');
  await engine.close();
  const contract = contractText({
    physicalName: 'sales.orders',
    properties: [{ name: 'x', logicalType: 'integer', logicalTypeOptions: { minimum: 0 } }],
    quality: [{ id: 'q', type: 'sql', query: 'SELECT count(*) FROM t WHERE x > 2', mustBe: 1 }],
  });
  const validation = await validateFiles(contract, directory, ['w.duckdb'], { table: 'sales.orders' });
  expect(validation.data).toMatchObject({ rows: 5, files: [{ path: 'w.duckdb' }] });
  expect(checkNamed(validation, 't.q')).toMatchObject({ status: 'pass' });
  expect(checkNamed(validation, 't.x.minimum').evidence?.rows).toEqual([
    { row: 1, file: 'w.duckdb', value: '-1' },
  ]);
});
