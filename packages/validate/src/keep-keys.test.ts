import { expect, test } from 'vitest';
import { checkNamed, contractText, temporaryDirectory, validateFiles } from './test-support.ts';

/** Enough columns to be kept, and to be found by their row numbers. */
const WIDTH = 70;

test('many unique columns of a text file are counted and shown as few are', async () => {
  const names = Array.from({ length: WIDTH }, (_, i) => `c ${i}`);
  // Row r of column i holds r modulo (i + 1), but nothing in the first row; the key is unique.
  const rows = Array.from({ length: 40 }, (_, r) => [
    `k${r}`,
    ...names.map((_, i) => (r === 0 ? '' : String(r % (i + 1)))),
  ]);
  const lines = [['id', ...names], ...rows].map((cells) => cells.join(','));
  const directory = await temporaryDirectory({ 'd.csv': `${lines.join('\n')}\n` });
  const contract = contractText({
    properties: [
      { name: 'id', logicalType: 'string', primaryKey: true },
      ...names.map((name) => ({ name, logicalType: 'integer', unique: true })),
    ],
    quality: [
      { id: 'pair', metric: 'duplicateValues', arguments: { properties: ['c 1', 'c 2'] }, mustBe: 0 },
    ],
  });
  const validation = await validateFiles(contract, directory, ['d.csv']);
  for (const [i, name] of names.entries()) {
    const extra = Math.max(0, 39 - (i + 1));
    expect(checkNamed(validation, `t.${name}.unique`), name).toMatchObject({ checked: 39, failing: extra });
  }
  expect(checkNamed(validation, 't.primaryKey').status).toBe('pass');
  expect(checkNamed(validation, 't.pair').failing).toBe(33);
  expect(checkNamed(validation, 't.c 2.unique').evidence?.rows.slice(0, 2)).toEqual([
    { row: 5, line: 6, file: 'd.csv', value: '1', key: { id: 'k4' }, repeats: 2 },
    { row: 6, line: 7, file: 'd.csv', value: '2', key: { id: 'k5' }, repeats: 3 },
  ]);
});

test('rows are numbered as they stand, whatever the threads that read them', async () => {
  const count = 300_000;
  const value = (row: number) => `${'0'.repeat(20)}${row % 2 === 0 ? row : row + 1}`;
  const rows = Array.from({ length: count }, (_, i) => `${value(i + 1)},${i + 1}`);
  const directory = await temporaryDirectory({ 'd.csv': `id,own\n${rows.join('\n')}\n` });
  const contract = contractText({
    properties: [
      { name: 'id', logicalType: 'string', unique: true },
      { name: 'own', logicalType: 'integer', primaryKey: true },
    ],
  });
  const validation = await validateFiles(contract, directory, ['d.csv'], { sampleRows: 50 });
  const { failing, evidence } = checkNamed(validation, 't.id.unique');
  expect(failing).toBe(count / 2);
  expect(evidence?.sample).toHaveLength(50);
  for (const { row, line, key, repeats } of [...(evidence?.rows ?? []), ...(evidence?.sample ?? [])]) {
    expect({ line, key, repeats }).toEqual({
      line: Number(row) + 1,
      key: { own: String(row) },
      repeats: Number(row) - 1,
    });
  }
});
