import { dot, link, text } from '@observablehq/plot';
import type { Estimate } from '@proofmark/documents';
import { choosePrecision, formatNumber, formatPlural } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { bottomAxis, tickPrecision } from './axes.ts';
import { shortLabel } from './bins.ts';
import { baselineSeries, candidateSeries, drawFigure } from './figure.ts';

const ROW = 26;
const TICKS = 6;
const ROW_LIMIT = 40;
const MARGIN = { left: 176, right: 120, bottom: 36 };
/** The two models of a row stand this far above and below its middle. */
const APART = 0.16;

/** What is measured of both models, under the name of a slice, a class or a metric. */
export type Row = { name: string; estimate: Estimate };

/**
 * Values of both models with their 95 % intervals, one row each: at most 40, in the order given.
 * Undefined for fewer than two rows with a value.
 */
export function drawIntervals(title: string, all: readonly Row[]): string | undefined {
  const rows = all.filter(({ estimate }) => estimate.candidate).slice(0, ROW_LIMIT);
  if (rows.length < 2) return undefined;
  const marks = rows.flatMap(({ estimate }, at) =>
    (['baseline', 'candidate'] as const).flatMap((side) => {
      const measured = estimate[side];
      if (!measured) return [];
      const { lower, upper } = measured.interval ?? { lower: measured.value, upper: measured.value };
      const isCandidate = side === 'candidate';
      return [{ y: at + (isCandidate ? -APART : APART), value: measured.value, lower, upper, isCandidate }];
    }),
  );
  const ends = marks.flatMap(({ lower, upper }) => [lower, upper]);
  const [lowest, highest] = [Math.min(...ends), Math.max(...ends)];
  const pad = (highest - lowest || Math.abs(highest) || 1) * 0.05;
  const domain = [lowest - pad, highest + pad] as const;
  const precision = tickPrecision(domain, TICKS);
  const compared = marks.some(({ isCandidate }) => !isCandidate);
  const of = (isCandidate: boolean) => marks.filter((mark) => mark.isCandidate === isCandidate);
  const bar = { x1: 'lower', x2: 'upper', y: 'y', strokeWidth: 2 } as const;
  const beside = { y: 'at', frameAnchor: 'right', textAnchor: 'start', dx: 10 } as const;
  const texts = rows.map(({ name, estimate }, at) => ({
    at,
    name: nameOf(name),
    value: showValue(estimate),
  }));
  return drawFigure({
    width: 760,
    height: 48 + rows.length * ROW + MARGIN.bottom,
    title,
    description: `${formatPlural(rows.length, 'row')} of values with 95 % intervals${compared ? ', of the candidate and the baseline' : ''}: ${texts
      .slice(0, 12)
      .map(({ name, value }) => `${name} ${value}`)
      .join('; ')}.`,
    legend: [candidateSeries, ...(compared ? [baselineSeries] : [])],
    plot: {
      marginLeft: MARGIN.left,
      marginRight: MARGIN.right,
      marginBottom: MARGIN.bottom,
      x: { domain: [...domain] },
      y: { domain: [-0.5, rows.length - 0.5], reverse: true, axis: null },
      marks: [
        ...bottomAxis({ ticks: TICKS, format: (value) => formatNumber(value, precision) }),
        link(of(false), { ...bar, stroke: 'var(--baseline)' }),
        dot(of(false), {
          x: 'value',
          y: 'y',
          r: 4,
          fill: 'var(--paper)',
          stroke: 'var(--baseline)',
          strokeWidth: 2,
        }),
        link(of(true), { ...bar, stroke: 'var(--candidate)' }),
        dot(of(true), { x: 'value', y: 'y', r: 4, fill: 'var(--candidate)', stroke: 'var(--candidate)' }),
        text(texts, { ...beside, text: 'value' }),
        text(texts, {
          y: 'at',
          frameAnchor: 'left',
          textAnchor: 'start',
          dx: 6 - MARGIN.left,
          text: 'name',
        }),
      ],
    },
  });
}

function nameOf(name: string): string {
  return shortLabel(plain(name, 40));
}

function showValue({ candidate, baseline, change }: Estimate): string {
  if (!candidate) return '';
  const precision = choosePrecision(change?.interval ?? candidate.interval, candidate.value);
  const own = formatNumber(candidate.value, precision);
  return baseline ? `${formatNumber(baseline.value, precision)} → ${own}` : own;
}
