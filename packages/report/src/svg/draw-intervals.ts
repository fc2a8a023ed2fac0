import { dot, link, text } from '@observablehq/plot';
import type { Estimate } from '@proofmark/documents';
import { choosePrecision, formatCount, formatNumber, formatPlural } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { padded } from './axes.ts';
import { baselineSeries, candidateSeries, drawFigure } from './figure.ts';
import { fitLabel, widest } from './text-width.ts';

const ROW = 26;
/** A figure of more rows is too long to be looked at. */
export const ROW_LIMIT = 40;
const GAP = 12;
const NAMES = { least: 110, most: 220 };
const BOTTOM = 36;
/** The two models of a row stand this far above and below its middle. */
const APART = 0.16;

/** What is measured of both models, under the name of a slice, a class or a metric. */
export type Row = { name: string; estimate: Estimate };

/**
 * Values of both models with their 95 % intervals, one row each, in the order given.
 * Undefined for fewer than two rows with a value.
 * @param chosen of how many the rows were chosen, and which
 */
export function drawIntervals(
  title: string,
  all: readonly Row[],
  chosen = { of: all.length, which: '' },
): string | undefined {
  const rows = all.filter(({ estimate }) => estimate.candidate);
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
  const domain = padded([Math.min(...ends), Math.max(...ends)], 0.05);
  const compared = marks.some(({ isCandidate }) => !isCandidate);
  const of = (isCandidate: boolean) => marks.filter((mark) => mark.isCandidate === isCandidate);
  const bar = { x1: 'lower', x2: 'upper', y: 'y', strokeWidth: 2 } as const;
  const beside = { y: 'at', frameAnchor: 'right', textAnchor: 'start', dx: GAP } as const;
  const texts = rows.map(({ name, estimate }, at) => ({
    at,
    name: nameOf(name),
    value: showValue(estimate),
  }));
  const left = Math.max(NAMES.least, widest(texts.map(({ name }) => name)) + GAP);
  const isCut = all.length < chosen.of;
  return drawFigure({
    width: 840,
    height: 48 + rows.length * ROW + BOTTOM,
    title,
    description: `${formatPlural(rows.length, 'row')} of values with 95 % intervals${compared ? ', of the candidate and the baseline' : ''}: ${texts
      .slice(0, 12)
      .map(({ name, value }) => `${name} ${value}`)
      .join('; ')}.`,
    legend: [
      candidateSeries,
      ...(compared ? [baselineSeries] : []),
      ...(isCut
        ? [{ name: `${chosen.which} ${all.length} of ${formatCount(chosen.of)}`, color: 'var(--muted)' }]
        : []),
    ],
    bottom: { domain, ticks: 7 },
    plot: {
      marginLeft: Math.ceil(left),
      marginRight: Math.ceil(GAP + widest(texts.map(({ value }) => value)) + 4),
      marginBottom: BOTTOM,
      y: { domain: [-0.5, rows.length - 0.5], reverse: true, axis: null },
      marks: [
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
          dx: 4 - left,
          text: 'name',
        }),
      ],
    },
  });
}

function nameOf(name: string): string {
  return fitLabel(plain(name, 200), NAMES.most - GAP);
}

function showValue({ candidate, baseline, change }: Estimate): string {
  if (!candidate) return '';
  const precision = choosePrecision(change?.interval ?? candidate.interval, candidate.value);
  const own = formatNumber(candidate.value, precision);
  return baseline ? `${formatNumber(baseline.value, precision)} → ${own}` : own;
}
