import { UserError } from '@proofmark/documents';
import { metricCatalogue, showForm } from '@proofmark/metrics';
import { expect, test } from 'vitest';
import { evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { decide } from './index.ts';

const METRICS = Object.entries(metricCatalogue.binary)
  .map(([name, entry]) => showForm(name, entry))
  .join(', ');

const evaluation = evaluationOf([sumsOf(rowsOf({ both: 10, neither: 5 }))]);
const known = `expected a metric of binary tasks: ${METRICS}`;

test.each([
  [
    'an unknown metric',
    { metric: 'acuracy', min: 0.5 },
    `gates[1].metric: unknown metric "acuracy", did you mean "accuracy"?; ${known}`,
  ],
  [
    'a metric of another task',
    { metric: 'rmse', max: 0.5 },
    `gates[1].metric: rmse is a metric of regression and forecast tasks; ${known}`,
  ],
  [
    'a drop of a loss',
    { metric: 'log_loss', 'max-drop': 0.01 },
    'gates[1].max-drop: log_loss is better when lower, so a loss is a rise; expected max-rise, received max-drop; write "max-rise: 0.01"',
  ],
  [
    'a rise of a score',
    { metric: 'f1', 'max-rise': 0.01 },
    'gates[1].max-rise: f1 is better when higher, so a loss is a drop; expected max-drop, received max-rise; write "max-drop: 0.01"',
  ],
  [
    'a comparison on the point value',
    { metric: 'f1', 'min-gain': 0.01, on: 'point' },
    'gates[1].on: expected only with min or max, received with min-gain; a comparison is judged on its confidence limit, so remove "on"',
  ],
  [
    'a margin in percentage points',
    { metric: 'accuracy', 'max-drop': 5 },
    'gates[1].max-drop: expected at most 1, received 5; write 0.05 for 5 points',
  ],
  [
    'a bound in percent',
    { metric: 'roc_auc', min: 70 },
    'gates[1].min: expected at most 1, received 70; write 0.7 for 70 %',
  ],
  [
    'a gain that no model can make',
    { metric: 'brier', 'min-gain': 300 },
    'gates[1].min-gain: expected at most 1, received 300; write a number in the units of brier',
  ],
  [
    'a bound below every value',
    { metric: 'log_loss', max: -0.1 },
    'gates[1].max: expected at least 0, received -0.1; write a number in the units of log_loss',
  ],
])('%s is refused with a remedy', (_name, rule, message) => {
  const policy = policyOf([{ metric: 'accuracy', min: 0.1 }, rule]);
  expect(() => decide(evaluation, policy)).toThrow(new UserError('policy-invalid', message));
});

test('a margin of a metric without a largest value may be any', () => {
  const policy = policyOf([{ metric: 'log_loss', 'max-rise': 5 }]);
  expect(decide(evaluation, policy).gates[0]?.threshold).toBe(5);
});

test('rules that are all exploratory are refused, for nothing could fail', () => {
  const policy = policyOf([{ metric: 'accuracy', min: 0.1, role: 'exploratory' }]);
  expect(() => decide(evaluation, policy)).toThrow(
    new UserError(
      'policy-invalid',
      'gates[0].role: all rules of gates are exploratory, so nothing could fail; expected at least one guardrail or success rule, received none; remove "role: exploratory" from a rule',
    ),
  );
});
