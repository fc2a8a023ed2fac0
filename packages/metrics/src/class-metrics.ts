import { averagedMetrics } from './class-averages.ts';
import { type Argument, type MetricDefinition, type MetricEntry, meanOf } from './metric.ts';
import { singleClassMetrics } from './single-class-metrics.ts';

const mean = (
  name: string,
  direction: MetricDefinition['direction'],
  range: MetricDefinition['range'],
): MetricDefinition => ({ direction, range, family: 'loss', needs: [name], value: meanOf(name) });

const entry = (
  description: string,
  byDefault: boolean,
  direction: MetricDefinition['direction'],
  range: MetricDefinition['range'] = [0, 1],
): MetricEntry => ({ description, byDefault, define: ({ name }) => mean(name, direction, range) });

const topK: Argument = {
  kind: 'number',
  example: '2',
  expected: 'a whole number of classes',
  accepts: (k) => Number.isInteger(k) && k >= 1,
};

/** The metrics of one class out of several; those of scores need `columns.scores`. */
export const multiclassMetrics: Readonly<Record<string, MetricEntry>> = {
  ...singleClassMetrics,
  ...averagedMetrics('multiclass'),
  top_k_accuracy: {
    description: 'share of rows whose class is among the k with the highest scores',
    byDefault: false,
    argument: topK,
    scores: true,
    define: ({ argument }) => mean(`top_k_accuracy@${argument}`, 'higher', [0, 1]),
  },
  log_loss: {
    ...entry('mean of −ln of the probability given to the true class', true, 'lower', [
      0,
      Number.POSITIVE_INFINITY,
    ]),
    scores: true,
  },
  brier: {
    ...entry('mean squared distance of the probabilities from the truth', true, 'lower', [0, 2]),
    scores: true,
  },
  roc_auc_ovr: {
    ...entry('AUC of each class against the rest, mean over classes', true, 'higher'),
    scores: true,
  },
  'roc_auc_ovr[class]': {
    ...entry('AUC of one class against the rest', false, 'higher'),
    argument: { kind: 'class' },
    scores: true,
  },
  roc_auc_ovr_weighted: {
    ...entry('AUC of each class against the rest, weighted by their rows', false, 'higher'),
    scores: true,
  },
  roc_auc_ovo: { ...entry('AUC of each pair of classes, mean over pairs', false, 'higher'), scores: true },
  roc_auc_ovo_weighted: {
    ...entry('AUC of each pair of classes, weighted by their rows', false, 'higher'),
    scores: true,
  },
};

const samples = (family: string) => entry(`${family} of each row's labels, mean over rows`, false, 'higher');

/** The metrics of any number of labels a row. */
export const multilabelMetrics: Readonly<Record<string, MetricEntry>> = {
  subset_accuracy: entry('share of rows with exactly the right labels', true, 'higher'),
  hamming_loss: entry('share of wrong marks among all rows and labels', true, 'lower'),
  ...averagedMetrics('multilabel'),
  precision_samples: samples('precision'),
  recall_samples: samples('recall'),
  f1_samples: samples('F1'),
  jaccard_samples: samples('Jaccard'),
};
