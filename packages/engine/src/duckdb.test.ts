import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { type EngineOptions, openEngine } from './duckdb.ts';
import type { Engine, Row } from './port.ts';

const open: Engine[] = [];
const directories: string[] = [];
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close();
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

async function engineIn(
  files: Record<string, string | Uint8Array> = {},
  options: Partial<EngineOptions> = {},
) {
  const workDirectory = await mkdtemp(join(tmpdir(), 'engine-test-'));
  directories.push(workDirectory);
  for (const [name, content] of Object.entries(files)) await writeFile(join(workDirectory, name), content);
  const engine = await openEngine({ workDirectory, threads: 2, ...options });
  open.push(engine);
  return { engine, workDirectory };
}

describe('values come as the port promises', () => {
  test.each<[string, Row[string]]>([
    ['9007199254740991::BIGINT', 9007199254740991],
    ['9007199254740993::BIGINT', 9007199254740993n],
    ['12::HUGEINT', 12],
    ['1.50::DECIMAL(10,2)', '1.50'],
    ["DATE '2001-02-03'", '2001-02-03'],
    ["TIMESTAMP '2001-02-03 04:05:06.7'", '2001-02-03T04:05:06.7'],
    ["TIMESTAMPTZ '2001-02-03 04:05:06+02'", '2001-02-03T02:05:06.000Z'],
    ['0.1::DOUBLE', 0.1],
    ["'nan'::DOUBLE", Number.NaN],
    ['true', true],
    ['NULL', null],
    ["'é\u{1F600}'", 'é\u{1F600}'],
    ['[1, 2]', '[1, 2]'],
  ])('%s', async (sql, value) => {
    const { engine } = await engineIn();
    expect(await engine.query(`SELECT ${sql} AS v`)).toEqual([{ v: value }]);
  });
});

describe('attach reads each format', () => {
  const csv = 'a,b\n1,x\n2,y\n';
  test.each<[string, Record<string, string | Uint8Array>, string[]]>([
    ['CSV', { 'd.csv': csv }, ['d.csv']],
    ['CSV with another delimiter', { 'd.csv': csv.replaceAll(',', ';') }, ['d.csv']],
    ['TSV', { 'd.tsv': csv.replaceAll(',', '\t') }, ['d.tsv']],
    ['gzipped CSV', { 'd.csv.gz': gzipSync(csv) }, ['d.csv.gz']],
    ['JSON lines', { 'd.jsonl': '{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n' }, ['d.jsonl']],
    ['JSON', { 'd.json': '[{"a":1,"b":"x"},{"a":2,"b":"y"}]' }, ['d.json']],
    ['a glob, sorted', { 'd2.csv': 'a,b\n2,y\n', 'd1.csv': 'a,b\n1,x\n' }, ['d*.csv']],
    ['a name with glob characters', { 'd[1].csv': csv }, ['d[1].csv']],
  ])('%s', async (_name, files, patterns) => {
    const { engine } = await engineIn(files);
    const columns = await engine.attach('data', { files: patterns, rowNumbers: true });
    expect(columns.map(({ name }) => name)).toEqual(['a', 'b', '__row', '__file']);
    expect(await engine.query('SELECT a, b, __row FROM data ORDER BY __row')).toEqual([
      { a: 1, b: 'x', __row: 1 },
      { a: 2, b: 'y', __row: 2 },
    ]);
  });

  test('Parquet, with row numbers over several files', async () => {
    const { engine, workDirectory } = await engineIn();
    for (const [name, rows] of [
      ['a', 3000],
      ['b', 5],
    ] as const) {
      await engine.query(
        `COPY (SELECT range AS v FROM range(${rows})) TO '${workDirectory}/${name}.parquet'`,
      );
    }
    await engine.attach('data', { files: ['?.parquet'], rowNumbers: true });
    expect(
      await engine.query(
        'SELECT count(DISTINCT __row) AS n, max(__row) AS top, count(DISTINCT __file) AS files FROM data',
      ),
    ).toEqual([{ n: 3005, top: 3005, files: 2 }]);
    expect(await engine.query("SELECT v FROM data WHERE __row = 3002 AND __file LIKE '%b.parquet'")).toEqual([
      { v: 1 },
    ]);
  });

  test('allText and nullText leave the text as it stands', async () => {
    const { engine } = await engineIn({ 'd.csv': 'a,b\n01,NA\n,x\n' });
    await engine.attach('data', { files: ['d.csv'], layout: { allText: true, nullText: ['NA'] } });
    expect(await engine.query('SELECT * FROM data')).toEqual([
      { a: '01', b: null },
      { a: '', b: 'x' },
    ]);
  });
});

