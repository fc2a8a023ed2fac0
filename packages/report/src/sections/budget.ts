import { type BudgetState, showSlice, type Verdict } from '@proofmark/documents';
import { choosePrecision, formatNumber, formatPlural } from '@proofmark/metrics';
import { cell } from '../escape.ts';
import type { Section } from '../section.ts';
import { table } from '../table.ts';

const recordedWords: Readonly<Record<BudgetState['recorded'], string>> = {
  ledger: 'on the branch `proofmark`',
  later: 'not yet: this run may not write there',
  nowhere: 'nowhere: no ledger was given',
};

/** Of the bests that the Ladder told, so many are listed. */
const BESTS = 10;

/** How often this test set was looked at, and what is left. Undefined where looks are not counted. */
export function budgetSection({ budget }: Verdict): Section | undefined {
  if (budget === undefined) return undefined;
  const { look, steps, adaptivity, assumes, testSet, passedBefore, bests = [], recorded } = budget;
  const left = Math.max(0, steps - look);
  const spent = look > steps;
  return {
    title: `Test-set budget: ${spent ? '⚠️ spent' : `look ${look} of ${steps}`}`,
    body: [
      table(
        [{ title: 'What' }, { title: 'Which' }],
        [
          [
            'This look',
            `${look} of ${steps}${spent ? ', which is too many' : `, ${formatPlural(left, 'look')} left`}`,
          ],
          ['Adaptivity', adaptivity],
          ['The error rate holds if', cell(assumes)],
          ['Passed before on this test set', passedBefore ? 'yes' : 'no'],
          ...bests
            .slice(0, BESTS)
            .map(({ metric, slice, value }) => [
              `Best told before: ${cell(metric)}${slice.length === 0 ? '' : ` on ${cell(showSlice(slice))}`}`,
              formatNumber(value, choosePrecision(null, value)),
            ]),
          ['Recorded', recordedWords[recorded]],
          ['Test set', cell(testSet.slice(0, testSet.indexOf(':') + 13))],
        ],
      ),
      '<sub>Who sees a verdict and tries again fits the model to the test set: each look takes its share of the error rate. Renew the test set before the budget is spent.</sub>',
    ].join('\n\n'),
    open: false,
    charts: [],
  };
}
