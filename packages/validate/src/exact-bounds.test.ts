import { describe, expect, test } from 'vitest';
import { oneColumn, temporaryDirectory, validateFiles, writeCsv, writeParquet } from './test-support.ts';

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
