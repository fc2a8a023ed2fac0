import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from './duckdb.ts';
import { type Engine, identifier } from './port.ts';

let engine: Engine;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guard-test-'));
  await writeFile(join(directory, 'd.csv'), 'a,b\n1,x\n2,y\n');
  await writeFile(join(directory, 'secret.csv'), 'a\n42\n');
  engine = await openEngine({
    workDirectory: directory,
    threads: 1,
    memoryLimit: '200MB',
    queryTimeoutMs: 2_000,
  });
  await engine.attach('data', { files: ['d.csv'] });
});
afterAll(async () => {
  await engine.close();
  await rm(directory, { recursive: true });
});
afterEach(async () => {
  // Whatever was tried: the data are as they were, and nothing was written.
  expect(await engine.query('SELECT sum(a) AS n FROM data')).toEqual([{ n: 3 }]);
  expect(await readdir(directory)).toEqual(['d.csv', 'secret.csv']);
});

const notSelect = /expected one SELECT/;
const notTable = /which is not a table; expected data/;
const noTableFunction = /the table function \w+ is not allowed/;
const tooLong = /makes a value longer than 10000000/;
const tooWide = /may make a value wider than 10000/;
const noLength = /makes a value of a length that is no plain number/;
const noFunction = /the function \w+ is not allowed/;

