import { type Dual, minus, over, plus, scaled, squareRoot, times } from './dual.ts';
import type { Counts, MetricDefinition, MetricEntry, Totals } from './metric.ts';

/**
 * Metrics of several classes as functions of class totals: of class number k `support[k]` (rows that have it), and of
 * one side `predicted[k]` and `hits[k]` (rows predicted to have it, rightly so). Rows of a multiclass task have one
 * class, of a multilabel task any number.
 */
type Place = { support: string; predicted: string; hits: string };

export function placeOf(k: number): Place {
  return { support: `support[${k}]`, predicted: `predicted[${k}]`, hits: `hits[${k}]` };
}

type Ratio = (total: Totals, place: Place) => { above: Dual; below: Dual };

const ratios: Readonly<Record<'precision' | 'recall' | 'f1' | 'jaccard', Ratio>> = {
  precision: (total, { hits, predicted }) => ({ above: total(hits), below: total(predicted) }),
  recall: (total, { hits, support }) => ({ above: total(hits), below: total(support) }),
  f1: (total, { hits, predicted, support }) => ({
    above: scaled(total(hits), 2),
    below: plus(total(predicted), total(support)),
  }),
  jaccard: (total, { hits, predicted, support }) => ({
    above: total(hits),
    below: minus(plus(total(predicted), total(support)), total(hits)),
  }),
};

const words: Readonly<Record<keyof typeof ratios, string>> = {
  precision: 'share of predictions of a class that are right',
  recall: 'share of rows of a class that are found',
  f1: 'harmonic mean of precision and recall',
  jaccard: 'hits among all that have a class or are predicted to',
};

export const sumOf = (parts: readonly Dual[]): Dual | undefined =>
  parts.length === 0 ? undefined : parts.reduce(plus);

const nowhere = (total: Totals): Dual => scaled(total('rows'), 0);

/** 0 where the divisor is, as scikit-learn with `zero_division=0`. */
const quotient = ({ above, below }: { above: Dual; below: Dual }): Dual =>
  below.value === 0 ? scaled(above, 0) : over(above, below);

const classesUndefined = (count: Counts) => (count('rows') === 0 ? 'no rows' : undefined);

function base(value: MetricDefinition['value']): MetricDefinition {
  return {
    direction: 'higher',
    range: [0, 1],
    family: 'classes',
    needs: [],
    value,
    undefinedWhen: classesUndefined,
  };
}

/** Mean over the classes that occur; scikit-learn takes every column of a multilabel task. */
function macro(ratio: Ratio, classes: readonly string[], everyClass: boolean): MetricDefinition['value'] {
  return (total) => {
    const present = classes
      .map((_, k) => placeOf(k))
      .filter(({ support, predicted }) => everyClass || total(support).value + total(predicted).value > 0);
    const sum = sumOf(present.map((place) => quotient(ratio(total, place))));
    return sum ? scaled(sum, 1 / present.length) : nowhere(total);
  };
}

function micro(ratio: Ratio, classes: readonly string[]): MetricDefinition['value'] {
  return (total) => {
    const parts = classes.map((_, k) => ratio(total, placeOf(k)));
    const [above, below] = [sumOf(parts.map((part) => part.above)), sumOf(parts.map((part) => part.below))];
    return above && below ? quotient({ above, below }) : nowhere(total);
  };
}

/** Mean weighted by support. */
function weightedMean(ratio: Ratio, classes: readonly string[]): MetricDefinition['value'] {
  return (total) => {
    const places = classes.map((_, k) => placeOf(k));
    const above = sumOf(places.map((place) => times(total(place.support), quotient(ratio(total, place)))));
    const below = sumOf(places.map((place) => total(place.support)));
    return above && below ? quotient({ above, below }) : nowhere(total);
  };
}

function ofClass(family: keyof typeof ratios, classes: readonly string[], label: string): MetricDefinition {
  const k = classes.indexOf(label);
  const ratio = ratios[family];
  const { support, predicted } = placeOf(k);
  const zero = {
    precision: (count: Counts) => count(predicted) === 0 && `no row is predicted as ${label}`,
    recall: (count: Counts) => count(support) === 0 && `no row is labelled ${label}`,
    f1: (count: Counts) => count(support) + count(predicted) === 0 && `${label} does not occur`,
    jaccard: (count: Counts) => count(support) + count(predicted) === 0 && `${label} does not occur`,
  }[family];
  const constant = (value: number): Dual => ({ value, gradient: [] });
  return {
    ...base((total) => quotient(ratio(total, placeOf(k)))),
    undefinedWhen: (count) => {
      const reason = zero(count);
      return reason ? `${reason} (zero division)` : undefined;
    },
    // F1 is an increasing function of Jaccard's ratio, which is a proportion.
    proportion: (count) => {
      const of = family === 'f1' ? ratios.jaccard : ratio;
      const { above, below } = of((feature) => constant(count(feature)), placeOf(k));
      const map = (share: number) => (2 * share) / (1 + share);
      return { successes: above.value, trials: below.value, ...(family === 'f1' && { map }) };
    },
    ...(family === 'recall' && { pairedOn: { label } }),
  };
}

