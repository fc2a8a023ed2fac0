import { parseYaml } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { locateGates } from './locate-gates.ts';

const source = parseYaml(
  'model: m\ngates:\n  - {metric: recall, min: 0.5, slices: [hour]}\n\n  - metric: recall\n    min: 0.4\n',
  'proofmark.yml',
);
const whole: [] = [];
const hour = (value: string) => [{ column: 'hour', value }];
const locate = locateGates(
  [
    { id: 'recall:min', slice: whole },
    { id: 'recall[hour=1]:min', slice: hour('1') },
    { id: 'recall[hour=2]:min', slice: hour('2') },
    { id: 'recall:min#2', slice: whole },
  ],
  source,
);

test.each([
  ['recall:min', 3],
  ['recall[hour=2]:min', 3],
  ['recall:min#2', 5],
])('the gate %s stands at the line of its rule, %i', (id, line) => {
  expect(locate(id)).toEqual({ file: 'proofmark.yml', line });
});

test('an unknown gate stands nowhere', () => {
  expect(locate('f1:min')).toBeUndefined();
});
