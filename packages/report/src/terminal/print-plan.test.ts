import type { Plan } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { printPlan } from './print-plan.ts';

const planOf = (task: Plan['task']): Plan => ({
  document: 'proofmark/plan',
  version: '1.0',
  task,
  power: 0.8,
  gates: [
    {
      id: 'mrr:min',
      slice: [],
      assuming: 'the observed value',
      confidence: 0.95,
      variance: 0.09,
      distance: 0.05,
      rows: 60,
      power: 0.4,
      needed: 223,
      curve: [{ power: 0.8, rows: 223 }],
    },
  ],
});

test.each([
  ['ranking', 'queries'],
  ['forecast', 'series'],
  ['binary', 'rows'],
  [undefined, 'rows'],
] as const)('a plan of a %s task counts %s', (task, many) => {
  const [head = '', gate = '', ...rest] = printPlan(planOf(task)).split('\n');
  expect(head).toMatch(
    new RegExp(`gate +confidence +${many} now +power now +${many} for power 80 % +assuming`),
  );
  expect(gate).toMatch(/mrr:min +95 % +60 +40 % +223 +the observed value/);
  expect(rest).toContain(`Needed ${many} by power:`);
});
