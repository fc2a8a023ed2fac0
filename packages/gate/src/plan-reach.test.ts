import { tangoInterval } from '@proofmark/stats';
import { expect, test } from 'vitest';
import { evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { planRows } from './index.ts';

/** The probability of each pair of counts on which one of two equal models alone is right, of that many rows. */
function powerOf(rows: number, disagreement: number, margin: number): number {
  const logFactorial = [0];
  for (let i = 1; i <= rows; i++) logFactorial.push((logFactorial[i - 1] ?? 0) + Math.log(i));
  const log = (k: number) => logFactorial[k] ?? 0;
  let power = 0;
  for (let first = 0; first < rows * disagreement; first++) {
    for (let second = 0; second < rows * disagreement; second++) {
      const both = rows - first - second;
      const chance =
        log(rows) -
        log(first) -
        log(second) -
        log(both) +
        (first + second) * Math.log(disagreement / 2) +
        both * Math.log(1 - disagreement);
      if (chance < -20) continue;
      const { lower } = tangoInterval({ both, first, second, neither: 0 }, 0.9);
      if (lower > -margin) power += Math.exp(chance);
    }
  }
  return power;
}

test.each([
  ['a wide margin', 0.05, 0.95],
  ['a wide margin, less power', 0.05, 0.8],
])("the planned rows have the power by the exact distribution of Tango's limit: %s", (_, margin, power) => {
  const pilot = evaluationOf([sumsOf(rowsOf({ both: 7500, candidate: 900, baseline: 900, neither: 700 }))]);
  const policy = policyOf([{ metric: 'accuracy', 'max-drop': margin }]);
  const needed = planRows(pilot, policy, power).gates[0]?.needed ?? 0;
  expect(powerOf(needed, 0.18, margin)).toBeGreaterThan(power - 0.002);
  expect(powerOf(needed, 0.18, margin)).toBeLessThan(power + 0.004);
  const byNormalQuantiles =
    ((1.6448536 + (power === 0.95 ? 1.6448536 : 0.8416212)) ** 2 * 0.18) / margin ** 2;
  expect(needed).toBeGreaterThan(byNormalQuantiles);
  expect(needed).toBeLessThan(1.05 * byNormalQuantiles);
});

test('a gap between groups is planned with the simultaneous interval that judges it', () => {
  const group = (value: string) =>
    sumsOf(rowsOf({ both: 800, neither: 200 }), { slice: [{ column: 'origin', value }] });
  const neededOf = (groups: readonly string[]) => {
    const evaluation = evaluationOf(groups.map(group));
    const policy = policyOf([{ metric: 'equal_opportunity_gap', by: 'origin', max: 0.1 }]);
    return (planRows(evaluation, policy, 0.8).gates[0]?.needed ?? 0) / groups.length;
  };
  expect(neededOf(['a', 'b', 'c', 'd'])).toBeGreaterThan(1.2 * neededOf(['a', 'b']));
});

test('the power of the rows that there are is that of which they are planned', () => {
  const rows = { both: 700, candidate: 50, baseline: 50, neither: 200 };
  const evaluation = evaluationOf([sumsOf(rowsOf(rows))]);
  const policy = policyOf([{ metric: 'accuracy', 'max-drop': 0.03 }]);
  const { power } = planRows(evaluation, policy, 0.8).gates[0] ?? {};
  expect(planRows(evaluation, policy, power ?? 0).gates[0]?.needed).toBe(1000);
});
