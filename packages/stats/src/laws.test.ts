import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tangoInterval, unitsForDistance, waldInterval } from './index.ts';

const counts = fc.record({
  both: fc.nat(500),
  first: fc.nat(60),
  second: fc.nat(60),
  neither: fc.integer({ min: 1, max: 500 }),
});

test('swapping the sides mirrors Tango’s interval, and it holds the estimate', () => {
  fc.assert(
    fc.property(counts, (table) => {
      const there = tangoInterval(table, 0.95);
      const back = tangoInterval({ ...table, first: table.second, second: table.first }, 0.95);
      const n = table.both + table.first + table.second + table.neither;
      const estimate = (table.first - table.second) / n;
      expect(there.lower).toBeCloseTo(-back.upper, 10);
      expect(there.upper).toBeCloseTo(-back.lower, 10);
      expect(there.lower).toBeLessThanOrEqual(estimate + 1e-12);
      expect(there.upper).toBeGreaterThanOrEqual(estimate - 1e-12);
    }),
    { seed: 3 },
  );
});

test.each([
  [0.1, 0.02, 1546],
  [0.1, 0.01, 6183],
  [0.1, 0.005, 24731],
  [0.05, 0.01, 3092],
  [0.2, 0.01, 12366],
])('discordance %d and margin %d need %d rows for power 0.8', (discordance, margin, rows) => {
  expect(unitsForDistance(discordance, margin, { confidence: 0.95, power: 0.8 })).toBe(rows);
});

test('four times the distance needs a sixteenth of the units', () => {
  const plan = { confidence: 0.95, power: 0.8 };
  expect(unitsForDistance(16, 4, plan)).toBe(unitsForDistance(1, 1, plan));
});

test('the Wald interval is wider with few degrees of freedom than with the normal', () => {
  const few = waldInterval(1, 0.1, 0.95, 4);
  expect(few.upper).toBeCloseTo(1 + 2.7764451051977987 * 0.1, 12);
  expect(waldInterval(1, 0.1, 0.95, null).upper).toBeCloseTo(1 + 1.959963984540054 * 0.1, 12);
});
