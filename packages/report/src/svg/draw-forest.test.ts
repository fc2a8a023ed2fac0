import type { GateResult, SliceKey } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { failing } from '../fixtures.ts';
import { drawForests } from './draw-forest.ts';

const { verdict } = failing();
const [sample] = verdict.gates.filter(({ kind, change }) => kind === 'non-inferiority' && change?.interval);

/** A gate like one of the fixture, on another slice, that fails by `excess` beyond its margin. */
function gateOn(slice: SliceKey, status: GateResult['status'], excess = 0): GateResult {
  if (!sample?.change) throw new Error('the fixture judges a change');
  const value = -0.1 - excess;
  const interval = { level: 0.9, method: 'delta method', lower: value - 0.01, upper: value + 0.01 };
  const limit = { value: interval.lower, name: 'limit' };
  return {
    ...sample,
    id: JSON.stringify(slice),
    slice,
    status,
    change: { ...sample.change, value, interval },
    limit,
  };
}
const horizon = (value: number): SliceKey => [{ column: 'horizon', value: String(value) }];
const draw = (gates: readonly GateResult[]) =>
  drawForests({ ...verdict, gates: [...gates] })[0]?.figure ?? '';
/** The words of the figure, in the order of their rows. */
const words = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]+)</g)].map(([, text]) => text ?? '');

test('of more gates than are drawn the whole test set and the worst are kept, and the figure says so', () => {
  const slices = Array.from({ length: 310 }, (_, i) =>
    gateOn(horizon(i), i >= 240 ? 'fail' : 'pass', i / 1_000),
  );
  const svg = draw([...slices, gateOn([], 'pass')]);
  const shown = words(svg);
  expect(shown).toContain('60 of 311 shown, worst first');
  expect(shown.filter((word) => word === 'fail')).toHaveLength(59);
  expect(shown).toContain('all rows');
  expect(shown).toContain('309');
  expect(shown).not.toContain('240');
  expect(svg).toContain('311 intervals, 70 of them failing; the worst 60 are drawn.');
});

test('failures come first, and what has the same outcome stands as people count, without the name of the column', () => {
  const shown = words(
    draw([
      gateOn(horizon(10), 'pass'),
      gateOn(horizon(2), 'pass'),
      gateOn(horizon(11), 'fail'),
      gateOn([], 'pass'),
    ]),
  );
  expect(shown.filter((word) => /^(all rows|\d+)$/.test(word))).toEqual(['all rows', '11', '2', '10']);
  expect(shown).toContain(`Change in ${sample?.metric} by horizon, with 90 % intervals; margin −0.005`);
});

test('slices of several columns keep the names of their columns, and the better side is named', () => {
  const shown = words(draw([gateOn(horizon(2), 'pass'), gateOn([{ column: 'store', value: 'a' }], 'pass')]));
  expect(shown).toEqual(expect.arrayContaining(['horizon=2', 'store=a', 'better →']));
});
