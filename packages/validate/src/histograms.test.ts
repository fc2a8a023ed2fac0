import { describe, expect, test } from 'vitest';
import { contractText, temporaryDirectory, validateFiles, writeParquet } from './test-support.ts';
import type { ValidateOptions } from './validate-request.ts';

type Options = Record<string, unknown>;

/** The histogram of one column `x` whose rows a contract with these options judges. */
async function histogramOf(
  values: readonly (string | null)[],
  logicalType: string,
  logicalTypeOptions: Options,
  more: { property?: Options; options?: Partial<ValidateOptions>; parquet?: string } = {},
) {
  const directory = await temporaryDirectory({
    'data.csv': `x,y\n${values.map((v) => `${v ?? ''},1\n`).join('')}`,
  });
  const file = more.parquet
    ? await writeParquet(directory, { x: { type: more.parquet, values } })
    : 'data.csv';
  const property = { name: 'x', logicalType, logicalTypeOptions, ...more.property };
  const validation = await validateFiles(contractText({ properties: [property] }), directory, [file], {
    histograms: true,
    ...more.options,
  });
  for (const { rows, nulls, unreadable, counts, below, above } of validation.histograms ?? [])
    expect(counts.reduce((sum, n) => sum + n, nulls + unreadable + below + above)).toBe(rows);
  return validation.histograms;
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

/** Rows in bins that lie outside of the bounds, and those inside. */
function split(histogram: NonNullable<Awaited<ReturnType<typeof histogramOf>>>[number] | undefined) {
  if (!histogram) return undefined;
  const { counts, edges, minimum, maximum, below, above } = histogram;
  const isOutside = (_: number, i: number) =>
    (minimum !== undefined && (edges[i + 1] ?? 0) <= minimum.value) ||
    (maximum !== undefined && (edges[i] ?? 0) >= maximum.value);
  const outside = counts.filter(isOutside).reduce((sum, n) => sum + n, 0);
  const inside = counts.reduce((sum, n) => sum + n, 0) - outside;
  return { inside, outside: outside + (minimum ? below : 0) + (maximum ? above : 0) };
}

describe('the bins outside of the bounds hold the rows that break them', () => {
  test.each<[string, string[], string, Options, string | undefined, number]>([
    [
      'two bounds, integers in text',
      numbers(-10, 120),
      'integer',
      { minimum: 0, maximum: 100 },
      undefined,
      30,
    ],
    [
      'two bounds, integers that no width divides',
      numbers(-10, 120),
      'integer',
      { minimum: 0, maximum: 101 },
      undefined,
      29,
    ],
    ['a minimum', numbers(-10, 120), 'integer', { minimum: 5 }, undefined, 15],
    ['an exclusive minimum', numbers(-10, 120), 'number', { exclusiveMinimum: 5 }, undefined, 16],
    ['a maximum', numbers(0, 99), 'number', { maximum: 49 }, undefined, 50],
    ['an exclusive maximum', numbers(0, 99), 'number', { exclusiveMaximum: 49 }, undefined, 51],
    ['two bounds, doubles', numbers(-10, 120), 'number', { minimum: 0, maximum: 100 }, 'DOUBLE', 30],
    ['decimals', numbers(-10, 120), 'number', { minimum: 0, maximum: 100 }, 'DECIMAL(12,2)', 30],
    [
      'a bound that only far values reach',
      [...numbers(0, 999), '1000000'],
      'integer',
      { maximum: 1_000_000, minimum: 5 },
      undefined,
      6,
    ],
    ['every row', numbers(200, 300), 'integer', { maximum: 100 }, undefined, 101],
    ['one value', ['7', '7', '7'], 'integer', { maximum: 5 }, undefined, 3],
    [
      'few far values',
      [...numbers(0, 999), '1000000', '-1000000'],
      'integer',
      { minimum: 0, maximum: 2000 },
      undefined,
      2,
    ],
  ])('%s', async (_what, values, type, options, parquet, failing) => {
    const found = await histogramOf(values, type, options, parquet === undefined ? {} : { parquet });
    expect(split(found?.[0])).toEqual({ inside: values.length - failing, outside: failing });
    expect(found?.[0]?.counts.length).toBeLessThanOrEqual(50);
  });
});

test('what is null or no number is counted apart', async () => {
  const [found] = (await histogramOf(['1', '2', '', 'x', '9'], 'number', { maximum: 5 })) ?? [];
  expect(found).toMatchObject({ rows: 5, nulls: 1, unreadable: 1 });
  const [double] =
    (await histogramOf(['1', 'nan', 'inf', null, '9'], 'number', { maximum: 5 }, { parquet: 'DOUBLE' })) ??
    [];
  expect(double).toMatchObject({ rows: 5, nulls: 1, unreadable: 2 });
});

describe('no histogram is made', () => {
  test.each<[string, Parameters<typeof histogramOf>, unknown]>([
    ['of a column that breaks no rule', [['1'], 'integer', { maximum: 5 }], []],
    ['of text', [['abc'], 'string', { maxLength: 2 }], []],
    ['of a column without a number', [['x'], 'integer', {}], []],
    [
      'of a classified column',
      [['9'], 'integer', { maximum: 5 }, { property: { classification: 'pii' } }],
      [],
    ],
    ['of what looks personal', [['4111111111111111'], 'integer', { maximum: 5 }], []],
    [
      'where no row may be shown',
      [['9'], 'integer', { maximum: 5 }, { options: { showValues: false } }],
      undefined,
    ],
    ['unless asked for', [['9'], 'integer', { maximum: 5 }, { options: { histograms: false } }], undefined],
  ])('%s', async (_what, given, expected) => {
    expect(await histogramOf(...given)).toEqual(expected);
  });
});
