import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContract } from '@proofmark/contract';
import { silentLogger, type Validation } from '@proofmark/documents';
import { type Engine, identifier, literal, openEngine, openTrino, type Row } from '@proofmark/engine';
import { validateData } from '@proofmark/runs';
import { validate } from '@proofmark/validate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTrino, startTrino, type TrinoServer } from './trino-server.ts';
import { adversarial, adversarialContract } from './trino-tables.ts';

/**
 * The same rows in DuckDB and in a real Trino server: every rule that both enforce counts the same. TRINO_HOME is an
 * unpacked server (476), which needs Java 24 or later.
 */
const place = findTrino();
if ('missing' in place) console.log(`skipped: validation in Trino (${place.missing})`);

const NOW = new Date('2024-06-02T00:00:00Z');
const BATCH_ROWS = 2_000;

describe.skipIf('missing' in place)('DuckDB and Trino count the same', () => {
  let server: TrinoServer;
  let directory: string;

  beforeAll(async () => {
    if ('missing' in place) return;
    directory = await mkdtemp(join(tmpdir(), 'trino-test-'));
    server = await startTrino(place);
  }, 180_000);
  afterAll(async () => {
    await server?.stop();
    if (directory) await rm(directory, { recursive: true, force: true });
  });

  async function query(sql: string): Promise<Row[]> {
    const engine = await openEngine({ workDirectory: process.cwd() });
    try {
      return await engine.query(sql);
    } finally {
      await engine.close();
    }
  }

  const writeParquet = (select: string, name: string) =>
    query(`COPY (${select}) TO ${literal(join(directory, `${name}.parquet`))}`);

  async function fillTrino(
    name: string,
    types: Record<string, string>,
    rows: readonly (string | null)[][],
  ): Promise<void> {
    const columns = Object.entries(types).map(([column, type]) => `${identifier(column)} ${type}`);
    await server.run(`CREATE TABLE memory.default.${name} (${columns.join(', ')})`);
    const casts = Object.values(types);
    const sqlOf = (text: string | null, i: number) =>
      text === null ? 'NULL' : `CAST(${literal(text)} AS ${casts[i]})`;
    for (let from = 0; from < rows.length; from += BATCH_ROWS) {
      const values = rows.slice(from, from + BATCH_ROWS).map((row) => `(${row.map(sqlOf).join(', ')})`);
      await server.run(`INSERT INTO memory.default.${name} VALUES ${values.join(', ')}`);
    }
  }

  async function validateIn(engine: Engine, contract: string, name: string): Promise<Validation> {
    try {
      return await validate({
        contract: readContract(contract, `${name}.odcs.yaml`),
        ...(engine.name === 'trino'
          ? { files: [], stored: `memory.default.${name}` }
          : { files: [`${name}.parquet`] }),
        directory,
        engine,
        options: { now: NOW, histograms: true },
        logger: silentLogger,
      });
    } finally {
      await engine.close();
    }
  }

  async function both(contract: string, name: string): Promise<{ duckdb: Validation; trino: Validation }> {
    return {
      duckdb: await validateIn(await openEngine({ workDirectory: directory }), contract, name),
      trino: await validateIn(await openTrino({ server: server.url, user: 'test' }), contract, name),
    };
  }

  const countsOf = ({ checks }: Validation, left: ReadonlySet<string>) =>
    checks
      .filter(({ id }) => !left.has(id))
      .map(({ id, status, checked, failing }) => ({ id, status, checked, failing }));

  test('on the flights, all rules but the SQL of the contract', async () => {
    const root = join(import.meta.dirname, '../..');
    const file = join(root, 'node_modules/vega-datasets/data/flights-3m.parquet');
    // Every oddity of the file, and a part of the rest.
    const odd =
      "delay < -60 OR delay > 1440 OR date >= TIMESTAMP '2001-07-01' OR hash(date, origin) % 1000 = 0";
    const types = {
      date: 'timestamp(6)',
      delay: 'bigint',
      distance: 'bigint',
      origin: 'varchar',
      destination: 'varchar',
    };
    const select = `SELECT * FROM read_parquet(${literal(file)}) WHERE ${odd}`;
    await writeParquet(select, 'flights');
    const rows = await query(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${select})`);
    await fillTrino(
      'flights',
      types,
      rows.map((row) => Object.values(row).map(String)),
    );
    const contract = await readFile(join(root, 'examples/flight-delay/contracts/flights.odcs.yaml'), 'utf8');
    const { duckdb, trino } = await both(contract, 'flights');
    const left = new Set(['flights.no-round-trips']);
    expect(countsOf(trino, left)).toEqual(countsOf(duckdb, left));
    expect(trino.checks.find(({ id }) => left.has(id))).toMatchObject({
      status: 'unsupported',
      reason: expect.stringMatching(/^not on Trino yet/),
    });
    const minimum = (validation: Validation) =>
      validation.checks.find(({ id }) => id === 'flights.delay.minimum');
    expect(minimum(trino)?.received).toBe(minimum(duckdb)?.received);
    expect(trino.data).toMatchObject({
      files: [],
      stored: { engine: 'trino', table: 'memory.default.flights' },
    });
  });

  test('on values that engines disagree about', async () => {
    const lists = adversarial.map(({ name, duckdb, values }) => {
      const texts = values.map((value) => (value === null ? 'NULL' : literal(value))).join(', ');
      return `CAST(unnest([${texts}]::VARCHAR[]) AS ${duckdb}) AS ${identifier(name)}`;
    });
    await writeParquet(`SELECT ${lists.join(', ')}`, 'adversarial');
    const types = Object.fromEntries(adversarial.map(({ name, trino }) => [name, trino]));
    const count = adversarial[0]?.values.length ?? 0;
    const rows = Array.from({ length: count }, (_, i) => adversarial.map(({ values }) => values[i] ?? null));
    await fillTrino('adversarial', types, rows);
    const { duckdb, trino } = await both(adversarialContract(), 'adversarial');
    const left = new Set(trino.checks.flatMap(({ id, status }) => (status === 'unsupported' ? [id] : [])));
    expect([...left]).toEqual(['adversarial.code.minimum', 'adversarial.own-sql']);
    expect(countsOf(trino, left)).toEqual(countsOf(duckdb, left));
    expect(trino.coverage.unsupported).toBe(2);
    expect(trino.histograms?.map(({ column, rows, nulls }) => ({ column, rows, nulls }))).toEqual(
      duckdb.histograms
        ?.filter(({ column }) => column !== 'code')
        .map(({ column, rows, nulls }) => ({ column, rows, nulls })),
    );
    // A row has no number: the primary key says which one it is.
    expect(trino.checks.find(({ id }) => id === 'adversarial.double.maximum')?.evidence).toEqual({
      masked: false,
      rows: expect.arrayContaining([
        { value: '1e+300', key: { id: '9223372036854775807' } },
        { value: 'NaN', key: { id: '9007199254740992' } },
      ]),
    });
    expect(trino.checks.find(({ id }) => id === 'adversarial.primaryKey')?.evidence?.rows).toEqual([
      { value: '9007199254740993' },
      { value: null },
    ]);
  });

  test('through the configuration, on the server and the tables that a contract names', async () => {
    await fillTrino('customers', { id: 'bigint' }, [['1'], ['2']]);
    await fillTrino('orders', { id: 'bigint', customer: 'integer' }, [
      ['1', '2'],
      ['2', '3'],
      ['3', null],
    ]);
    const { hostname, port } = new URL(server.url);
    const key = { name: 'id', logicalType: 'integer', primaryKey: true };
    const customer = { name: 'customer', logicalType: 'integer', relationships: [{ to: 'customers.id' }] };
    const contract = {
      apiVersion: 'v3.1.0',
      kind: 'DataContract',
      id: 'shop',
      version: '1.0.0',
      status: 'active',
      servers: [
        {
          server: 'w',
          type: 'trino',
          host: hostname,
          port: Number(port),
          catalog: 'memory',
          schema: 'default',
        },
      ],
      schema: [
        { name: 'customers', properties: [key] },
        { name: 'purchases', physicalName: 'orders', properties: [key, customer] },
      ],
    };
    await writeFile(join(directory, 'shop.odcs.yaml'), JSON.stringify(contract));
    await writeFile(join(directory, 'proofmark.yml'), 'model: m\ndata: [{contract: shop.odcs.yaml}]\n');
    const { validations } = await validateData({
      directory,
      config: 'proofmark.yml',
      out: 'out',
      logger: silentLogger,
      now: () => NOW,
    });
    expect(validations.map(({ document }) => [document.data.stored?.table, document.status])).toEqual([
      ['memory.default.customers', 'pass'],
      ['memory.default.orders', 'fail'],
    ]);
    const failed = validations[1]?.document.checks.filter(({ status }) => status === 'fail');
    expect(failed).toMatchObject([
      { rule: 'foreign-key', checked: 2, failing: 1, evidence: { rows: [{ value: '3' }] } },
    ]);
  });
});