describe('attach explains bad data', () => {
  test.each<[string, Record<string, string>, string[], RegExp]>([
    ['a missing file', {}, ['no.csv'], /^no\.csv: the data file was not found in .*; check the path$/],
    ['a pattern without matches', {}, ['x/*.csv'], /^x\/\*\.csv: no file matches this pattern/],
    ['an empty file', { 'e.csv': '' }, ['e.csv'], /e\.csv: the data file is empty \(0 bytes\)/],
    [
      'not Parquet',
      { 'b.parquet': 'hello, this is no parquet' },
      ['b.parquet'],
      /^b\.parquet: not a Parquet file: expected "PAR1" at both ends, received "hell" and "quet"; write it again/,
    ],
    ['too short for Parquet', { 'b.parquet': 'x' }, ['b.parquet'], /not a Parquet file/],
    [
      'an unknown ending',
      { 'b.xlsx': 'x' },
      ['b.xlsx'],
      /unknown kind of data file: expected \.parquet, \.csv/,
    ],
    ['two formats', { 'a.csv': 'a\n1\n', 'b.json': '{}' }, ['a.csv', 'b.json'], /expected the same format/],
    [
      'a row that is too short',
      { 'r.csv': 'a,b\n1,2\n3\n4,5\n' },
      ['r.csv'],
      /^r\.csv:3: the number of columns: expected 2, received 1: "3"; correct the line$/,
    ],
    [
      'a row that is too long',
      { 'r.csv': 'a,b\n1,2\n3,4,5\n' },
      ['r.csv'],
      /^r\.csv:3: the number of columns: expected 2, received 3: "3,4,5"; correct the line$/,
    ],
    ['a quote that does not end', { 'r.csv': 'a,b\n1,"x\n2,y\n' }, ['r.csv'], /^r\.csv:2: /],
    [
      'a terminal escape in the data',
      { 'r.csv': 'a,b\n1,2\n\u001b[31m\u202e3\n' },
      ['r.csv'],
      /: "\\u001b\[31m\\u202e3"; correct the line$/,
    ],
    [
      'prose',
      { 'r.csv': 'hello world\nthis is prose, not data\n' },
      ['r.csv'],
      /^r\.csv:2: the number of columns: .*: "this is/,
    ],
    ['broken JSON', { 'b.json': '{"a":1}\n{"a":' }, ['b.json'], /Malformed JSON in file .*b\.json.* line 3/],
  ])('%s', async (_name, files, patterns, message) => {
    const { engine } = await engineIn(files);
    await expect(engine.attach('data', { files: patterns })).rejects.toThrow(message);
  });

  test('a wrong delimiter', async () => {
    const { engine } = await engineIn({ 'd.csv': 'a;b;c\n1;2;3\n' });
    await expect(engine.attach('data', { files: ['d.csv'], layout: { delimiter: ',' } })).rejects.toThrow(
      /only one column was found, named "a;b;c": the delimiter is probably ";"; correct the delimiter that was given, ",", or separate the columns with it$/,
    );
  });

  test.each(['csv', 'jsonl'])('a column named like our row numbers (%s)', async (ending) => {
    const text = ending === 'csv' ? '__row,b\n7,x\n' : '{"__row":7,"b":"x"}\n';
    const { engine } = await engineIn({ [`d.${ending}`]: text });
    await expect(engine.attach('data', { files: [`d.${ending}`], rowNumbers: true })).rejects.toThrow(
      /the column name __row is reserved for row numbers; rename it/,
    );
  });

  test('a value that does not fit its column is named with file and line', async () => {
    const { engine } = await engineIn({ 'd.csv': `a,b\n${'1,2\n'.repeat(40_000)}x,2\n` });
    await engine.attach('data', { files: ['d.csv'] });
    const failure = engine.query('SELECT sum(a) AS s FROM data');
    await expect(failure).rejects.toMatchObject({ code: 'data-invalid' });
    await expect(failure).rejects.toThrow(
      /^d\.csv:40002: Error when converting column "a"\. Could not convert string "x" to 'BIGINT': "x,2"; correct the line/,
    );
  });
});

