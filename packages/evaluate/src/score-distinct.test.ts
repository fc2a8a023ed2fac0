import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DistinctRows } from './distinct-rows.ts';
import { scoreDistinct } from './score-distinct.ts';

describe('rows that repeat', () => {
  test('have one number, in the order of their first places, whatever their bits', () => {
    const value = fc.oneof(fc.constantFrom(0, -0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY), fc.float());
    const row = fc.tuple(value, value);
    fc.assert(
      fc.property(fc.array(fc.array(row, { minLength: 1, maxLength: 200 }), { maxLength: 5 }), (batches) => {
        const distinct = new DistinctRows(2);
        const known = new Map<string, number>();
        for (const batch of batches) {
          const columns = [0, 1].map((k) => Float32Array.from(batch, (values) => values[k] ?? 0));
          const { numbers, fresh } = distinct.find(columns, batch.length);
          const first: number[] = [];
          const expected = batch.map((values, i) => {
            const key = values.map((each) => (Object.is(each, -0) ? '-0' : String(each))).join(' ');
            if (!known.has(key)) first.push(i);
            const number = known.get(key) ?? known.size;
            known.set(key, number);
            return number;
          });
          expect([...numbers]).toEqual(expected);
          expect([...fresh]).toEqual(first);
        }
        expect(distinct.size).toBe(known.size);
      }),
    );
  });

  test('are found among many, when the table has grown', () => {
    const rows = 100_000;
    const distinct = new DistinctRows(1);
    const column = Float32Array.from({ length: rows }, (_, i) => i % 30_011);
    const { numbers, fresh } = distinct.find([column], rows);
    expect(fresh.length).toBe(30_011);
    expect(numbers.every((number, i) => number === i % 30_011)).toBe(true);
  });
});

/** Scores a row with twice its only feature, in two classes, and counts the rows that it is asked for. */
function doubling() {
  const asked: number[] = [];
  const model = {
    features: ['x'],
    texts: [],
    classes: undefined,
    width: 2,
    score: async (columns: readonly (Float32Array | readonly string[])[], rows: number) => {
      asked.push(rows);
      const values = columns[0] ?? [];
      return Float32Array.from({ length: 2 * rows }, (_, i) => 2 * Number(values[i >> 1]) + (i % 2));
    },
    release: async () => undefined,
  };
  return { asked, score: scoreDistinct(model, (_, numbers) => numbers) };
}

async function scoreAll(value: (row: number) => number, batches: number) {
  const { asked, score } = doubling();
  const rows = 50_000;
  for (let batch = 0; batch < batches; batch++) {
    const column = Float32Array.from({ length: rows }, (_, i) => value(batch * rows + i));
    const scores = await score([column], rows);
    const isRight = column.every((x, i) => scores[2 * i] === 2 * x && scores[2 * i + 1] === 2 * x + 1);
    expect(isRight).toBe(true);
  }
  return asked;
}

describe('scoring', () => {
  test('asks the model for each distinct row once', async () => {
    expect(await scoreAll((row) => row % 60_000, 8)).toEqual([50_000, 10_000]);
  });

  test('no longer looks for repeats where there are none', async () => {
    const asked = await scoreAll((row) => (row < 250_000 ? row : row % 10), 8);
    expect(asked).toEqual(Array.from({ length: 8 }, () => 50_000));
  });
});
