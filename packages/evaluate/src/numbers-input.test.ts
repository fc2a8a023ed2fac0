import type { Evaluation } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

const regression = { task: 'regression', predictions: 'p.csv' };
const header = 'id,label,score\n';

type Refused = [
  name: string,
  files: Record<string, string>,
  section: Record<string, unknown>,
  code: string,
  message: RegExp,
];

const refused: Refused[] = [
  [
    'a label of 0 under a gamma deviance',
    { 'p.csv': `${header}1,2,2\n2,0,1\n` },
    { ...regression, metrics: ['gamma_deviance'] },
    'predictions-invalid',
    /^p\.csv: column "label": 1 row has a number outside the domain of a Tweedie deviance of power 2: expected labels above 0; the first is id 2, received "0(\.0)?"/,
  ],
  [
    'a negative prediction under a Poisson deviance',
    { 'p.csv': `${header}1,2,2\n2,0,-1\n` },
    { ...regression, metrics: ['poisson_deviance'] },
    'predictions-invalid',
    /column "score": 1 row .* power 1: expected predictions above 0; the first is id 2/,
  ],
  [
    'a power that no deviance has',
    { 'p.csv': `${header}1,2,2\n` },
    { ...regression, metrics: ['tweedie_deviance@0.5'] },
    'config-invalid',
    /expected a power of at most 0 or at least 1 after @/,
  ],
  [
    'a quantile beyond 1',
    { 'p.csv': `${header}1,2,2\n` },
    { ...regression, metrics: ['pinball@90'] },
    'config-invalid',
    /expected a number between 0 and 1 after @/,
  ],
  [
    'errors whose squares are no numbers',
    { 'p.csv': `${header}1,2,1e200\n2,3,1\n` },
    regression,
    'predictions-invalid',
    /squared_error\.candidate is too large for a number/,
  ],
];

test.each(refused)('%s is refused', async (_name, files, section, code, message) => {
  await expect(evaluateFiles(files, section)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
});

function estimateOf({ estimates }: Evaluation, name: string) {
  return estimates.find(({ metric }) => metric === name);
}

// sklearn.metrics.mean_absolute_percentage_error([0, 4], [1, 3]) is (1/ε + 1/4)/2.
test('a label of 0 counts its error over the machine epsilon in MAPE, and WAPE of zeros has no value', async () => {
  const document = await evaluateFiles(
    { 'p.csv': `${header}1,0,1\n2,4,3\n` },
    { ...regression, metrics: ['mape'] },
  );
  expect((estimateOf(document, 'mape')?.candidate?.value ?? 0) / 2 ** 51).toBeCloseTo(1, 12);
  const zeros = await evaluateFiles(
    { 'p.csv': `${header}1,0,1\n2,0,3\n` },
    { ...regression, metrics: ['wape', 'smape'] },
  );
  expect(estimateOf(zeros, 'wape')).toMatchObject({
    candidate: null,
    reason: 'all labels are 0 (zero division)',
  });
  expect(estimateOf(zeros, 'smape')?.candidate?.value).toBe(2);
});

test('the largest error has a value and no interval, and says so', async () => {
  const document = await evaluateFiles(
    { 'p.csv': `${header}1,2,3\n2,4,1\n3,1,1\n` },
    { ...regression, metrics: ['max_error', 'median_ae'] },
  );
  expect(estimateOf(document, 'max_error')).toMatchObject({
    candidate: { value: 3, interval: null },
    reason: 'an extreme of the sample has no interval',
  });
  expect(estimateOf(document, 'median_ae')?.candidate).toMatchObject({
    value: 1,
    interval: { method: 'Woodruff, t with 2 df' },
  });
});

test('a median of equal errors shows no spread', async () => {
  const document = await evaluateFiles(
    { 'p.csv': `${header}1,2,3\n2,4,5\n3,1,2\n` },
    { ...regression, metrics: ['median_ae'] },
  );
  expect(estimateOf(document, 'median_ae')).toMatchObject({
    candidate: { value: 1, interval: null },
    reason: 'all 3 rows agree, so the spread is unknown',
  });
});
