import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { checkNamed, contractText, oneColumn, temporaryDirectory, validateFiles } from './test-support.ts';

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