type Task = 'multiclass' | 'multilabel';

/** precision, recall, F1 and Jaccard: macro, micro, weighted and of one class. */
export function averagedMetrics(task: Task): Record<string, MetricEntry> {
  const entries: Record<string, MetricEntry> = {};
  const defaults = ['precision_macro', 'recall_macro', 'f1_macro', 'f1_micro', 'f1_weighted'];
  for (const family of ['precision', 'recall', 'f1', 'jaccard'] as const) {
    const ratio = ratios[family];
    const add = (
      kind: string,
      text: string,
      value: (classes: readonly string[]) => MetricDefinition['value'],
    ) => {
      const name = `${family}_${kind}`;
      entries[name] = {
        description: `${words[family]}, ${text}`,
        byDefault: defaults.includes(name) && (task === 'multilabel' || kind !== 'micro'),
        define: ({ classes }) => base(value(classes)),
      };
    };
    add('macro', 'mean over classes', (classes) => macro(ratio, classes, task === 'multilabel'));
    add('micro', 'of all classes together', (classes) => micro(ratio, classes));
    add('weighted', 'mean over classes weighted by their rows', (classes) => weightedMean(ratio, classes));
    entries[`${family}[class]`] = {
      description: `${words[family]}, of one class`,
      byDefault: false,
      argument: { kind: 'class' },
      define: ({ classes, argument }) => ofClass(family, classes, argument),
    };
  }
  return entries;
}

/** Metrics of rows with exactly one class. */
export const singleClassMetrics: Readonly<Record<string, MetricEntry>> = {
  accuracy: {
    description: 'share of rows with the right class',
    byDefault: true,
    define: ({ classes }) => ({
      ...base((total) => over(hitsOf(total, classes), total('rows'))),
      proportion: (count) => ({
        successes: classes.reduce((sum, _, k) => sum + count(placeOf(k).hits), 0),
        trials: count('rows'),
      }),
      pairedOn: 'rows',
    }),
  },
  balanced_accuracy: {
    description: 'mean recall of the classes that occur among the labels',
    byDefault: true,
    define: ({ classes }) =>
      base((total) => {
        const present = classes.map((_, k) => placeOf(k)).filter(({ support }) => total(support).value > 0);
        const sum = sumOf(present.map((place) => quotient(ratios.recall(total, place))));
        return sum ? scaled(sum, 1 / present.length) : nowhere(total);
      }),
  },
  mcc: {
    description: "Matthews' correlation coefficient of label and prediction",
    byDefault: true,
    define: ({ classes }) => ({
      ...base((total) => {
        const squares = (kind: 'support' | 'predicted') =>
          minus(times(total('rows'), total('rows')), products(total, classes, kind, kind));
        return over(
          minus(
            times(hitsOf(total, classes), total('rows')),
            products(total, classes, 'support', 'predicted'),
          ),
          squareRoot(times(squares('support'), squares('predicted'))),
        );
      }),
      range: [-1, 1],
      undefinedWhen: (count) =>
        isConstant(count, classes, 'support')
          ? 'only one class among the labels (zero division)'
          : isConstant(count, classes, 'predicted')
            ? 'only one class among the predictions (zero division)'
            : classesUndefined(count),
    }),
  },
  kappa: {
    description: "Cohen's kappa: accuracy above what chance would give",
    byDefault: true,
    define: ({ classes }) => ({
      ...base((total) => {
        const chance = products(total, classes, 'support', 'predicted');
        const rows = total('rows');
        return over(minus(times(hitsOf(total, classes), rows), chance), minus(times(rows, rows), chance));
      }),
      range: [-1, 1],
      undefinedWhen: (count) =>
        classes.some(
          (_, k) =>
            count(placeOf(k).support) === count('rows') && count(placeOf(k).predicted) === count('rows'),
        )
          ? 'one class alone among labels and predictions (zero division)'
          : classesUndefined(count),
    }),
  },
};

function hitsOf(total: Totals, classes: readonly string[]): Dual {
  return sumOf(classes.map((_, k) => total(placeOf(k).hits))) ?? nowhere(total);
}

function products(
  total: Totals,
  classes: readonly string[],
  a: 'support' | 'predicted',
  b: 'support' | 'predicted',
): Dual {
  return sumOf(classes.map((_, k) => times(total(placeOf(k)[a]), total(placeOf(k)[b])))) ?? nowhere(total);
}

function isConstant(count: Counts, classes: readonly string[], kind: 'support' | 'predicted'): boolean {
  return classes.some((_, k) => count(placeOf(k)[kind]) === count('rows'));
}
