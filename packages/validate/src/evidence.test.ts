import { gzipSync, zstdCompressSync } from 'node:zlib';
import { openEngine } from '@proofmark/engine';
import { describe, expect, test } from 'vitest';
import {
  checkNamed,
  contractText,
  evidenceValues,
  oneColumn,
  temporaryDirectory,
  validateFiles,
  writeCsv,
  writeParquet,
} from './test-support.ts';

describe('numbers are compared exactly', () => {
  test.each([
    [
      'an integer just beyond 2^53',
      'integer',
      'BIGINT',
      'maximum: 9007199254740992',
      '9007199254740993',
      '9007199254740992',
    ],
    [
      'the largest 64-bit integer',
      'integer',
      'BIGINT',
      'maximum: 9223372036854775806',
      '9223372036854775807',
      '9223372036854775806',
    ],
    [
      'a number just beyond 2^53',
      'number',
      'DECIMAL(38,2)',
      'exclusiveMinimum: 9007199254740992',
      '9007199254740992',
      '9007199254740993',
    ],
    ['a decimal', 'number', 'DECIMAL(38,20)', 'maximum: 0.1', '0.10000000000000000001', '0.1'],
  ])('%s', async (_name, logicalType, type, option, wrong, right) => {
    // The bound is written with its digits; JSON.stringify would round it.
    const contract = oneColumn({ logicalType, logicalTypeOptions: 'OPTION' }).replace(
      '"OPTION"',
      `{${option}}`,
    );
    for (const write of [writeCsv, writeParquet]) {
      const directory = await temporaryDirectory();
      const file = await write(directory, { x: { type, values: [right, wrong, right] } });
      const validation = await validateFiles(contract, directory, [file]);
      const [check] = validation.checks.filter(({ rule }) => rule === 'maximum' || rule === 'minimum');
      expect(check).toMatchObject({ status: 'fail', failing: 1, checked: 3 });
      expect(check?.evidence?.rows[0]?.row).toBe(2);
    }
  });
});

