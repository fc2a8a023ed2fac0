import type { Side, SliceSums } from '@proofmark/documents';
import { compare } from './compare.ts';
import { estimate } from './estimate.ts';
import { ratesOf } from './gap-rates.ts';
import { type Difference, differenceOf, measureGroups, type Rate } from './group-gap.ts';
import type { EstimateOptions, Measured, Undefined } from './measured.ts';

/** The share of the error rate that is spent on telling which pair of groups is the farthest apart on each side. */
const IDENTIFYING = 0.2;

/** One group less another, in one rate: of the candidate, of the baseline, and the change of the first to the second. */
type Pair = Record<Side | 'change', Difference>;

/**
 * The change of the largest pairwise gap between groups, candidate − baseline, paired. Were it known which pair (in
 * which rate) is the farthest apart in the candidate, the gap would rise by at most what that pair moved apart, since
 * the baseline's largest gap is no smaller than that pair's; and by at least what the farthest pair of the baseline
 * moved. So the limits are those of the pairs that may be the farthest apart, by their simultaneous intervals
 * (Bonferroni); how far one pair moved is the difference of two independent paired changes (MOVER). Where the
 * simultaneous intervals alone say more, as when the baseline has no gap, they count. As R. L. Berger & D. D. Boos,
 * JASA 89, 1994, a small share of the error rate goes into the first step.
 * @param name with or without `[by=…]` and `@threshold=`
 */
export function compareGap(
  name: string,
  groups: readonly SliceSums[],
  { classes, level }: EstimateOptions,
): Measured | Undefined {
  const rates = ratesOf(name, classes);
  const count = (rates.length * groups.length * (groups.length - 1)) / 2;
  if (count === 0) return { value: null, reason: 'fewer than two groups' };
  const clustered = groups.some(({ moments }) => moments.unit === 'cluster');
  const identifying = { classes, level: 1 - ((1 - level) * IDENTIFYING) / (2 * count) };
  const comparing = { classes, level: 1 - (1 - level) * (1 - IDENTIFYING) };
  const pairs: Pair[] = [];
  for (const rate of rates) {
    const candidate = measureGroups(groups, (group) => estimate(rate, group, 'candidate', identifying));
    const baseline = measureGroups(groups, (group) => estimate(rate, group, 'baseline', identifying));
    const change = measureGroups(groups, (group) => compare(rate, group, comparing));
    if (!Array.isArray(candidate)) return candidate;
    if (!Array.isArray(baseline)) return baseline;
    if (!Array.isArray(change)) return change;
    pairs.push(...orderedPairs({ candidate, baseline, change }, clustered));
  }
  const largest = (side: Side) => Math.max(...pairs.map((pair) => pair[side].value));
  const atLeast = (side: Side) => Math.max(...pairs.map((pair) => pair[side].lower));
  const farthest = (side: Side) => pairs.filter((pair) => pair[side].upper >= atLeast(side));
  const rises = farthest('candidate').map(({ candidate, change }) =>
    Math.min(change.upper, candidate.upper - atLeast('baseline')),
  );
  const falls = farthest('baseline').map(({ baseline, change }) =>
    Math.max(change.lower, atLeast('candidate') - baseline.upper),
  );
  return {
    value: largest('candidate') - largest('baseline'),
    standardError: Math.max(...farthest('candidate').map(({ change }) => change.standardError)),
    degreesOfFreedom: Number.POSITIVE_INFINITY,
    interval: {
      lower: Math.max(-1, Math.min(...falls)),
      upper: Math.min(1, Math.max(...rises)),
      level,
      method: 'paired, over the pairs of groups that may be the farthest apart',
    },
  };
}

function orderedPairs(measured: Record<keyof Pair, readonly Rate[]>, clustered: boolean): Pair[] {
  const { candidate, baseline, change } = measured;
  const between = (of: readonly Rate[], i: number, j: number): Difference[] => {
    const [first, second] = [of[i], of[j]];
    return first && second && i !== j ? [differenceOf(first, second, clustered)] : [];
  };
  return candidate.flatMap((_, i) =>
    candidate.flatMap((__, j): Pair[] => {
      const [own] = between(candidate, i, j);
      const [other] = between(baseline, i, j);
      const [moved] = between(change, i, j);
      return own && other && moved ? [{ candidate: own, baseline: other, change: moved }] : [];
    }),
  );
}