/** What a stranger may write into a contract, and why it does not run. */
const refused: Record<string, [string, RegExp][]> = {
  'more than one statement, or another one': [
    ['SELECT 1; SELECT 2', /expected one statement, received 2/],
    ["SELECT 1; COPY data TO 'x.csv'", notSelect],
    ["SELECT 1 /* ; */; DROP VIEW data -- '", notSelect],
    ['SELECT 1); DROP VIEW data; SELECT (1', notSelect],
    ['; ;', /received 0/],
    ['/* only a comment */', /received 0/],
    ["COPY data TO 'x.csv'", notSelect],
    ["COPY (SELECT 1) TO PROGRAM 'touch x'", notSelect],
    ["EXPORT DATABASE 'x'", notSelect],
    ["IMPORT DATABASE 'x'", notSelect],
    ["ATTACH 'x.db' AS x", notSelect],
    ['DETACH memory', notSelect],
    ['USE memory', notSelect],
    ['INSTALL httpfs', notSelect],
    ['FORCE INSTALL httpfs', notSelect],
    ["LOAD 'x.duckdb_extension'", notSelect],
    ['PRAGMA database_list', notSelect],
    ["PRAGMA enable_profiling = 'json'", notSelect],
    ['SET memory_limit = -1', notSelect],
    ["SET VARIABLE x = (SELECT content FROM read_text('secret.csv'))", notSelect],
    ['RESET threads', notSelect],
    ['CALL pragma_version()', notSelect],
    ["CREATE SECRET s (TYPE s3, KEY_ID 'x', SECRET 'y')", notSelect],
    ['CREATE MACRO f() AS 1', notSelect],
    ["CREATE FUNCTION f() AS TABLE SELECT * FROM 'secret.csv'", notSelect],
    ['CREATE TABLE x AS SELECT 1', notSelect],
    ['INSERT INTO data VALUES (1)', notSelect],
    ['DELETE FROM data', notSelect],
    ['UPDATE data SET a = 1', notSelect],
    ['ALTER TABLE data RENAME TO x', notSelect],
    ['WITH q AS (DELETE FROM data RETURNING *) SELECT * FROM q', notSelect],
    ['BEGIN', notSelect],
    ['VACUUM', notSelect],
    ['CHECKPOINT', notSelect],
    ['PREPARE p AS SELECT 1', notSelect],
    ['EXECUTE p', notSelect],
    ['EXPLAIN ANALYZE SELECT 1', notSelect],
    ['DESCRIBE data', notSelect],
    ['SUMMARIZE data', notSelect],
    ["SUMMARIZE 'secret.csv'", notSelect],
    ['SHOW ALL TABLES', notSelect],
    ['FROM (SHOW TABLES)', notSelect],
    ["FROM (DESCRIBE 'secret.csv')", notSelect],
    ["FROM (SUMMARIZE FROM 'secret.csv')", notSelect],
    ["PIVOT 'secret.csv' ON a USING sum(a)", notSelect],
    ['MERGE INTO data USING data AS x ON true WHEN MATCHED THEN DELETE', notSelect],
  ],
  'files, by function': [
    ["FROM read_csv('secret.csv')", noTableFunction],
    ["FROM READ_CSV_AUTO('secret.csv')", noTableFunction],
    ['FROM "read_csv"(\'secret.csv\')', noTableFunction],
    ["FROM main.read_csv('secret.csv')", noTableFunction],
    ["FROM system.main.read_csv('secret.csv')", noTableFunction],
    ["FROM read_text('secret.csv')", noTableFunction],
    ["FROM read_blob('secret.csv')", noTableFunction],
    ["FROM read_json('secret.csv')", noTableFunction],
    ["FROM read_ndjson_objects('secret.csv')", noTableFunction],
    ["FROM parquet_scan('x.parquet')", noTableFunction],
    ["FROM read_parquet(['x.parquet', 'y.parquet'])", noTableFunction],
    ["FROM parquet_kv_metadata('x.parquet')", noTableFunction],
    ["FROM read_duckdb('x.db')", noTableFunction],
    ["FROM sniff_csv('secret.csv')", noTableFunction],
    ["FROM glob('*')", noTableFunction],
    ["SELECT (SELECT content FROM read_text('secret.csv'))", noTableFunction],
    ["SELECT a FROM data WHERE a IN (SELECT size FROM read_text('secret.csv'))", noTableFunction],
    ["SELECT a FROM data ORDER BY (SELECT size FROM read_text('secret.csv'))", noTableFunction],
    ["SELECT a FROM data LIMIT (SELECT size FROM read_text('secret.csv'))", noTableFunction],
    ["SELECT a FROM data, LATERAL (FROM read_text('secret.csv'))", noTableFunction],
    ["SELECT a FROM data JOIN read_csv('secret.csv') USING (a)", noTableFunction],
    ["SELECT a FROM data EXCEPT FROM read_csv('secret.csv')", noTableFunction],
    ["WITH q AS (FROM read_csv('secret.csv')) FROM data", noTableFunction],
    ["WITH q AS MATERIALIZED (FROM read_csv('secret.csv')) FROM q", noTableFunction],
    ["SELECT list_transform([1], x -> (SELECT size FROM read_text('secret.csv')))", noTableFunction],
    ["SELECT sum(a) FILTER (a IN (SELECT size FROM read_text('secret.csv'))) FROM data", noTableFunction],
    ["SELECT sum(a) OVER (ORDER BY (SELECT size FROM read_text('secret.csv'))) FROM data", noTableFunction],
    ["SELECT CASE WHEN true THEN (SELECT size FROM read_text('secret.csv')) END", noTableFunction],
    ["SELECT a FROM data QUALIFY EXISTS (FROM read_text('secret.csv'))", noTableFunction],
    ["FROM (VALUES ((SELECT size FROM read_text('secret.csv'))))", noTableFunction],
    ["FROM range((SELECT size FROM read_text('secret.csv')))", noTableFunction],
    ["SELECT ARRAY(SELECT content FROM read_text('secret.csv'))", noTableFunction],
    ["FROM (PIVOT data ON a IN (1) USING sum(a)) JOIN read_text('secret.csv') ON true", noTableFunction],
    ["FROM query('FROM read_csv(''secret.csv'')')", noTableFunction],
    ["FROM query_table('secret.csv')", noTableFunction],
    ["FROM query_table(['data', 'secret.csv'])", noTableFunction],
    ["FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))", noTableFunction],
    ["FROM sql_auto_complete('SEL')", noTableFunction],
  ],
  'files, by name': [
    ["FROM 'secret.csv'", notTable],
    ['FROM "secret.csv"', notTable],
    ["FROM './secret.csv'", notTable],
    ["FROM '/etc/passwd'", notTable],
    ["FROM '*.csv'", notTable],
    ['FROM "x.parquet"', notTable],
    ["FROM 'http://example.com/x.csv'", notTable],
    ["FROM 's3://bucket/x.parquet'", notTable],
    ["FROM E'secret\\x2ecsv'", /expected one SELECT|not a table/],
    ['FROM secret.csv', notTable],
    ['SELECT * FROM data, "secret.csv"', notTable],
    ['TABLE "secret.csv"', notTable],
    ['SELECT * FROM data POSITIONAL JOIN "secret.csv"', notTable],
    ['SELECT * FROM data ASOF JOIN "secret.csv" x ON data.a >= x.a', notTable],
    ['FROM (PIVOT "secret.csv" ON a IN (1) USING sum(a))', notTable],
    ['FROM (UNPIVOT "secret.csv" ON a)', notTable],
    ['SELECT * FROM data AS "secret.csv", (FROM "secret.csv")', notTable],
  ],
  'files, under a name that is defined elsewhere in the query': [
    ['FROM "secret.csv" WHERE 1 IN (WITH "secret.csv" AS (SELECT 1) FROM "secret.csv")', notTable],
    ['WITH "secret.csv" AS (FROM "secret.csv") FROM "secret.csv"', notTable],
    ['WITH a AS (FROM "secret.csv"), "secret.csv" AS (SELECT 1) FROM a', notTable],
    ['FROM (WITH "secret.csv" AS (SELECT 1) FROM data) x, "secret.csv"', notTable],
    ['WITH RECURSIVE "secret.csv" AS (FROM "secret.csv") FROM "secret.csv"', notTable],
    [
      'WITH RECURSIVE "secret.csv" AS (FROM "secret.csv" UNION ALL SELECT 1 FROM "secret.csv") FROM "secret.csv"',
      notTable,
    ],
    ['(WITH "secret.csv" AS (SELECT 1 AS a) FROM "secret.csv") UNION ALL FROM "secret.csv"', notTable],
  ],
  'what tells of the machine, or of the engine': [
    ['FROM duckdb_secrets()', noTableFunction],
    ['FROM duckdb_settings()', noTableFunction],
    ['FROM duckdb_extensions()', noTableFunction],
    ['FROM duckdb_views()', noTableFunction],
    ['FROM duckdb_logs()', noTableFunction],
    ["FROM which_secret('s3://x', 's3')", noTableFunction],
    ["FROM pragma_table_info('data')", noTableFunction],
    ["FROM pragma_storage_info('data')", noTableFunction],
    ['FROM duckdb_temporary_files()', noTableFunction],
    ['FROM information_schema.tables', notTable],
    ['FROM pg_catalog.pg_class', notTable],
    ['FROM sqlite_master', notTable],
    ['FROM duckdb_settings', notTable],
    ['FROM memory.main.data', notTable],
    ["SELECT current_setting('temp_directory')", noFunction],
    ["SELECT main.current_setting('temp_directory')", noFunction],
    ["SELECT ('temp_directory').current_setting()", noFunction],
    ["SELECT getvariable('x')", noFunction],
    ["SELECT getenv('PATH')", noFunction],
    ["SELECT list_transform(['PATH'], x -> getenv(x))", noFunction],
    ["SELECT write_log('x')", noFunction],
    ["SELECT nextval('s')", noFunction],
    ['SELECT sleep_ms(100000)', noFunction],
    ['SELECT pg_sleep(100)', noFunction],
    ['SELECT * FROM data WHERE random() < 0.5', noFunction],
    ['SELECT setseed(0.5)', noFunction],
    ['SELECT *, uuid() AS id FROM data', noFunction],
    ['SELECT *, gen_random_uuid() AS id FROM data', noFunction],
    ['SELECT * FROM data ORDER BY RANDOM()', noFunction],
  ],
  'samples, which are others every time': [
    ['SELECT * FROM data USING SAMPLE 1', /a sample without a seed/],
    ['SELECT * FROM data USING SAMPLE 50%', /a sample of blocks/],
    ['SELECT * FROM data TABLESAMPLE bernoulli(50%)', /a sample without a seed/],
    ['SELECT * FROM data TABLESAMPLE system(50%) REPEATABLE (7)', /a sample of blocks/],
    ['SELECT * FROM (SELECT * FROM data USING SAMPLE reservoir(1))', /a sample without a seed/],
  ],
  'values as long as the memory, which nothing interrupts': [
    ["SELECT length(repeat('x', 100000000000))", tooLong],
    ["SELECT length(repeat('x', 2000000000))", tooLong],
    ["SELECT length(repeat(repeat('x', 100000), 10000000))", tooLong],
    ["SELECT length(repeat(x, 9999)) FROM (SELECT repeat('x', 9999) AS x)", tooLong],
    ["SELECT length(('x').lpad(2000000000, 'y'))", tooLong],
    ["SELECT length(rpad('x', 2000000000, 'y'))", tooLong],
    ['SELECT len(range(1000000000))', tooLong],
    ['SELECT len(list_resize([1], 1000000000))', tooLong],
    ["SELECT length(repeat('x', 1000 * 2000000))", noLength],
    ["SELECT length(repeat('x', a)) FROM data", noLength],
    ['SELECT len(generate_series(1, 10 ** 10))', noLength],
    ["SELECT length(format('{:>1000000000}', 'x'))", tooWide],
    ["SELECT length(printf('%1000000000d', 1))", tooWide],
    ["SELECT length(format('{:>{}}', 'x', 1000000000))", tooWide],
    ["SELECT length(printf('%*d', 1000000000, 1))", tooWide],
    [
      "SELECT length(format('{:>' || '1000000000}', 'x'))",
      /template of the function format is no plain text/,
    ],
    ["SELECT list_reduce(['a', 'a', 'a'], lambda x, y: x || x)", noFunction],
  ],
  'what is no query': [
    ['SELECT $1', /parameters are not allowed/],
    ['SELECT count(*) FROM data WHERE 1e400 > 1', /a number that is not finite/],
    ['SELECT ?', /parameters are not allowed/],
    ['SELECT $name', /parameters are not allowed/],
    ['SELEC 1', notSelect],
    ['', /received 0/],
    ['SELECT 1 \u0000; DROP VIEW data', /NUL character/],
  ],
};