describe('evidence', () => {
  test('names row, line, file, value and key, the first rows first', async () => {
    const directory = await temporaryDirectory({
      'a.csv': 'id,x\n1,5\n2,50\n',
      'b.csv': 'id,x\n3,60\n4,7\n5,70\n',
    });
    const contract = contractText({
      properties: [
        { name: 'id', logicalType: 'integer', primaryKey: true },
        { name: 'x', logicalType: 'integer', logicalTypeOptions: { maximum: 9 } },
      ],
    });
    const validation = await validateFiles(contract, directory, ['*.csv'], { evidenceRows: 2 });
    expect(checkNamed(validation, 't.x.maximum')).toMatchObject({
      failing: 3,
      received: 'the largest is 70',
      evidence: {
        masked: false,
        rows: [
          { row: 2, line: 3, file: 'a.csv', value: '50', key: { id: '2' } },
          { row: 3, line: 2, file: 'b.csv', value: '60', key: { id: '3' } },
        ],
      },
    });
  });

  test.each<[string, string, [number, number][]]>([
    [
      'line breaks inside of values',
      'id,x\n1,"a\nb"\n2,c\n3,dd\n',
      [
        [1, 2],
        [3, 5],
      ],
    ],
    [
      'blank lines',
      'id,x\n\n1,aa\n\n\n2,c\n3,dd\n',
      [
        [1, 3],
        [3, 7],
      ],
    ],
    [
      'line ends of Windows, and quotes in quotes',
      'id,x\r\n1,"a""\r\nb"\r\n2,c\r\n\r\n3,dd',
      [
        [1, 2],
        [3, 6],
      ],
    ],
    [
      'a broken header',
      '"i\nd",x\n1,aa\n2,c\n3,dd\n',
      [
        [1, 3],
        [3, 5],
      ],
    ],
  ])('gives the line where a record begins in spite of %s', async (_name, text, places) => {
    const directory = await temporaryDirectory({ 'd.csv': text });
    const contract = oneColumn({ logicalType: 'string', logicalTypeOptions: { maxLength: 1 } });
    const { evidence } = checkNamed(await validateFiles(contract, directory, ['d.csv']), 't.x.maxLength');
    expect(evidence?.rows.map(({ row, line }) => [row, line])).toEqual(places);
  });

  test.each([
    ['d.csv.gz', gzipSync],
    ['d.csv.zst', zstdCompressSync],
  ] as const)('gives lines of the text of %s', async (name, compress) => {
    const directory = await temporaryDirectory({ [name]: compress('id,x\n1,"a\nb"\n2,c\n3,dd\n') });
    const contract = oneColumn({ logicalType: 'string', logicalTypeOptions: { maxLength: 1 } });
    const { evidence } = checkNamed(await validateFiles(contract, directory, [name]), 't.x.maxLength');
    expect(evidence?.rows.map(({ row, line }) => [row, line])).toEqual([
      [1, 2],
      [3, 5],
    ]);
  });

  test('gives lines of JSON in spite of blank ones', async () => {
    const directory = await temporaryDirectory({ 'd.jsonl': '\n{"x":"aa"}\n\n{"x":"b"}\n{"x":"cc"}\n' });
    const contract = oneColumn({ logicalType: 'string', logicalTypeOptions: { maxLength: 1 } });
    const { evidence } = checkNamed(await validateFiles(contract, directory, ['d.jsonl']), 't.x.maxLength');
    expect(evidence?.rows.map(({ row, line }) => [row, line])).toEqual([
      [1, 2],
      [3, 5],
    ]);
  });

  test('gives no line where rows and records of the text do not agree', async () => {
    const directory = await temporaryDirectory({ 'd.jsonl': '{"x":"aa"} {"x":"b"}\n{"x":"cc"}\n' });
    const contract = oneColumn({ logicalType: 'string', logicalTypeOptions: { maxLength: 1 } });
    const { evidence } = checkNamed(await validateFiles(contract, directory, ['d.jsonl']), 't.x.maxLength');
    expect(evidence?.rows.map(({ line }) => line)).toEqual([undefined, undefined]);
  });

  test('of a repeated value names the row that it repeats', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'a,b\n1,x\n2,x\n1,x\n1,x\n,x\n,x\n' });
    const contract = contractText({
      properties: [{ name: 'a' }, { name: 'b' }],
      quality: [{ id: 'q', metric: 'duplicateValues', mustBe: 0, arguments: { properties: ['a', 'b'] } }],
    });
    const check = checkNamed(await validateFiles(contract, directory, ['d.csv']), 't.q');
    expect(check.received).toBe('2 rows (2 rows repeat an earlier one: 1 values occur in 3 rows)');
    expect(check.evidence?.rows).toEqual([
      { row: 3, line: 4, file: 'd.csv', value: '1 | x', repeats: 1 },
      { row: 4, line: 5, file: 'd.csv', value: '1 | x', repeats: 1 },
    ]);
  });

  test('is found far behind the first rows, in row order', async () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => (i % 50_000 === 49_999 ? '-1' : String(i)));
    const directory = await temporaryDirectory({ 'd.csv': `x\n${rows.join('\n')}\n` });
    const contract = oneColumn({ logicalType: 'integer', unique: true, logicalTypeOptions: { minimum: 0 } });
    const validation = await validateFiles(contract, directory, ['d.csv'], { evidenceRows: 3 });
    const numbers = (id: string) =>
      checkNamed(validation, id).evidence?.rows.map(({ row, line }) => [row, line]);
    expect(checkNamed(validation, 't.x.minimum').failing).toBe(4);
    expect(numbers('t.x.minimum')).toEqual([
      [50_000, 50_001],
      [100_000, 100_001],
      [150_000, 150_001],
    ]);
    expect(numbers('t.x.unique')).toEqual([
      [100_000, 100_001],
      [150_000, 150_001],
      [200_000, 200_001],
    ]);
  });

  test('stays bounded when every row breaks every rule', async () => {
    const rows = Array.from({ length: 100_000 }, () => 'bad-value,');
    const directory = await temporaryDirectory({ 'd.csv': `x,y\n${rows.join('\n')}\n` });
    const contract = contractText({
      properties: [
        {
          name: 'x',
          logicalType: 'string',
          unique: true,
          logicalTypeOptions: { maxLength: 2, pattern: '^[0-9]+$' },
        },
        { name: 'y', logicalType: 'integer', required: true },
      ],
    });
    const validation = await validateFiles(contract, directory, ['d.csv']);
    expect(validation.status).toBe('fail');
    const failing = validation.checks.filter(({ status }) => status === 'fail');
    expect(failing.map(({ id, failing: rows }) => [id, rows])).toEqual([
      ['t.x.unique', 99_999],
      ['t.x.maxLength', 100_000],
      ['t.x.pattern', 100_000],
      ['t.y.required', 100_000],
    ]);
    for (const check of failing) expect(check.evidence?.rows).toHaveLength(10);
  });

  test('draws a sample of the other failing rows, the same for the same seed', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => (i % 3 === 0 ? 'ok' : `bad ${i + 1}`));
    const directory = await temporaryDirectory({ 'd.csv': `x,y\n${rows.map((x) => `${x},1`).join('\n')}\n` });
    const contract = oneColumn({ logicalType: 'string', logicalTypeOptions: { maxLength: 2 } });
    const sampleOf = async (options: { sampleRows?: number; seed?: number }) => {
      const validation = await validateFiles(contract, directory, ['d.csv'], { evidenceRows: 2, ...options });
      return checkNamed(validation, 't.x.maxLength').evidence?.sample;
    };
    const sample = (await sampleOf({ sampleRows: 20, seed: 7 })) ?? [];
    expect(sample).toHaveLength(20);
    for (const { row, line, value } of sample) {
      expect(value).toBe(`bad ${row}`);
      expect(line).toBe((row ?? 0) + 1);
    }
    const places = sample.map(({ row }) => row ?? 0);
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    // Drawn from the whole table: both halves have some of 20.
    expect(places.some((row) => row < 25_000) && places.some((row) => row > 25_000)).toBe(true);
    expect(await sampleOf({ sampleRows: 20, seed: 7 })).toEqual(sample);
    expect(await sampleOf({ sampleRows: 20, seed: 8 })).not.toEqual(sample);
    expect(await sampleOf({ sampleRows: 0 })).toBeUndefined();
  });

  test.each<[string, number, number]>([
    ['few more than are shown first', 16, 6],
    ['many', 3_000, 5],
  ])('draws from the rest alone, for every kind of rule: %s', async (_name, count, drawn) => {
    const limit = 10;
    const lines = Array.from({ length: count + 1 }, (_, i) => `same,${i === 0 ? 0 : -1},k${i}`);
    const directory = await temporaryDirectory({
      'd.csv': `x,y,z\n${lines.join('\n')}\n`,
    });
    const contract = contractText({
      properties: [
        { name: 'x', logicalType: 'string', unique: true },
        { name: 'y', logicalType: 'integer', logicalTypeOptions: { minimum: 0 } },
        { name: 'z', logicalType: 'string' },
      ],
      quality: [{ id: 'few', metric: 'duplicateValues', arguments: { properties: ['x', 'y'] }, mustBe: 0 }],
    });
    const validation = await validateFiles(contract, directory, ['d.csv'], {
      evidenceRows: limit,
      sampleRows: 6,
    });
    for (const id of ['t.x.unique', 't.y.minimum', 't.few']) {
      const { rows = [], sample = [] } = checkNamed(validation, id).evidence ?? {};
      const places = [...rows, ...sample].map(({ row }) => row);
      expect(rows, id).toHaveLength(limit);
      expect(sample.length, id).toBeGreaterThanOrEqual(id === 't.few' ? drawn - 1 : drawn);
      expect(new Set(places).size, id).toBe(places.length);
    }
  });

  test('has no sample where all failing rows are shown', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'x,y\nbad,1\nbad,2\n' });
    const contract = oneColumn({ logicalType: 'string', logicalTypeOptions: { maxLength: 2 } });
    const check = checkNamed(await validateFiles(contract, directory, ['d.csv']), 't.x.maxLength');
    expect(check.evidence).toMatchObject({ rows: [{ row: 1 }, { row: 2 }] });
    expect(check.evidence?.sample).toBeUndefined();
  });

  test('cuts a value of a megabyte', async () => {
    const directory = await temporaryDirectory({ 'd.csv': `x\n${'a'.repeat(1_000_000)}\n` });
    const contract = oneColumn({ logicalType: 'string', logicalTypeOptions: { maxLength: 5 } });
    const [value] = evidenceValues(
      checkNamed(await validateFiles(contract, directory, ['d.csv']), 't.x.maxLength'),
    );
    expect(value).toBe(`${'a'.repeat(200)}…`);
  });

  test('and every other value of the data is left out when no rows are to be shown', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'x\n12345\n' });
    const contract = oneColumn({ logicalType: 'integer', logicalTypeOptions: { maximum: 9 } });
    const validation = await validateFiles(contract, directory, ['d.csv'], { showValues: false });
    expect(checkNamed(validation, 't.x.maximum')).toMatchObject({ status: 'fail', failing: 1 });
    expect(JSON.stringify(validation.checks)).not.toContain('12345');
  });

  test('masks a card number that the cut of a long value goes through, and an extreme that is one', async () => {
    const long = `${'a'.repeat(192)} 4111 1111 1111 1111`;
    const directory = await temporaryDirectory({ 'd.csv': `x,y\n${long},4111111111111111\n` });
    const contract = contractText({
      properties: [
        { name: 'x', logicalType: 'string', logicalTypeOptions: { maxLength: 5 } },
        { name: 'y', logicalType: 'integer', logicalTypeOptions: { maximum: 9 } },
      ],
    });
    const validation = await validateFiles(contract, directory, ['d.csv']);
    expect(evidenceValues(checkNamed(validation, 't.x.maxLength'))).toEqual(['[masked: card number]']);
    expect(checkNamed(validation, 't.y.maximum').received).toBe('the largest is [masked: card number]');
    expect(JSON.stringify(validation)).not.toMatch(/4111/);
  });

  test.each([
    ['SELECT max(x) FROM t', 'its SQL returns no number: expected one number'],
    [
      'SELECT sum(CAST(x AS INTEGER)) FROM t',
      'the words of the engine are withheld (values are not shown here)',
    ],
  ])('%s tells no value when none is to be shown', async (query, reason) => {
    const directory = await temporaryDirectory({ 'd.csv': 'x\nhunter2\n' });
    const contract = contractText({
      properties: [{ name: 'x', logicalType: 'string' }],
      quality: [{ id: 'q', type: 'sql', query, mustBe: 0 }],
    });
    const validation = await validateFiles(contract, directory, ['d.csv'], { showValues: false });
    expect(checkNamed(validation, 't.q').status).toBe('fail');
    expect(checkNamed(validation, 't.q').reason).toContain(reason);
    expect(JSON.stringify(validation)).not.toContain('hunter2');
  });

  test('is masked by classification, and by what a value looks like', async () => {
    const directory = await temporaryDirectory({
      'd.csv': 'id,secret,free\n7,hunter2,write to ann@example.org\n8,swordfish,nothing\n',
    });
    const pattern = { logicalType: 'string', logicalTypeOptions: { pattern: '^$' } };
    const contract = contractText({
      properties: [
        { name: 'id', primaryKey: true, classification: 'PII' },
        { name: 'secret', classification: 'restricted', ...pattern },
        { name: 'free', ...pattern },
      ],
    });
    const validation = await validateFiles(contract, directory, ['d.csv']);
    const secret = checkNamed(validation, 't.secret.pattern');
    expect(secret.evidence?.masked).toBe(true);
    expect(evidenceValues(secret)).toEqual(['[masked]', '[masked]']);
    expect(secret.evidence?.rows[0]?.key).toEqual({ id: '[masked]' });
    expect(evidenceValues(checkNamed(validation, 't.free.pattern'))).toEqual(['[masked: e-mail]', 'nothing']);
    expect(JSON.stringify(validation)).not.toMatch(/hunter2|ann@/);
  });
});

test('hundreds of rules find their rows as a few do', async () => {
  const names = Array.from({ length: 100 }, (_, i) => `f${i}`);
  const rows = Array.from({ length: 50 }, (_, row) =>
    names.map((_, i) => (row % (i + 2) === 0 ? -row : row)),
  );
  const csv = [names, ...rows].map((cells) => `${cells.join(',')}\n`).join('');
  const directory = await temporaryDirectory({ 'd.csv': csv });
  const property = (name: string) => ({ name, logicalType: 'integer', logicalTypeOptions: { minimum: 0 } });
  const found = async (some: string[]) => {
    const contract = contractText({ properties: some.map(property) });
    const validation = await validateFiles(contract, directory, ['d.csv']);
    return some.map((name) => checkNamed(validation, `t.${name}.minimum`).evidence);
  };
  const all = await found(names);
  expect(all[1]?.rows.map(({ row, value }) => [row, value]).slice(0, 2)).toEqual([
    [4, '-3'],
    [7, '-6'],
  ]);
  expect(all.slice(0, 20)).toEqual(await found(names.slice(0, 20)));
});

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
