import { describe, expect, test } from 'vitest';
import { checkNamed, contractText, oneColumn, temporaryDirectory, validateFiles } from './test-support.ts';

describe('the sample of evidence', () => {
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
});
