import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { openEngine } from './duckdb.ts';
import { type Engine, literal } from './port.ts';

const open: Engine[] = [];
const directories: string[] = [];
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close();
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

async function directoryWith(files: Record<string, string | Uint8Array> = {}): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'sources-test-'));
  directories.push(directory);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
  return directory;
}

async function engineIn(directory: string): Promise<Engine> {
  const engine = await openEngine({ workDirectory: directory, threads: 2 });
  open.push(engine);
  return engine;
}

describe('one table of many files', () => {
  const csv = 'a,b\n1,x\n';
  const json = '{"a":1,"b":"x"}\n';
  test.each<[string, Record<string, string | Uint8Array>, string]>([
    ['CSV', { 'y=2024/m=01/d.csv': csv, 'y=2024/m=02/d.csv': csv }, 'y=*/m=*/*.csv'],
    [
      'gzipped CSV',
      { 'y=2024/m=01/d.csv.gz': gzipSync(csv), 'y=2024/m=02/d.csv.gz': gzipSync(csv) },
      '**/*.gz',
    ],
    [
      'zstd TSV',
      {
        'y=2024/m=01/d.tsv.zst': zstdCompressSync('a\tb\n1\tx\n'),
        'y=2024/m=02/d.tsv.zst': zstdCompressSync('b\ta\nx\t1\n'),
      },
      '**/*.zst',
    ],
    ['JSON lines', { 'y=2024/m=01/d.jsonl': json, 'y=2024/m=02/d.jsonl': json }, '**/*.jsonl'],
    [
      'zstd JSON lines',
      {
        'y=2024/m=01/d.jsonl.zst': zstdCompressSync(json),
        'y=2024/m=02/d.jsonl.zst': zstdCompressSync(json),
      },
      '**/*.jsonl.zst',
    ],
  ])('%s in partitions: their columns are texts when all is text', async (_name, files, pattern) => {
    const engine = await engineIn(await directoryWith(files));
    const columns = await engine.attach('data', {
      files: [pattern],
      layout: { allText: true },
      rowNumbers: true,
    });
    expect(columns.filter(({ name }) => /^[ym]$/.test(name))).toEqual([
      { name: 'm', type: 'VARCHAR' },
      { name: 'y', type: 'VARCHAR' },
    ]);
    const rows = await engine.query('SELECT a::INTEGER AS a, b, m, y, __row FROM data ORDER BY __row');
    expect(rows).toEqual([
      { a: 1, b: 'x', m: '01', y: '2024', __row: 1 },
      { a: 1, b: 'x', m: '02', y: '2024', __row: 2 },
    ]);
  });

  test('where the work directory lies adds no column', async () => {
    const parent = await directoryWith({ 'run=7/d.csv': csv });
    const engine = await engineIn(join(parent, 'run=7'));
    const columns = await engine.attach('data', { files: ['d.csv'] });
    expect(columns.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('Parquet in partitions, with columns in another order, missing, and of wider numbers', async () => {
    const directory = await directoryWith({ 'y=1/keep': '', 'y=2/keep': '' });
    const engine = await engineIn(directory);
    await engine.query(
      `COPY (SELECT 1::INTEGER AS a, 'x' AS b) TO ${literal(join(directory, 'y=1/d.parquet'))}`,
    );
    await engine.query(
      `COPY (SELECT 7 AS c, 2::DECIMAL(9,1) AS a) TO ${literal(join(directory, 'y=2/d.parquet'))}`,
    );
    const columns = await engine.attach('data', { files: ['**/*.parquet'], rowNumbers: true });
    expect(columns.flatMap(({ name, absentFrom }) => (absentFrom ? [[name, absentFrom]] : []))).toEqual([
      ['b', [join(directory, 'y=2/d.parquet')]],
      ['c', [join(directory, 'y=1/d.parquet')]],
    ]);
    expect(await engine.query('SELECT a::DOUBLE AS a, b, c, y, __row FROM data ORDER BY __row')).toEqual([
      { a: 1, b: 'x', c: null, y: 1, __row: 1 },
      { a: 2, b: null, c: 7, y: 2, __row: 2 },
    ]);
  });

  const text = `a,b\n${Array.from({ length: 20_000 }, (_, i) => `${i},${(i * 7919) % 104_729}`).join('\n')}\n`;
  const withBit = (bytes: Buffer, place: number) =>
    Buffer.concat([bytes.subarray(0, place), Buffer.of((bytes[place] ?? 0) ^ 1), bytes.subarray(place + 1)]);
  test.each([
    ['gzip without its length', 'd.csv.gz', gzipSync(text).subarray(0, -4)],
    ['gzip without its second half', 'd.csv.gz', gzipSync(text).subarray(0, 40_000)],
    ['gzip with another checksum', 'd.csv.gz', withBit(gzipSync(text), gzipSync(text).length - 6)],
    ['Zstandard without its end', 'd.csv.zst', zstdCompressSync(text).subarray(0, -5)],
    ['gzip that is plain text', 'd.jsonl.gz', Buffer.from('{"a":1}')],
  ])('%s is refused, though the engine would read rows of it', async (_, name, bytes) => {
    const engine = await engineIn(await directoryWith({ [name]: bytes }));
    await expect(engine.attach('data', { files: [name] })).rejects.toMatchObject({
      code: 'data-invalid',
      message: expect.stringContaining(`${name}: the compressed text is damaged or its end is missing`),
    });
  });

  test.each<[string, Record<string, string | Uint8Array>, string]>([
    ['one', { 'd.csv': '\n\na,b\n1,x\n' }, 'd.csv'],
    ['one of Windows after a byte order mark', { 'd.csv': '\ufeff\r\na,b\r\n1,x\r\n' }, 'd.csv'],
    ['gzipped', { 'd.csv.gz': gzipSync('\na,b\n1,x\n') }, 'd.csv.gz'],
    ['Zstandard', { 'd.tsv.zst': zstdCompressSync('\na\tb\n1\tx\n') }, 'd.tsv.zst'],
    ['the second of two', { 'c.csv': csv, 'd.csv': `\n${csv}` }, 'd.csv'],
  ])(
    'an empty line before the names is refused, the engine would take these for a row: %s',
    async (_, files, name) => {
      const engine = await engineIn(await directoryWith(files));
      await expect(engine.attach('data', { files: Object.keys(files) })).rejects.toMatchObject({
        code: 'data-invalid',
        location: { file: name, line: 1 },
      });
    },
  );

  test.each<[string, string, string, string]>([
    ['as it is', 'a,a,b\n1,2,3\n', 'a', 'a'],
    ['in another case', 'a,b,A\n1,2,3\n', 'a', 'A'],
    ['quoted', '"a,b","A,B",c\n1,2,3\n', 'a,b', 'A,B'],
    ['after white space', 'a , "a",b\n1,2,3\n', 'a', 'a'],
    ['with a quote inside', '"a""b",c,"a""b"\n1,2,3\n', 'a\\"b', 'a\\"b'],
  ])('a name that stands twice in a header is refused: %s', async (_, text, first, second) => {
    const file = 'd.csv.gz';
    const engine = await engineIn(await directoryWith({ 'c.csv': csv, [file]: gzipSync(text) }));
    for (const files of [[file], ['c.csv', file]]) {
      await expect(engine.attach('data', { files, layout: { allText: true } })).rejects.toMatchObject({
        code: 'data-invalid',
        message: expect.stringContaining(`received "${first}" and "${second}"`),
        location: { file, line: 1 },
      });
    }
  });

  test.each([
    ['columns without a name', 'a,,\n1,2,3\n', '"'],
    ['letters beyond ASCII in another case', 'É,é,e\n1,2,3\n', '"'],
    ['names within quotes', '"a,b,a",c,b\n1,2,3\n', '"'],
    ['a name of two lines', '"a\nb",a,b\n1,2,3\n', '"'],
    ['quotes that do not count', '"a,a",a\n1,2,3\n', ''],
    ['tabs before a quote', '\t"a"\tb\n1\t2\t3\n', '"'],
  ])('no name stands twice: %s', async (_, text, quote) => {
    const engine = await engineIn(await directoryWith({ 'd.csv': text }));
    const layout = { allText: true, quote };
    expect(await engine.attach('data', { files: ['d.csv'], layout })).toHaveLength(3);
  });

  test.each<[string, Record<string, string | Uint8Array>, Record<string, string[]>]>([
    ['a column less', { 'c.csv': csv, 'd.csv': 'a\n1\n' }, { b: ['d.csv'] }],
    ['the first a column less', { 'c.csv': 'a\n1\n', 'd.csv.gz': gzipSync(csv) }, { b: ['c.csv'] }],
    ['another order, case and white space', { 'c.csv': csv, 'd.csv': '\ufeff"B" , A\nx,1\n' }, {}],
    ['no header', { 'c.csv': csv, 'd.csv': '7,y\n8,z\n' }, { a: ['d.csv'], b: ['d.csv'], 7: ['c.csv'] }],
    ['another delimiter', { 'c.csv': csv, 'd.csv': 'a;b\n1;x\n' }, { a: ['d.csv'], b: ['d.csv'] }],
    ['JSON records', { 'c.jsonl': json, 'd.jsonl': '{"a":1}\n' }, {}],
    [
      'columns of directories',
      { 'y=1/c.csv': csv, 'y=2/d.csv': csv.replace('b', 'y') },
      { b: ['y=2/d.csv'] },
    ],
  ])('says which files lack a column: %s', async (_, files, absent) => {
    const directory = await directoryWith(files);
    const engine = await engineIn(directory);
    const columns = await engine.attach('data', { files: Object.keys(files), layout: { allText: true } });
    const found = columns.map(({ name, absentFrom }) => [name, absentFrom] as const);
    expect(Object.fromEntries(found.filter(([, files]) => files))).toMatchObject(
      Object.fromEntries(
        Object.entries(absent).map(([name, list]) => [name, list.map((file) => join(directory, file))]),
      ),
    );
    if (Object.keys(absent).length === 0) expect(found.every(([, files]) => files === undefined)).toBe(true);
  });

  test('Parquet whose types contradict each other is refused', async () => {
    const directory = await directoryWith();
    const engine = await engineIn(directory);
    const nested = "{'u': 1, 'v': [1]} AS n";
    await engine.query(`COPY (SELECT ${nested}, 1 AS x) TO ${literal(join(directory, 'a.parquet'))}`);
    await engine.query(`COPY (SELECT ${nested}, 'q' AS x) TO ${literal(join(directory, 'b.parquet'))}`);
    await expect(engine.attach('data', { files: ['*.parquet'] })).rejects.toThrow(
      'b.parquet: the column "x": expected INTEGER as in a.parquet, received VARCHAR; write the files with one type',
    );
  });
});

describe('a DuckDB database file', () => {
  async function withDatabase(...statements: string[]): Promise<Engine> {
    const directory = await directoryWith();
    const writer = await engineIn(directory);
    await writer.query(`ATTACH ${literal(join(directory, 'w.duckdb'))} AS w`);
    for (const statement of statements) await writer.query(statement);
    await writer.query('DETACH w');
    return engineIn(directory);
  }
  const orders = 'CREATE TABLE w.orders AS SELECT range + 10 AS id FROM range(3)';

  test.each([undefined, 'orders', 'main.orders'])(
    'is read as its table %s, numbered, also by the SQL of strangers',
    async (table) => {
      const engine = await withDatabase(orders);
      const source = { files: ['w.duckdb'], ...(table === undefined ? {} : { table }) };
      await engine.attach('plain', source);
      await engine.attach('data', { ...source, rowNumbers: true });
      expect(await engine.query("SELECT id, __row, __file LIKE '%/w.duckdb' AS named FROM data")).toEqual(
        [1, 2, 3].map((row) => ({ id: row + 9, __row: row, named: true })),
      );
      await engine.select('s', 'SELECT sum(id) AS n FROM plain', 'view');
      expect(await engine.query('SELECT * FROM s')).toEqual([{ n: 33 }]);
    },
  );

  test.each<[string, string[], string | undefined, RegExp]>([
    [
      'no such table',
      [orders],
      'customers',
      /^w\.duckdb: expected the table "customers", received \["orders"\]/,
    ],
    [
      'several tables',
      [orders, 'CREATE TABLE w.b (x INT)'],
      undefined,
      /expected one table, received \["b","orders"\]/,
    ],
    [
      'a view, which could read any file',
      ["CREATE VIEW w.orders AS SELECT * FROM read_text('/etc/hostname')"],
      'orders',
      /expected the table "orders", received no table \(views are not read\)/,
    ],
    [
      'a name in two schemas',
      [orders, 'CREATE SCHEMA w.s', 'CREATE TABLE w.s.orders (x INT)'],
      'orders',
      /expected the table "orders" once: add its schema, received \["orders","s.orders"\]/,
    ],
  ])('%s', async (_name, statements, table, message) => {
    const engine = await withDatabase(...statements);
    const source = { files: ['w.duckdb'], ...(table === undefined ? {} : { table }) };
    await expect(engine.attach('data', source)).rejects.toThrow(message);
  });

  test('what is no database is explained', async () => {
    const engine = await engineIn(
      await directoryWith({ 'w.duckdb': 'hello', 'x.sqlite': 'SQLite format 3' }),
    );
    await expect(engine.attach('data', { files: ['w.duckdb'] })).rejects.toThrow(/w\.duckdb/);
    await expect(engine.attach('data', { files: ['x.sqlite'] })).rejects.toThrow(
      /export the table: sqlite3 -header -csv/,
    );
  });
});
