import type { Evaluation } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

type Example = [
  what: string,
  task: Evaluation['task'],
  csv: string,
  columns: object,
  values: Record<string, number>,
];

/** Examples of documentation, with the digits printed there: scikit-learn's user guide and reference, torchmetrics. */
const examples: Example[] = [
  [
    'sklearn.metrics.roc_auc_score, average_precision_score',
    'binary',
    'y,p\n0,0.1\n0,0.4\n1,0.35\n1,0.8',
    { label: 'y', score: 'p' },
    { roc_auc: 0.75, average_precision: 0.83 },
  ],
  [
    'brier_score_loss',
    'binary',
    'y,p\n0,0.1\n1,0.9\n1,0.8\n0,0.3',
    { label: 'y', score: 'p' },
    { brier: 0.0375 },
  ],
  [
    'log_loss',
    'binary',
    'y,p\n1,0.9\n0,0.1\n0,0.2\n1,0.65',
    { label: 'y', score: 'p' },
    { log_loss: 0.21616 },
  ],
  ['matthews_corrcoef', 'binary', 'y,p\n1,1\n1,0\n1,1\n0,1', { label: 'y', score: 'p' }, { mcc: -0.33 }],
  [
    'torchmetrics BinaryCalibrationError, two bins, l1',
    'binary',
    'y,p\n0,0.25\n0,0.25\n1,0.55\n1,0.75\n1,0.75',
    { label: 'y', score: 'p' },
    { 'ece@2': 0.29 },
  ],
  [
    'cohen_kappa_score',
    'multiclass',
    'y,p\nnegative,negative\npositive,positive\nnegative,negative\nneutral,neutral\npositive,negative',
    { label: 'y', prediction: 'p' },
    { kappa: 0.6875 },
  ],
  [
    'f1_score: macro, micro, weighted, by class',
    'multiclass',
    'y,p\n0,0\n1,2\n2,1\n0,0\n1,0\n2,1',
    { label: 'y', prediction: 'p' },
    { f1_macro: 0.267, f1_micro: 0.33, f1_weighted: 0.267, 'f1[class=0]': 0.8 },
  ],
  [
    'top_k_accuracy_score',
    'multiclass',
    'y,p_0,p_1,p_2\n0,0.5,0.2,0.2\n1,0.3,0.4,0.2\n2,0.2,0.4,0.3\n2,0.7,0.2,0.1',
    { label: 'y', scores: 'p_{class}' },
    { 'top_k_accuracy@2': 0.75 },
  ],
  [
    'hamming_loss',
    'multilabel',
    'is_a,is_b,p_a,p_b\n0,1,0,0\n1,1,0,0',
    { label: 'is_{class}', prediction: 'p_{class}' },
    { hamming_loss: 0.75 },
  ],
  [
    'r2_score, explained_variance_score, mean_absolute_percentage_error and others',
    'regression',
    'y,p\n3,2.5\n-0.5,0\n2,2\n7,8',
    { label: 'y', score: 'p' },
    { r2: 0.948, explained_variance: 0.957, mape: 0.3273, mae: 0.5, mse: 0.375, rmse: 0.612, median_ae: 0.5 },
  ],
  [
    'mean_pinball_loss',
    'regression',
    'y,p\n1,0\n2,2\n3,3',
    { label: 'y', score: 'p' },
    { 'pinball@0.1': 0.03, 'pinball@0.9': 0.3 },
  ],
  [
    'mean_tweedie_deviance, mean_poisson_deviance',
    'regression',
    'y,p\n2,0.5\n0,0.5\n1,2\n4,2',
    { label: 'y', score: 'p' },
    { 'tweedie_deviance@1': 1.426, poisson_deviance: 1.426 },
  ],
  [
    'ndcg_score',
    'ranking',
    'q,y,s\na,10,0.1\na,0,0.2\na,0,0.3\na,1,4\na,5,70',
    { query: 'q', label: 'y', score: 's' },
    { ndcg: 0.69 },
  ],
];

test.each(examples)('the documented example of %s', async (_what, task, csv, columns, values) => {
  const [header, ...rows] = csv.split('\n');
  const numbered = [`id,${header}`, ...rows.map((row, i) => `${i},${row}`)].join('\n');
  const { estimates } = await evaluateFiles(
    { 'p.csv': `${numbered}\n` },
    { task, predictions: 'p.csv', columns, metrics: Object.keys(values) },
  );
  for (const [metric, printed] of Object.entries(values)) {
    const found = estimates.find((each) => each.metric === metric)?.candidate?.value ?? Number.NaN;
    const digits = String(printed).split('.')[1]?.length ?? 0;
    // Documentation cuts digits off as often as it rounds them.
    expect(Math.abs(found - printed), `${metric}: ${found}`).toBeLessThan(10 ** -digits);
  }
});
