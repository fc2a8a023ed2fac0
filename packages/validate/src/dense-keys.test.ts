import { expect, test } from 'vitest';
import { checkNamed, contractText, temporaryDirectory, validateFiles } from './test-support.ts';

const contract = contractText({
  properties: [
    { name: 'id', logicalType: 'integer', unique: true },
    { name: 'filler', logicalType: 'string' },
  ],
});
const COUNT = 200_000;
/** Makes the text large enough for its head to be looked at. */
const FILLER = 'x'.repeat(90);
const ids = Array.from({ length: COUNT }, (_, i) => String(i + 1));
const changed = (...changes: [row: number, id: string][]) => {
  const all = [...ids];
  for (const [row, id] of changes) all[row - 1] = id;
  return all;
};

test.each<[string, readonly string[], number]>([
  ['numbers that count up', ids, 0],
  ['numbers that count down from below zero', ids.map((id) => `-${id}`), 0],
  ['numbers with gaps, in no order', ids.map((_, i) => String((i * 7919) % 1_999_993)), 0],
  ['numbers that leave equal remainders', ids.map((_, i) => String(i < 2000 ? i : i * 2 ** 40)), 0],
  ['numbers beyond 64 bits after the head', changed([5000, '170141183460469231731687303715884105727']), 0],
  ['texts of one number', changed([5000, '01'], [5001, '+2'], [5002, ' 3 '], [5003, '4.0']), 0],
  ['one that repeats far below', changed([COUNT, '1']), 1],
  ['one that repeats beyond 64 bits', changed([7, '9'.repeat(30)], [COUNT, '9'.repeat(30)]), 1],
  ['empty ones, which are no values', changed([7, ''], [COUNT, '']), 0],
])('%s: the repeated texts are counted exactly', async (_name, values, failing) => {
  const text = `id,filler\n${values.map((id) => `${id},${FILLER}`).join('\n')}\n`;
  expect(text.length).toBeGreaterThan(16_000_000);
  const directory = await temporaryDirectory({ 'd.csv': text });
  const validation = await validateFiles(contract, directory, ['d.csv']);
  const empty = values.filter((id) => id === '').length;
  expect(checkNamed(validation, 't.id.unique')).toMatchObject({ checked: COUNT - empty, failing });
});
