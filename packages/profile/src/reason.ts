import type { ColumnProfile } from '@proofmark/documents';
import { formatPercent } from '@proofmark/metrics';
import { type BinnedPair, shares } from './distance.ts';

/** Bins of one column in two profiles; a label reads after "share of rows with". */
export type LabelledBins = BinnedPair & { labels: string[] };

const LONGEST_LABEL = 60;
const ROUNDING = 1e-12;

/** Pairs the bins of two profiles taken in the same bins. */
export function pairBins(before: ColumnProfile, after: ColumnProfile): LabelledBins {
  const { name } = before;
  if (before.kind === 'numeric' && after.kind === 'numeric') {
    const labels = before.counts.map((_, i) => rangeLabel(name, before.edges[i - 1], before.edges[i]));
    return { labels, reference: before.counts, current: after.counts };
  }
  if (before.kind === 'categorical' && after.kind === 'categorical') {
    const counts = (column: typeof before) => [...column.values.map(({ count }) => count), column.other];
    return {
      labels: [
        ...before.values.map(({ value }) => `${name} = ${shorten(value)}`),
        `${name} = any other value`,
      ],
      reference: counts(before),
      current: counts(after),
    };
  }
  throw new Error(`column ${name}: profiles of different kinds`);
}

/**
 * The bin whose share changed most: `delayed = 1: 16.1 % → 21.3 %`. Of two that changed as much, as two bins always do,
 * the rarer one: there the change is larger in proportion.
 */
export function largestMove({ labels, reference, current }: LabelledBins): string {
  const [p, q] = [shares(reference), shares(current)];
  const moves = labels.map((label, i) => ({ label, from: p[i] ?? 0, to: q[i] ?? 0 }));
  const largest = moves.reduce((best, move) => {
    const excess = Math.abs(move.to - move.from) - Math.abs(best.to - best.from);
    const isRarer = move.from + move.to < best.from + best.to;
    return excess > ROUNDING || (excess > -ROUNDING && isRarer) ? move : best;
  });
  return showMove(largest.label, largest.from, largest.to);
}

export function showMove(label: string, from: number, to: number): string {
  return `${label}: ${formatPercent(from)} → ${formatPercent(to)}`;
}

/** A bin holds what is above the edge before it, up to its own edge. */
function rangeLabel(name: string, from: number | undefined, to: number | undefined): string {
  if (from === undefined) return to === undefined ? name : `${name} ≤ ${short(to)}`;
  return to === undefined ? `${name} > ${short(from)}` : `${short(from)} < ${name} ≤ ${short(to)}`;
}

/** An edge that was a 32-bit float has digits that nobody wrote. */
function short(edge: number): string {
  return String(Number(edge.toPrecision(7)));
}

function shorten(value: string): string {
  const characters = [...value];
  return characters.length > LONGEST_LABEL ? `${characters.slice(0, LONGEST_LABEL - 1).join('')}…` : value;
}
