import type { Column } from '@proofmark/contract';
import type { Histogram } from '@proofmark/documents';

export type Range = Pick<Histogram, 'minimum' | 'maximum' | 'edges'> & { width: number };

/** Where the numbers of a column lie: the ends, and the percentiles 1 and 99. */
export type Spread = { low: number; high: number; first: number; last: number };

const BINS = 24;

/**
 * The bins of a histogram: the middle 98 % of the numbers and the bounds of the contract, of equal width, with each
 * bound at an edge. Two bounds fix the width; else it is 1, 2 or 5 times a power of ten. Few far values do not squeeze
 * the rest: they are counted beyond the edges.
 */
export function rangeOf(
  spread: Spread,
  { column, isInteger }: { column: Column; isInteger: boolean },
): Range {
  const minimum = boundOf(column, 'minimum');
  const maximum = boundOf(column, 'maximum');
  const bounds = [minimum, maximum].flatMap((bound) => (bound ? [bound.value] : []));
  // A bound far from every number would leave them in one bin.
  const reach = 4 * (spread.last - spread.first || Math.abs(spread.last) || 1);
  const near = bounds.filter((bound) => bound > spread.first - reach && bound < spread.last + reach);
  const low = Math.min(spread.first, ...near);
  const high = Math.max(spread.last, ...near);
  const rough = (high - low || Math.abs(high) || 1) / BINS;
  const [one, other] = near;
  const span = one !== undefined && other !== undefined && other > one ? other - one : undefined;
  const width = isInteger
    ? (wholeWidth(span, rough) ?? splitEvenly(span, Math.max(1, rough)) ?? Math.max(1, roundStep(rough)))
    : (splitEvenly(span, rough) ?? roundStep(rough));
  const anchor = one ?? Math.floor(low / width) * width;
  const start = anchor - Math.ceil((anchor - low) / width - 1e-9) * width;
  const bins = Math.max(1, Math.min(2 * BINS, Math.ceil((high - start) / width + 1e-9)));
  // One bin beyond each bound shows what broke it, when anything did.
  const before = near.includes(minimum?.value ?? Number.NaN) && spread.low < start ? 1 : 0;
  const after = near.includes(maximum?.value ?? Number.NaN) && spread.high > start + bins * width ? 1 : 0;
  const edges = Array.from({ length: bins + before + after + 1 }, (_, i) =>
    Number((start + (i - before) * width).toPrecision(12)),
  );
  return { ...(minimum ? { minimum } : {}), ...(maximum ? { maximum } : {}), edges, width };
}

/** The tightest bound of a side that is enforced, as a double. */
function boundOf(column: Column, side: 'minimum' | 'maximum'): Histogram['minimum'] {
  const found = column.constraints.flatMap(({ demand }) =>
    demand.kind === side && 'bound' in demand && Number.isFinite(Number(demand.bound))
      ? [{ value: Number(demand.bound), exclusive: demand.exclusive }]
      : [],
  );
  const sign = side === 'minimum' ? -1 : 1;
  return found.toSorted((a, b) => sign * (a.value - b.value) || Number(b.exclusive) - Number(a.exclusive))[0];
}

/** The smallest whole width that is wide enough and divides the span between the bounds, if any does. */
function wholeWidth(span: number | undefined, rough: number): number | undefined {
  const least = Math.max(1, Math.ceil(rough));
  return Array.from({ length: Math.min(1_000, 2 * least) }, (_, i) => least + i).find(
    (width) => span !== undefined && span % width === 0,
  );
}

function splitEvenly(span: number | undefined, rough: number): number | undefined {
  return span && span / Math.max(1, Math.round(span / rough));
}

/** 1, 2 or 5 times a power of ten, at least `rough`. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((multiple) => multiple * power >= rough * (1 - 1e-9)) ?? 10) * power;
}