describe('SQL of a stranger', () => {
  test.each<[string, string]>([
    ['a filter', 'SELECT a FROM data WHERE a > 1'],
    ['a trailing semicolon and comment', 'SELECT a FROM data WHERE a > 1; -- done'],
    ['FROM first', 'FROM data SELECT a WHERE a > 1'],
    ['a common table expression', 'WITH q AS (SELECT * FROM data) SELECT a FROM q WHERE a > 1'],
    ['a union', 'SELECT a FROM data WHERE a = 2 UNION ALL SELECT a FROM data WHERE false'],
    ['a row-making function', 'SELECT a FROM data, range(1) WHERE a > 1'],
  ])('runs %s', async (_name, sql) => {
    const { engine } = await engineIn({ 'd.csv': 'a,b\n1,x\n2,y\n' });
    await engine.attach('data', { files: ['d.csv'] });
    expect(await engine.select('rows', sql, 'view')).toEqual([{ name: 'a', type: 'BIGINT' }]);
    expect(await engine.query('SELECT * FROM rows')).toEqual([{ a: 2 }]);
  });

  test.each<[string, string]>([
    ['two statements', 'SELECT 1; DROP TABLE data'],
    ['a closing parenthesis', 'SELECT 1); DROP VIEW data; SELECT (1'],
    ['nothing', ''],
    ['a comment only', '-- nothing'],
    ['DROP', 'DROP VIEW data'],
    ['INSERT', 'INSERT INTO data VALUES (1)'],
    [
      'a writing common table expression',
      'WITH q AS (INSERT INTO data VALUES (1, 2) RETURNING *) SELECT * FROM q',
    ],
    ['COPY', "COPY (SELECT 1) TO 'x.csv'"],
    ['ATTACH', "ATTACH 'x.db'"],
    ['INSTALL', 'INSTALL httpfs'],
    ['LOAD', 'LOAD httpfs'],
    ['PRAGMA', 'PRAGMA database_list'],
    ['SET', 'SET threads = 1'],
    ['CALL', 'CALL pragma_version()'],
    ['EXPORT', "EXPORT DATABASE 'x'"],
    ['EXPLAIN', 'EXPLAIN SELECT 1'],
    ['DESCRIBE', 'DESCRIBE data'],
    ['SUMMARIZE', 'SUMMARIZE data'],
    ['SHOW', 'SHOW TABLES'],
    ['a file function', "SELECT * FROM read_csv('/etc/passwd')"],
    ['a file function in a subquery', "SELECT (SELECT count(*) FROM read_text('/etc/passwd'))"],
    ['a file by name', "SELECT * FROM '/etc/passwd'"],
    ['a file by quoted name', 'SELECT * FROM "/etc/passwd"'],
    ['a web address', "SELECT * FROM 'https://example.com/x.csv'"],
    ['a directory listing', "SELECT * FROM glob('/etc/*')"],
    ['a query in a text', "SELECT * FROM query('SELECT 1')"],
    ['a table named in a text', "SELECT * FROM query_table('data')"],
    ['settings', 'SELECT * FROM duckdb_settings()'],
    ['the catalogue', 'SELECT * FROM information_schema.tables'],
    ['a parameter', 'SELECT $1'],
    ['a syntax error', 'SELEC 1'],
  ])('is refused: %s', async (_name, sql) => {
    const { engine } = await engineIn({ 'd.csv': 'a,b\n1,x\n2,y\n' });
    await engine.attach('data', { files: ['d.csv'] });
    await expect(engine.select('rows', sql, 'table')).rejects.toMatchObject({ code: 'query-refused' });
    expect(await engine.query('SELECT count(*) AS n FROM data')).toEqual([{ n: 2 }]);
  });

  test.each([
    "SELECT * FROM read_csv('/etc/passwd')",
    "COPY (SELECT 1) TO '/tmp/proofmark-must-not-exist.csv'",
    "SET allowed_paths = ['/etc/passwd']",
    'SET enable_external_access = true',
    'SET lock_configuration = false',
    'INSTALL httpfs',
  ])('even our own SQL can then do no harm: %s', async (sql) => {
    const { engine } = await engineIn({ 'd.csv': 'a,b\n1,x\n2,y\n' });
    await engine.attach('data', { files: ['d.csv'] });
    await engine.select('rows', 'SELECT * FROM data', 'view');
    await expect(engine.query(sql)).rejects.toMatchObject({ code: 'engine-failed' });
    expect(await engine.query('SELECT count(*) AS n FROM rows')).toEqual([{ n: 2 }]);
  });

  test('names the mistake when a column is unknown', async () => {
    const { engine } = await engineIn({ 'd.csv': 'a,b\n1,x\n' });
    await engine.attach('data', { files: ['d.csv'] });
    await expect(engine.select('rows', 'SELECT c FROM data', 'view')).rejects.toThrow(
      /while running the SQL of rows: Binder Error: Referenced column "c" not found/,
    );
  });
});

test('a query that takes too long is stopped', async () => {
  const { engine } = await engineIn({}, { queryTimeoutMs: 50 });
  const slow = 'SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3';
  await expect(engine.query(slow)).rejects.toMatchObject({ code: 'engine-timeout' });
  expect(await engine.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a query beyond the memory limit spills to disk and leaves no temporary files', async () => {
  const tempDirectory = await mkdtemp(join(tmpdir(), 'engine-test-'));
  directories.push(tempDirectory);
  const { engine } = await engineIn({}, { memoryLimit: '32MB', tempDirectory });
  await engine.query('CREATE TABLE t AS SELECT range AS v, hash(range) AS h FROM range(2000000)');
  const [own = ''] = await readdir(tempDirectory);
  expect(await readdir(join(tempDirectory, own))).not.toEqual([]);
  expect(await engine.query('SELECT count(*) AS n FROM (SELECT * FROM t ORDER BY h)')).toEqual([
    { n: 2_000_000 },
  ]);
  await engine.close();
  open.length = 0;
  expect(await readdir(tempDirectory)).toEqual([]);
});
