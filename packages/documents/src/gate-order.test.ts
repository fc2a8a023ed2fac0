import { expect, test } from 'vitest';
import { compareUrgency } from './gate-order.ts';
import type { GateResult } from './verdict.ts';

type Changes = Partial<GateResult> & { by?: number };

function gate(id: string, { by, ...changes }: Changes): GateResult {
  const at = (value: number) => ({ value, interval: null });
  return {
    id,
    metric: 'recall',
    slice: [],
    kind: 'non-inferiority',
    role: 'guardrail',
    direction: 'higher',
    threshold: 0.01,
    confidence: 0.95,
    rows: 100,
    candidate: at(0.8 + (by ?? 0)),
    baseline: at(0.8),
    change: by === undefined ? null : at(by),
    limit: by === undefined ? null : { value: by, name: 'limit' },
    status: 'fail',
    reason: '',
    binding: true,
    ...changes,
  };
}

test.each<[string, GateResult[]]>([
  [
    'failures by how far they are beyond the bound, what had nothing to judge last',
    [
      gate('1', { by: -0.495 }),
      gate('2', { by: -0.106 }),
      gate('3', { by: -0.02 }),
      gate('4', { missing: 'no baseline' }),
    ],
  ],
  [
    'failures of different units by their share of the baseline',
    [
      gate('1', { by: -0.4 }),
      gate('2', {
        metric: 'rmse',
        direction: 'lower',
        by: 200,
        baseline: { value: 1000, interval: null },
      }),
      gate('3', {
        kind: 'maximum',
        threshold: 50,
        direction: 'lower',
        candidate: { value: 55, interval: null },
      }),
    ],
  ],
  [
    'open gates by the rows that would decide them, those that no rows decide first',
    [
      gate('1', { status: 'inconclusive', by: 0 }),
      gate('2', { status: 'inconclusive', by: 0, rowsNeeded: 5000 }),
      gate('3', { status: 'inconclusive', by: 0, rowsNeeded: 52 }),
    ],
  ],
  [
    'passes by how little is left',
    [gate('1', { status: 'pass', by: -0.009 }), gate('2', { status: 'pass', by: 0.1 })],
  ],
])('%s', (_what, gates) => {
  expect(
    gates
      .toReversed()
      .toSorted(compareUrgency)
      .map(({ id }) => id),
  ).toEqual(gates.map(({ id }) => id));
});
