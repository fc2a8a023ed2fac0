import type { Evaluation, SliceSums, WeakSlices } from '@proofmark/documents';
import { countDiscoveries, normalCdf, normalQuantile } from '@proofmark/stats';
import { requireMetric } from './catalogue.ts';
import { estimate } from './estimate.ts';
import type { Metric } from './metric.ts';

const FALSE_DISCOVERY_RATE = 0.05;
const SHOWN = 5;

/**
 * The slices on which the candidate is worse than on the whole test set, by the first metric of the evaluation: those
 * that stand out among all slices searched (one-sided, Y. Benjamini & Y. Hochberg, J. R. Statist. Soc. B 57, 1995),
 * ordered by the lower 95 % limit of the shortfall, so that a tiny slice does not win by chance. A slice is part of the whole, so
 * the variance of the difference is that of the slice less its share. Exploratory: a search proposes, it proves nothing.
 * @returns undefined with fewer than two slices to search
 */
export function findWeakSlices({
  task,
  classes,
  metrics,
  sums,
}: Pick<Evaluation, 'task' | 'classes' | 'metrics' | 'sums'>): WeakSlices | undefined {
  const [name] = metrics;
  const whole = sums.find(({ slice }) => slice.length === 0);
  if (name === undefined || whole === undefined || task === 'aggregates') return undefined;
  const metric = requireMetric(name, { task, classes }, 'metrics', 'document-invalid');
  const overall = estimate(metric, whole, 'candidate', { classes, level: 0.95 });
  if (overall.value === null) return undefined;
  const { value } = overall;
  const searched = sums.flatMap((slice) => {
    const found =
      slice === whole ? undefined : shortfallOf(metric, slice, { value, rows: whole.rows, classes });
    return found === undefined ? [] : [found];
  });
  if (searched.length < 2) return undefined;
  const count = countDiscoveries(
    searched.map(({ pValue }) => pValue),
    searched.map(() => FALSE_DISCOVERY_RATE),
  );
  const found = searched.toSorted((a, b) => a.pValue - b.pValue).slice(0, count);
  return {
    metric: name,
    searched: searched.length,
    falseDiscoveryRate: FALSE_DISCOVERY_RATE,
    found: count,
    slices: found
      .toSorted((a, b) => b.slice.atLeast - a.slice.atLeast)
      .slice(0, SHOWN)
      .map(({ slice }) => slice),
  };
}

type Whole = { value: number; rows: number; classes: readonly string[] };

function shortfallOf(metric: Metric, sums: SliceSums, { value, rows, classes }: Whole) {
  const own = estimate(metric, sums, 'candidate', { classes, level: 0.95 });
  if (own.value === null || own.interval === null || !own.standardError) return undefined;
  if (sums.rows >= rows) return undefined;
  const shortfall = metric.direction === 'higher' ? value - own.value : own.value - value;
  const standardError = own.standardError * Math.sqrt(1 - sums.rows / rows);
  const slice: WeakSlices['slices'][number] = {
    slice: sums.slice,
    rows: sums.rows,
    value: own.value,
    shortfall,
    atLeast: shortfall - normalQuantile(0.95) * standardError,
  };
  return { slice, pValue: normalCdf(-shortfall / standardError) };
}
