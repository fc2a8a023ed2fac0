import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openEngine } from '../duckdb.ts';
import type { Engine } from '../port.ts';
import { decodeLz4Frame } from './lz4-frame.ts';

/** Written by test/arrow/make_arrow.py with PyArrow. */
const fixtures = join(import.meta.dirname, '../../test/arrow');

const open: Engine[] = [];
const directories: string[] = [];
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close();
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

async function engineWith(...names: string[]): Promise<{ engine: Engine; directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'arrow-test-'));
  directories.push(directory);
  for (const name of names) await copyFile(join(fixtures, name), join(directory, name));
  const engine = await openEngine({ workDirectory: directory, threads: 2 });
  open.push(engine);
  return { engine, directory };
}

test.each(['lz4.feather', 'zstd.feather', 'uncompressed.feather', 'stream.arrows'])(
  '%s keeps types and values',
  async (name) => {
    const { engine, directory } = await engineWith(name);
    await engine.attach('plain', { files: [name] });
    const columns = await engine.attach('data', { files: [name], rowNumbers: true });
    expect(Object.fromEntries(columns.map(({ name, type }) => [name, type]))).toMatchObject({
      i: 'INTEGER',
      big: 'BIGINT',
      u: 'UBIGINT',
      x: 'DOUBLE',
      h: 'FLOAT',
      b: 'BOOLEAN',
      s: 'VARCHAR',
      day: 'DATE',
      us: 'TIMESTAMP',
      tz: 'TIMESTAMP WITH TIME ZONE',
      ns: 'TIMESTAMP_NS',
      dec: 'DECIMAL(20,2)',
      cat: 'VARCHAR',
      time: 'TIME',
      l: 'BIGINT[]',
      st: 'STRUCT(a BIGINT, b VARCHAR)',
    });
    const rows = await engine.query(
      'SELECT * REPLACE (l::VARCHAR AS l, st::VARCHAR AS st) FROM data ORDER BY __row',
    );
    const __file = join(directory, name);
    expect(rows).toEqual([
      {
        i: 1,
        big: 9007199254740993n,
        u: 18446744073709551615n,
        x: 0.1,
        h: 0.5,
        b: true,
        s: 'é"\n',
        day: '2001-02-03',
        us: '2001-02-03T04:05:06.123456',
        tz: '2001-02-03T04:05:06.123Z',
        ns: '2001-02-03T04:05:06.123456789',
        dec: '1.50',
        cat: 'a',
        time: '04:05:06.000007',
        l: '[1, 2]',
        st: "{'a': 1, 'b': x}",
        __row: 1,
        __file,
      },
      {
        i: null,
        big: null,
        u: 0,
        x: Number.NaN,
        h: 1,
        b: false,
        s: '',
        day: null,
        us: null,
        tz: null,
        ns: null,
        dec: null,
        cat: 'b',
        time: null,
        l: null,
        st: null,
        __row: 2,
        __file,
      },
      {
        i: -3,
        big: -1,
        u: 1,
        x: null,
        h: 2,
        b: null,
        s: null,
        day: '1969-12-31',
        us: '1969-12-31T23:59:59.999999',
        tz: '1969-12-31T23:59:59.999Z',
        ns: '1969-12-31T23:59:59.999999999',
        dec: '-12345678901234567.89',
        cat: 'a',
        time: '00:00:00',
        l: '[]',
        st: "{'a': NULL, 'b': ''}",
        __row: 3,
        __file,
      },
    ]);
  },
);

test('batches and files make one table in their order', async () => {
  const { engine, directory } = await engineWith('long.feather');
  await copyFile(join(directory, 'long.feather'), join(directory, 'other.arrow'));
  await engine.attach('data', { files: ['long.feather', 'other.arrow'], rowNumbers: true });
  expect(
    await engine.query(`SELECT count(*) AS n, sum(i) AS total, bool_and(s = repeat('row ' || i || ' ', 20)) AS whole,
      bool_and(i = (__row - 1) % 4000) AS ordered, count(DISTINCT __file) AS files FROM data`),
  ).toEqual([{ n: 8000, total: 2 * 7_998_000, whole: true, ordered: true, files: 2 }]);
});

test.each<[string, (bytes: Buffer) => Uint8Array]>([
  ['text', () => Buffer.from('hello, this is no Arrow')],
  ['a file that is cut off', (bytes) => bytes.subarray(0, bytes.length / 2)],
])('%s is refused', async (_name, damage) => {
  const { engine, directory } = await engineWith();
  await writeFile(join(directory, 'd.arrow'), damage(await readFile(join(fixtures, 'lz4.feather'))));
  await expect(engine.attach('data', { files: ['d.arrow'] })).rejects.toThrow(
    /^d\.arrow: not an Arrow file \(Feather version 2\): .*; write it again, or as Parquet$/,
  );
});

test.each<[string, number[]]>([
  ['no frame', [1, 2, 3, 4, 5, 6, 7, 8]],
  ['a block beyond the frame', [4, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82, 9, 0, 0, 0, 1]],
  [
    'a match before the frame',
    [4, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82, 4, 0, 0, 0, 0x10, 65, 9, 0, 0, 0, 0, 0],
  ],
  ['no end', [4, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]],
])('LZ4: %s is an error', (_name, bytes) => {
  expect(() => decodeLz4Frame(Uint8Array.from(bytes))).toThrow(RangeError);
});
