import { describe, expect, test } from 'vitest';
import { boundCases } from './rule-kinds/bound-cases.ts';
import type { Case } from './rule-kinds/case.ts';
import { typeCases } from './rule-kinds/type-cases.ts';
import { valueCases } from './rule-kinds/value-cases.ts';
import {
  checkNamed,
  contractText,
  evidenceValues,
  type TestTable,
  temporaryDirectory,
  validateFiles,
  writeCsv,
  writeParquet,
} from './test-support.ts';

const cases = [...valueCases, ...boundCases, ...typeCases];

async function run(each: Case, values: (string | null)[], format: 'csv' | 'parquet') {
  const table: TestTable = {
    x: { type: each.type, values },
    // A second column keeps a row of one empty value from being an empty line.
    row: { type: 'VARCHAR', values: values.map((_, i) => `r${i}`) },
  };
  const directory = await temporaryDirectory();
  const file = await (format === 'csv' ? writeCsv : writeParquet)(directory, table);
  const contract = contractText({ properties: [{ name: 'x', ...each.property }] });
  return checkNamed(await validateFiles(contract, directory, [file]), `t.${each.check}`);
}

describe.each(['csv', 'parquet'] as const)('on %s', (format) => {
  const mine = cases.filter(({ only }) => only === undefined || only === format);
  test.each(mine)('$rule: passes and finds what breaks it', async (each) => {
    const passing = await run(each, each.passing, format);
    expect(passing).toMatchObject({ status: 'pass', failing: 0 });
    const failing = await run(each, each.failing, format);
    const breaks = each.breaks ?? each.failing;
    expect(failing).toMatchObject({ status: 'fail', failing: breaks.length });
    if (format === 'csv') expect(evidenceValues(failing)).toEqual(breaks);
  });
});

describe('a typed file is compared with the declared type', () => {
  test.each([
    ['string', 'VARCHAR', 'a', 'pass'],
    ['string', 'BIGINT', '1', 'fail'],
    ['integer', 'SMALLINT', '1', 'pass'],
    ['integer', 'DECIMAL(10,0)', '1', 'pass'],
    ['integer', 'DOUBLE', '1', 'fail'],
    ['integer', 'VARCHAR', '1', 'fail'],
    ['number', 'DECIMAL(10,2)', '1', 'pass'],
    ['number', 'BOOLEAN', 'true', 'fail'],
    ['date', 'DATE', '2020-01-01', 'pass'],
    ['date', 'TIMESTAMP', '2020-01-01', 'fail'],
    ['timestamp', 'TIMESTAMPTZ', '2020-01-01', 'pass'],
    ['boolean', 'INTEGER', '1', 'fail'],
    ['array', 'VARCHAR[]', '[a]', 'pass'],
  ])('%s stored as %s', async (logicalType, type, value, status) => {
    const directory = await temporaryDirectory();
    const file = await writeParquet(directory, { x: { type, values: [value] } });
    const validation = await validateFiles(
      contractText({ properties: [{ name: 'x', logicalType }] }),
      directory,
      [file],
    );
    expect(checkNamed(validation, 't.x.logicalType').status).toBe(status);
  });
});

test('a JSON column of nulls alone breaks no rule about its type', async () => {
  const directory = await temporaryDirectory({ 'd.jsonl': '{"x":null,"y":1}\n{"x":null,"y":2}\n' });
  const contract = contractText({
    properties: [
      { name: 'x', logicalType: 'date' },
      { name: 'y', logicalType: 'integer' },
    ],
  });
  const validation = await validateFiles(contract, directory, ['d.jsonl']);
  expect(checkNamed(validation, 't.x.logicalType')).toMatchObject({ status: 'pass', failing: 0 });
});

describe('JSON has one kind of number, and 3.0 is an integer', () => {
  test.each([
    ['whole numbers alone', ['1', '2.0', '1e2'], []],
    ['a fraction among integers', ['1', '2.5', '3'], ['2.5']],
    ['a fraction among whole numbers and nulls', ['1.0', 'null', '-2.5', '0.5'], ['-2.5', '0.5']],
    ['numbers beside a text', ['1', '3.0', '1e2', '2.5', '"a"'], ['2.5', 'a']],
    ['a number beyond 128 bits', ['1', '1e300'], ['1e+300']],
  ])('%s', async (_name, values, breaks) => {
    const lines = values.map((x, i) => `{"x":${x},"o":{"y":${x}},"n":${i}}\n`).join('');
    const directory = await temporaryDirectory({ 'd.jsonl': lines });
    const integer = { logicalType: 'integer', logicalTypeOptions: { minimum: 1, format: 'i8' } };
    const contract = contractText({
      properties: [
        { name: 'x', ...integer },
        { name: 'o', logicalType: 'object', properties: [{ name: 'y', ...integer }] },
      ],
    });
    const validation = await validateFiles(contract, directory, ['d.jsonl']);
    const checked = values.filter((value) => value !== 'null').length;
    for (const column of ['x', 'o.y']) {
      const type = checkNamed(validation, `t.${column}.logicalType`);
      expect(type).toMatchObject({ checked, failing: breaks.length });
      expect(evidenceValues(type)).toEqual(breaks);
      // A value of the wrong type breaks the type rule alone.
      expect(checkNamed(validation, `t.${column}.minimum`)).toMatchObject({ status: 'pass', failing: 0 });
      expect(checkNamed(validation, `t.${column}.format`)).toMatchObject({ status: 'pass', failing: 0 });
    }
  });
});
