import { nowhere, ofClassTotals, type Place, placeOf, quotient, sumOf } from './class-totals.ts';
import { type Dual, minus, plus, scaled, times } from './dual.ts';
import { BETA } from './f-beta.ts';
import type { Counts, MetricDefinition, MetricEntry, Totals } from './metric.ts';

type Ratio = (total: Totals, place: Place) => { above: Dual; below: Dual };

export const ratios: Readonly<Record<'precision' | 'recall' | 'f1' | 'jaccard', Ratio>> = {
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

const fBeta =
  (beta: number): Ratio =>
  (total, { hits, predicted, support }) => ({
    above: scaled(total(hits), 1 + beta ** 2),
    below: plus(scaled(total(support), beta ** 2), total(predicted)),
  });

const words: Readonly<Record<keyof typeof ratios, string>> = {
  precision: 'share of predictions of a class that are right',
  recall: 'share of rows of a class that are found',
  f1: 'harmonic mean of precision and recall',
  jaccard: 'hits among all that have a class or are predicted to',
};

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
    ...ofClassTotals((total) => quotient(ratio(total, placeOf(k)))),
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
      rest: Pick<MetricDefinition, 'rareClass'> = {},
    ) => {
      const name = `${family}_${kind}`;
      entries[name] = {
        description: `${words[family]}, ${text}`,
        byDefault: defaults.includes(name) && (task === 'multilabel' || kind !== 'micro'),
        define: ({ classes }) => ({ ...ofClassTotals(value(classes)), ...rest }),
      };
    };
    add('macro', 'mean over classes', (classes) => macro(ratio, classes, task === 'multilabel'), {
      rareClass: 'averaged',
    });
    add('micro', 'of all classes together', (classes) => micro(ratio, classes));
    add('weighted', 'mean over classes weighted by their rows', (classes) => weightedMean(ratio, classes));
    entries[`${family}[class]`] = {
      description: `${words[family]}, of one class`,
      byDefault: false,
      argument: { kind: 'class' },
      define: ({ classes, argument }) => ofClass(family, classes, argument),
    };
  }
  return { ...entries, ...betaMetrics(task) };
}

function betaMetrics(task: Task): Record<string, MetricEntry> {
  const kinds = {
    macro: [
      'mean over classes',
      (ratio: Ratio, classes: readonly string[]) => macro(ratio, classes, task === 'multilabel'),
    ],
    micro: ['of all classes together', micro],
    weighted: ['mean over classes weighted by their rows', weightedMean],
  } as const;
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, [text, average]]): [string, MetricEntry] => [
      `f_beta_${kind}`,
      {
        description: `weighted harmonic mean of precision and recall, which counts beta times as much, ${text}`,
        byDefault: false,
        argument: BETA,
        define: ({ classes, argument }) => ({
          ...ofClassTotals(average(fBeta(Number(argument)), classes)),
          ...(kind === 'macro' && { rareClass: 'averaged' }),
        }),
      },
    ]),
  );
}
