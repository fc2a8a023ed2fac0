import { areaY, lineY, rectY, ruleX, ruleY } from '@observablehq/plot';
import type { Evaluation, Residuals, ScoreCurves } from '@proofmark/documents';
import { formatCount, formatExact, formatPercent } from '@proofmark/metrics';
import { baselineSeries, candidateSeries, drawFigure } from './figure.ts';

const SIZE = { width: 420, height: 300 };

/**
 * How the scores of one model are distributed in each class: shares of the class, so that a rare one is seen. Both
 * models are drawn to one scale.
 */
export function drawScores(
  { side, histogram }: ScoreCurves,
  { classes, threshold, curves = [] }: Evaluation,
): string {
  const [negative = 'negative', positive = 'positive'] = classes;
  const { edges } = histogram;
  const [ofPositives, ofNegatives] = [sharesOf(histogram.positives), sharesOf(histogram.negatives)];
  const bars = binsOf(edges, ofNegatives);
  const steps = stepsOf(edges, ofPositives);
  const highest = Math.max(
    ...curves.flatMap((own) => [...sharesOf(own.histogram.positives), ...sharesOf(own.histogram.negatives)]),
  );
  const inside = threshold !== undefined && threshold >= (edges[0] ?? 0) && threshold <= (edges.at(-1) ?? 1);
  return drawFigure({
    ...SIZE,
    title: `Scores of the ${side}`,
    description: `Distribution of the score in each class. Most rows of class ${negative} have ${peakOf(edges, ofNegatives)}, most of class ${positive} ${peakOf(edges, ofPositives)}.`,
    legend: [
      { name: `▮ class ${negative}`, color: 'var(--muted)' },
      { name: `━ class ${positive}`, color: 'var(--candidate)' },
    ],
    bottom: {
      domain: [edges[0] ?? 0, edges.at(-1) ?? 1],
      label: inside ? `score (threshold ${formatExact(threshold)})` : 'score',
    },
    left: { domain: [0, highest || 1], label: 'share of the class', format: formatPercent },
    plot: {
      marks: [
        rectY(bars, {
          x1: 'from',
          x2: 'to',
          y: 'share',
          fill: 'var(--grid)',
          stroke: 'var(--muted)',
          strokeWidth: 0.5,
        }),
        areaY(steps, { x: 'at', y1: 0, y2: 'share', fill: 'var(--candidate)', fillOpacity: 0.18 }),
        lineY(steps, { x: 'at', y: 'share', stroke: 'var(--candidate)', strokeWidth: 2 }),
        ruleY([0], { stroke: 'var(--muted)' }),
        ...(inside
          ? [ruleX([threshold], { stroke: 'var(--fail)', strokeWidth: 1.5, strokeDasharray: '5 3' })]
          : []),
      ],
    },
  });
}

/** How far the predictions of each model are from the labels. */
export function drawResiduals(residuals: readonly Residuals[]): string {
  const candidate = residuals.find(({ side }) => side === 'candidate');
  const baseline = residuals.find(({ side }) => side === 'baseline');
  const { edges = [0, 1], below = 0, above = 0 } = candidate ?? {};
  const shares = sharesOf(candidate?.counts ?? []);
  const others = sharesOf(baseline?.counts ?? []);
  const steps = baseline ? stepsOf(baseline.edges, others) : [];
  const highest = Math.max(...shares, ...others);
  return drawFigure({
    width: 840,
    height: 320,
    title: 'Residuals: prediction − label',
    description: `Most residuals of the candidate have ${peakOf(edges, shares)}. ${formatCount(below)} rows lie below and ${formatCount(above)} above what is drawn.`,
    legend: [
      { ...candidateSeries, name: '▮ candidate' },
      ...(baseline ? [{ ...baselineSeries, name: '━ baseline' }] : []),
    ],
    bottom: { domain: [edges[0] ?? 0, edges.at(-1) ?? 1], label: 'prediction − label', ticks: 10 },
    left: { domain: [0, highest || 1], label: 'share of the rows', format: formatPercent },
    plot: {
      marks: [
        rectY(binsOf(edges, shares), {
          x1: 'from',
          x2: 'to',
          y: 'share',
          fill: 'var(--candidate-area)',
          stroke: 'var(--candidate)',
          strokeWidth: 0.5,
        }),
        lineY(steps, {
          x: 'at',
          y: 'share',
          stroke: 'var(--baseline)',
          strokeWidth: 2,
          strokeDasharray: '5 3',
        }),
        ruleY([0], { stroke: 'var(--muted)' }),
        ruleX([0], { stroke: 'currentColor' }),
      ],
    },
  });
}

function binsOf(edges: readonly number[], shares: readonly number[]) {
  return shares.map((share, i) => ({ from: edges[i] ?? 0, to: edges[i + 1] ?? 0, share }));
}

/** The outline of the bars. */
function stepsOf(edges: readonly number[], shares: readonly number[]) {
  const outline = binsOf(edges, shares).flatMap(({ from, to, share }) => [
    { at: from, share },
    { at: to, share },
  ]);
  return [{ at: edges[0] ?? 0, share: 0 }, ...outline, { at: edges.at(-1) ?? 0, share: 0 }];
}

function sharesOf(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total > 0 ? count / total : 0));
}

function peakOf(edges: readonly number[], shares: readonly number[]): string {
  const highest = shares.indexOf(Math.max(...shares));
  return `${formatExact(edges[highest] ?? 0)} to ${formatExact(edges[highest + 1] ?? 0)}`;
}
