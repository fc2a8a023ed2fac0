import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { powerAtUnits, unitsForDistance } from './sample-size.ts';

type Golden = Record<'variance' | 'distance' | 'confidence' | 'power' | 'units' | 'powerAt100', number>;
const path = join(import.meta.dirname, '../test/golden/power.json');
const golden: Golden[] = JSON.parse(readFileSync(path, 'utf8'));

test('power and sample size are those of statsmodels', () => {
  expect(golden.length).toBeGreaterThan(80);
  for (const { variance, distance, confidence, power, units, powerAt100 } of golden) {
    expect(powerAtUnits(variance, distance, units, confidence)).toBeCloseTo(power, 10);
    expect(powerAtUnits(variance, distance, 100, confidence)).toBeCloseTo(powerAt100, 11);
    const planned = unitsForDistance(variance, distance, { confidence, power });
    expect(planned).toBeGreaterThanOrEqual(units * (1 - 1e-6));
    expect(planned).toBeLessThan(units * (1 + 1e-6) + 1);
  }
});
