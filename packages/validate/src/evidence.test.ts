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

  test('gives no line where values hold line breaks, and the right row', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'id,x\n1,"a\nb"\n2,c\n3,dd\n' });
    const contract = oneColumn({ logicalType: 'string', logicalTypeOptions: { maxLength: 1 } });
    const { evidence } = checkNamed(await validateFiles(contract, directory, ['d.csv']), 't.x.maxLength');
    expect(evidence?.rows).toEqual([
      { row: 1, file: 'd.csv', value: 'a\nb' },
      { row: 3, file: 'd.csv', value: 'dd' },
    ]);
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
    const validation = await validateFiles(contract, directory, ['d.csv'], { evidenceRows: 0 });
    expect(checkNamed(validation, 't.x.maximum')).toMatchObject({ status: 'fail', failing: 1 });
    expect(JSON.stringify(validation.checks)).not.toContain('12345');
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
