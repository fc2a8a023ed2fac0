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

/** Of one class against the rest, which its own rows decide. */
const ofOneClass: Pick<MetricEntry, 'argument' | 'define'> = {
  argument: { kind: 'class' },
  define: ({ name, argument }) => ({ ...mean(name, 'higher', [0, 1]), rareClass: { label: argument } }),
};

/** A mean over classes, each of which counts alike, however few its rows. */
const averagedOver = (
  rareClass: 'averaged' | 'ranked',
  description: string,
  byDefault = false,
): MetricEntry => ({
  description,
  byDefault,
  scores: true,
  define: ({ name }) => ({ ...mean(name, 'higher', [0, 1]), rareClass }),
});

/** Of the order of the scores of each class: macro, micro, weighted and of one class. */
function rankings(
  family: string,
  what: string,
  rareClass: 'averaged' | 'ranked',
): Record<string, MetricEntry> {
  const kinds = {
    _macro: 'mean over classes',
    _micro: 'of all classes together',
    _weighted: 'mean over classes weighted by their rows',
    '[class]': 'of one class',
  };
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, text]): [string, MetricEntry] => [
      `${family}${kind}`,
      {
        ...entry(`${what}, ${text}`, false, 'higher'),
        ...(kind === '[class]' && ofOneClass),
        ...(kind === '_macro' && averagedOver(rareClass, `${what}, ${text}`)),
        scores: true,
      },
    ]),
  );
}

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
  roc_auc_ovr: averagedOver('ranked', 'AUC of each class against the rest, mean over classes', true),
  'roc_auc_ovr[class]': {
    ...entry('AUC of one class against the rest', false, 'higher'),
    ...ofOneClass,
    scores: true,
  },
  roc_auc_ovr_micro: {
    ...entry('AUC of the scores of all classes together', false, 'higher'),
    scores: true,
  },
  roc_auc_ovr_weighted: {
    ...entry('AUC of each class against the rest, weighted by their rows', false, 'higher'),
    scores: true,
  },
  roc_auc_ovo: averagedOver('ranked', 'AUC of each pair of classes, mean over pairs'),
  roc_auc_ovo_weighted: {
    ...entry('AUC of each pair of classes, weighted by their rows', false, 'higher'),
    scores: true,
  },
  ...rankings(
    'average_precision',
    'area under the precision-recall curve of a class against the rest',
    'ranked',
  ),
};

const samples = (family: string) => entry(`${family} of each row's labels, mean over rows`, false, 'higher');

/** A threshold makes labels of scores, which may be any numbers. */
const atThresholds = (entries: Readonly<Record<string, MetricEntry>>) =>
  Object.fromEntries(
    Object.entries(entries).map(([name, made]): [string, MetricEntry] => [
      name,
      { ...made, thresholds: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] },
    ]),
  );

/** The metrics of any number of labels a row. */
export const multilabelMetrics: Readonly<Record<string, MetricEntry>> = {
  ...atThresholds({
    subset_accuracy: entry('share of rows with exactly the right labels', true, 'higher'),
    hamming_loss: entry('share of wrong marks among all rows and labels', true, 'lower'),
    ...averagedMetrics('multilabel'),
    precision_samples: samples('precision'),
    recall_samples: samples('recall'),
    f1_samples: samples('F1'),
    jaccard_samples: samples('Jaccard'),
  }),
  ...rankings(
    'roc_auc',
    'probability that a row with a label scores above one without, ties counted half',
    'ranked',
  ),
  ...rankings('average_precision', 'area under the precision-recall curve of a label', 'averaged'),
  coverage_error: {
    description:
      'how many labels of a row, by falling score, it takes to have all of its own, mean over rows',
    byDefault: false,
    scores: true,
    define: ({ name, classes }) => mean(name, 'lower', [0, classes.length || Number.POSITIVE_INFINITY]),
  },
  label_ranking_average_precision: {
    ...entry(
      "precision at the place of each of a row's labels, mean over these and over rows",
      false,
      'higher',
    ),
    scores: true,
  },
  label_ranking_loss: {
    ...entry(
      'share of pairs of a right and a wrong label of a row in the wrong order, ties too',
      false,
      'lower',
    ),
    scores: true,
  },
};