for (const [kind, cases] of Object.entries(refused)) {
  describe(`refused: ${kind}`, () => {
    test.each(cases)('%s', async (sql, reason) => {
      const select = engine.select('rows', sql, 'table');
      await expect(select).rejects.toMatchObject({
        code: 'query-refused',
        message: expect.stringMatching(reason),
      });
    });
  });
}

describe('harmless: ends, with the reason', () => {
  const endless = /engine-timeout|engine-failed/;
  test.each<[string, string, RegExp]>([
    [
      'endless recursion',
      'WITH RECURSIVE r AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r',
      endless,
    ],
    ['rows without end', 'SELECT count(*) FROM range(1000000000000) a, range(1000000000000) b', endless],
    [
      'a sort larger than the memory',
      'SELECT count(DISTINCT hash(range)) FROM range(1000000000000)',
      endless,
    ],
    ['a list larger than the memory', 'SELECT len(list(range)) FROM range(1000000000000)', endless],
    ['an error of its own', "SELECT error('boom')", /engine-failed/],
    ['a conversion', "SELECT CAST('x' AS INTEGER)", /data-invalid|engine-failed/],
    ['deep nesting', `SELECT ${'abs('.repeat(5000)}1${')'.repeat(5000)}`, /query-refused|engine-failed/],
  ])('%s', async (_name, sql, code) => {
    const run = engine.select('rows', sql, 'table');
    await expect(run).rejects.toMatchObject({ code: expect.stringMatching(code) });
  });
});

