import { Verdict } from '@proofmark/documents';
import { mergeSums } from '@proofmark/metrics';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { decide } from './index.ts';

const table = fc.record({
  both: fc.nat(60),
  candidate: fc.nat(25),
  baseline: fc.nat(25),
  neither: fc.integer({ min: 2, max: 30 }),
});
const metric = fc.constantFrom('accuracy', 'recall', 'f1', 'roc_auc');
const margin = fc.integer({ min: 0, max: 30 }).map((n) => n / 100);
const rank = { fail: 0, inconclusive: 1, pass: 2 };

test('widening the margin never turns a pass into anything else, nor an open question into a fail', () => {
  fc.assert(
    fc.property(table, metric, margin, margin, (counts, name, a, b) => {
      const evaluation = evaluationOf([sumsOf(rowsOf(counts))]);
      const statusAt = (drop: number) =>
        rank[
          decide(evaluation, policyOf([{ metric: name, 'max-drop': drop }], { 'on-missing': 'warn' }))
            .gates[0]?.status ?? 'fail'
        ];
      expect(statusAt(Math.max(a, b))).toBeGreaterThanOrEqual(statusAt(Math.min(a, b)));
    }),
    { seed: 21, numRuns: 60 },
  );
});

test('every verdict is a valid document and the same when decided again', () => {
  fc.assert(
    fc.property(table, metric, margin, fc.boolean(), (counts, name, drop, clustered) => {
      const evaluation = evaluationOf([sumsOf(rowsOf(counts), { clustered })]);
      const policy = policyOf([
        { metric: name, 'max-drop': drop },
        { metric: name, 'min-gain': drop, role: 'success' },
        { metric: 'log_loss', max: 0.4, role: 'success' },
        { metric: name, min: 0.7, role: 'exploratory' },
      ]);
      const verdict = decide(evaluation, policy);
      expect(Verdict.parse(verdict)).toEqual(verdict);
      expect(decide(evaluation, policy)).toEqual(verdict);
    }),
    { seed: 22, numRuns: 40 },
  );
});

test('a model that is shown to be better is, with the sides swapped, shown to be worse', () => {
  fc.assert(
    fc.property(table, metric, (counts, name) => {
      const policy = policyOf([{ metric: name, 'min-gain': 0 }], { 'on-missing': 'warn' });
      const decideOn = (rows: ReturnType<typeof rowsOf>) =>
        decide(evaluationOf([sumsOf(rows)]), policy).gates[0];
      const rows = rowsOf(counts);
      const there = decideOn(rows);
      const back = decideOn(
        rows.map((row) => ({ ...row, candidate: row.baseline ?? 0, baseline: row.candidate })),
      );
      if (there?.status === 'pass') expect(back?.status).toBe('fail');
    }),
    { seed: 23, numRuns: 60 },
  );
});

test('a verdict on merged shards is the verdict on the whole', () => {
  fc.assert(
    fc.property(table, fc.integer({ min: 2, max: 30 }), margin, (counts, at, drop) => {
      const rows = rowsOf(counts);
      fc.pre(at < rows.length - 1);
      const policy = policyOf([
        { metric: 'accuracy', 'max-drop': drop },
        { metric: 'f1', 'max-drop': drop + 0.001 },
      ]);
      const whole = decide(evaluationOf([sumsOf(rows)]), policy);
      const merged = decide(
        evaluationOf([mergeSums(sumsOf(rows.slice(0, at)), sumsOf(rows.slice(at)))]),
        policy,
      );
      expect(merged.gates.map((gate) => gate.status)).toEqual(whole.gates.map((gate) => gate.status));
      expect(merged.headline).toBe(whole.headline);
    }),
    { seed: 24, numRuns: 40 },
  );
});
