import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEngine } from './duckdb.ts';
import type { Engine } from './port.ts';

const MEGABYTE = 1_000_000;
let directory: string;
let engine: Engine;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'text-buffer-test-'));
  engine = await openEngine({ workDirectory: directory, threads: 2 });
});
afterEach(async () => {
  await engine.close();
  await rm(directory, { recursive: true, force: true });
});

/** A line of this length at the head, and one below ten thousand short ones. */
const linesOf = (length: number) => {
  const long = `0,${'x'.repeat(length)}\n`;
  return [`a,b\n${long}${'1,y\n'.repeat(10_000)}`, `a,b\n${'1,y\n'.repeat(10_000)}${long}`];
};

test.each([3, 5, 40])('lines of %i megabytes are read, at the head and below', async (megabytes) => {
  for (const [i, text] of linesOf(megabytes * MEGABYTE).entries()) {
    await writeFile(join(directory, `${i}.csv`), text);
    await engine.attach(`t${i}`, { files: [`${i}.csv`], layout: { allText: true } });
    const [row] = await engine.query(`SELECT count(*) AS n, max(length(b)) AS longest FROM t${i}`);
    expect(row).toEqual({ n: 10_001, longest: megabytes * MEGABYTE });
  }
});

test('a long head of compressed text is read', async () => {
  const [atHead = ''] = linesOf(3 * MEGABYTE);
  await writeFile(join(directory, 'd.csv.gz'), gzipSync(atHead));
  await engine.attach('data', { files: ['d.csv.gz'], layout: { allText: true } });
  expect(await engine.query('SELECT count(*) AS n FROM data')).toEqual([{ n: 10_001 }]);
});

test('they are read too after the SQL of a stranger, when no setting can be changed', async () => {
  await writeFile(join(directory, 'd.csv'), linesOf(5 * MEGABYTE)[1] ?? '');
  await engine.attach('data', { files: ['d.csv'], layout: { allText: true } });
  await engine.select('chosen', 'SELECT length(b) AS n FROM data', 'view');
  expect(await engine.query('SELECT max(n) AS longest FROM chosen')).toEqual([{ longest: 5 * MEGABYTE }]);
  expect((await engine.read('SELECT max(n)::INTEGER AS longest FROM chosen', 1)).get('longest')).toEqual(
    Int32Array.of(5 * MEGABYTE),
  );
});

test('a line that no buffer holds is refused by its length', async () => {
  const [atHead = ''] = linesOf(65 * MEGABYTE);
  await writeFile(join(directory, 'd.csv'), atHead);
  const read = async (layout: { header: boolean }) => {
    await engine.attach('data', { files: ['d.csv'], layout: { allText: true, ...layout } });
    await engine.query('SELECT count(*) AS n FROM data');
  };
  for (const header of [true, false]) {
    await expect(read({ header })).rejects.toMatchObject({
      code: 'data-invalid',
      problem: 'the line is longer than 64 MB; write the data as Parquet',
      place: { file: 'd.csv' },
    });
  }
});
