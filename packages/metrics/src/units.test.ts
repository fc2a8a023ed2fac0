import { expect, test } from 'vitest';
import { metricCatalogue } from './catalogue.ts';
import { unitOf } from './units.ts';

test.each([
  ['accuracy', 'proportion'],
  ['recall[class=cat]', 'proportion'],
  ['lift@0.1', 'times the rate of all rows'],
  ['log_loss', 'nats per row'],
  ['rmse', 'units of the label'],
  ['constructor', undefined],
  ['somebody_elses', undefined],
  ['log_loss[^1]', undefined],
])('the unit of %s is %s', (metric, unit) => expect(unitOf(metric)).toBe(unit));

test('only metrics between 0 and 1 are called proportions', () => {
  for (const entries of Object.values(metricCatalogue)) {
    for (const [name, { argument, define }] of Object.entries(entries)) {
      const given = argument === undefined ? '' : argument.kind === 'number' ? argument.example : 'a';
      const full = argument?.kind === 'number' ? `${name}@${given}` : name.replace(/\[(\w+)\]$/, '[$1=a]');
      if (unitOf(full) !== 'proportion') continue;
      expect([name, define({ name: full, classes: ['a', 'b'], argument: given }).range]).toEqual([
        name,
        [0, 1],
      ]);
    }
  }
});