describe('allowed', () => {
  test.each([
    ['a sample with a seed', 'SELECT count(*) FROM data USING SAMPLE 1 (reservoir, 7)', 1],
    ['one of each row', 'SELECT count(*) FROM data TABLESAMPLE bernoulli(100%) REPEATABLE (0)', 2],
    ['names in another case', 'SELECT sum(A) FROM DATA', 3],
    ['a name of WITH', 'WITH q AS (FROM data), r AS (FROM q) SELECT sum(a) FROM r', 3],
    ['a name of WITH in a subquery', 'WITH q AS (FROM data) SELECT (SELECT sum(a) FROM q)', 3],
    [
      'a recursion that ends',
      'WITH RECURSIVE r AS (SELECT 1 x UNION ALL SELECT x + 1 FROM r WHERE x < 9) SELECT max(x) FROM r',
      9,
    ],
    ['a name of WITH that hides a table', 'WITH data AS (SELECT 5 AS a) SELECT sum(a) FROM data', 5],
    ['a lambda', 'SELECT list_sum(list_transform([1, 2], x -> x + 1))', 5],
    ['rows of a function', 'SELECT count(*) FROM range(3), unnest([1, 2])', 6],
    ['as many as are counted', 'SELECT count(*) FROM range(20000000)', 20_000_000],
    ['a text of a plain length', "SELECT lpad('7', 3, '0')", '007'],
    ['a template', "SELECT format('{{{:>5}}} {:.2f}', 'x', 1.5) || printf('%05d', 7)", '{    x} 1.5000007'],
    ['names of forbidden functions in texts', "SELECT length('FROM read_csv(''x'')')", 18],
    ['a semicolon and a comment', "SELECT ';' = ';' -- ; DROP VIEW data\n;", true],
  ])('%s', async (_name, sql, value) => {
    await engine.select(sql, sql, 'view');
    const [row] = await engine.query(`FROM ${identifier(sql)}`);
    expect(Object.values(row ?? {})).toEqual([value]);
  });
});
