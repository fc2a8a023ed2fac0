import { type Evaluation, type SliceSums, showSlice, type WeakSlices } from '@proofmark/documents';
import { countDiscoveries, normalCdf, normalQuantile } from '@proofmark/stats';
import { requireMetric } from './catalogue.ts';
import { estimate } from './estimate.ts';
import type { Metric } from './metric.ts';

const FALSE_DISCOVERY_RATE = 0.05;
const SHOWN = 5;

/**
 * The slices on which the candidate is worse than on the whole test set, by any metric of the evaluation: those that
 * stand out among all comparisons of a slice by a metric (one-sided, Y. Benjamini & Y. Hochberg, J. R. Statist. Soc. B
 * 57, 1995; metrics of the same rows depend on each other positively, under which it holds: Y. Benjamini & D. Yekutieli,
 * Ann. Statist. 29, 2001). Ordered by how many standard errors worse they are, which compares metrics of any unit and
 * lets no tiny slice win by chance. A slice is part of the whole, so the variance of the difference is that of the
 * slice less its share. Exploratory: a search proposes, it proves nothing.
 * @returns undefined with fewer than two slices to search
 */
export function findWeakSlices({
  task,
  classes,
  metrics,
  sums,
}: Pick<Evaluation, 'task' | 'classes' | 'metrics' | 'sums'>): WeakSlices | undefined {
  const whole = sums.find(({ slice }) => slice.length === 0);
  if (whole === undefined || task === 'aggregates') return undefined;
  const compared = metrics.flatMap((name) => {
    const metric = requireMetric(name, { task, classes }, 'metrics', 'document-invalid');
    const overall = estimate(metric, whole, 'candidate', { classes, level: 0.95 });
    if (overall.value === null || metric.neutral) return [];
    const { value } = overall;
    return sums.flatMap((slice) => {
      const found =
        slice === whole ? undefined : shortfallOf(metric, slice, { value, rows: whole.rows, classes });
      return found === undefined ? [] : [found];
    });
  });
  const searched = new Set(compared.map(({ key }) => key)).size;
  if (searched < 2) return undefined;
  const count = countDiscoveries(
    compared.map(({ pValue }) => pValue),
    compared.map(() => FALSE_DISCOVERY_RATE),
  );
  const clearest = compared.toSorted((a, b) => b.deviation - a.deviation).slice(0, count);
  const bySlice = [...Map.groupBy(clearest, ({ key }) => key).values()];
  return {
    metrics: [...new Set(compared.map(({ slice }) => slice.metric))],
    searched,
    comparisons: compared.length,
    falseDiscoveryRate: FALSE_DISCOVERY_RATE,
    found: bySlice.length,
    slices: bySlice
      .slice(0, SHOWN)
      .flatMap(([first, ...others]) =>
        first === undefined ? [] : [{ ...first.slice, also: others.map(({ slice }) => slice.metric) }],
      ),
  };
}

type Whole = { value: number; rows: number; classes: readonly string[] };

function shortfallOf(metric: Metric, sums: SliceSums, { value, rows, classes }: Whole) {
  const own = estimate(metric, sums, 'candidate', { classes, level: 0.95 });
  if (own.value === null || !own.standardError || sums.rows >= rows) return undefined;
  const shortfall = metric.direction === 'higher' ? value - own.value : own.value - value;
  const standardError = own.standardError * Math.sqrt(1 - sums.rows / rows);
  const deviation = shortfall / standardError;
  const slice: Omit<WeakSlices['slices'][number], 'also'> = {
    slice: sums.slice,
    metric: metric.name,
    rows: sums.rows,
    value: own.value,
    shortfall,
    atLeast: shortfall - normalQuantile(0.95) * standardError,
  };
  return { slice, key: showSlice(sums.slice), deviation, pValue: normalCdf(-deviation) };
}
