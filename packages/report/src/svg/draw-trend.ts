import { dot, lineY, link, ruleX, text } from '@observablehq/plot';
import { choosePrecision, formatNumber, formatPlural } from '@proofmark/metrics';
import { measuredOf, type Trend, type TrendPoint } from '../trend.ts';
import { leftRoom, padded } from './axes.ts';
import { baselineSeries, candidateSeries, drawFigure } from './figure.ts';
import { nameAxis } from './name-axis.ts';

const WIDTH = 840;
const MARGIN_RIGHT = 16;

type Mark = { at: number; value: number; lower: number; upper: number; name: string };

/**
 * One metric over the evaluations of the default branch with their intervals, the candidate at the end, and where
 * the test set changed. Undefined for fewer than two values.
 */
export function drawTrend({ points }: Trend, metric: string): string | undefined {
  const measured = points.filter((point) => measuredOf(point, metric) !== undefined);
  const marks = measured.map((point, at) => markOf(point, at, metric));
  const [first, last] = [marks[0], marks.at(-1)];
  if (first === undefined || last === undefined || marks.length < 2) return undefined;
  const candidate = measured.at(-1) === points.at(-1) ? [last] : [];
  const recorded = candidate.length > 0 ? marks.slice(0, -1) : marks;
  const breaks = marks.slice(1).filter(({ at }) => measured[at]?.testSet !== measured[at - 1]?.testSet);
  const ends = marks.flatMap(({ lower, upper }) => [lower, upper]);
  const domain = padded([Math.min(...ends), Math.max(...ends)], 0.08);
  const left = { domain };
  const marginLeft = Math.max(64, leftRoom(left));
  const slot = (WIDTH - marginLeft - MARGIN_RIGHT) / marks.length;
  const axis = nameAxis(
    marks.map(({ name }) => name),
    { slot, left: marginLeft + slot / 2 },
  );
  const bar = { x1: 'at', x2: 'at', y1: 'lower', y2: 'upper', strokeWidth: 1.5 } as const;
  return drawFigure({
    width: WIDTH,
    height: 300,
    title: `${metric} over time`,
    description: `${formatPlural(recorded.length, 'evaluation')} of the default branch, from ${showMark(first)} on, with 95 % intervals${candidate.length > 0 ? `; the candidate has ${showMark(last)}` : ''}. ${breaks.length === 0 ? 'All on one test set.' : 'The test set changed on the way.'} The table has the numbers.`,
    legend: [
      { ...baselineSeries, name: '○ default branch' },
      ...(candidate.length > 0 ? [candidateSeries] : []),
    ],
    left,
    plot: {
      marginBottom: axis.marginBottom,
      marginLeft,
      marginRight: MARGIN_RIGHT,
      x: { domain: [-0.5, marks.length - 0.5], axis: null },
      marks: [
        axis.mark,
        ruleX(breaks, { x: ({ at }: Mark) => at - 0.5, stroke: 'var(--fail)', strokeDasharray: '5 3' }),
        text(breaks, {
          x: ({ at }: Mark) => at - 0.5,
          text: () => 'new test set',
          frameAnchor: 'top',
          lineAnchor: 'bottom',
          dy: -3,
          fill: 'var(--fail)',
        }),
        link(recorded, { ...bar, stroke: 'var(--baseline)', strokeOpacity: 0.6 }),
        lineY(recorded, {
          x: 'at',
          y: 'value',
          z: ({ at }: Mark) => breaks.filter((one) => one.at <= at).length,
          stroke: 'var(--baseline)',
          strokeWidth: 1.5,
        }),
        dot(recorded, {
          x: 'at',
          y: 'value',
          r: 3.5,
          fill: 'var(--paper)',
          stroke: 'var(--baseline)',
          strokeWidth: 1.5,
        }),
        link(candidate, { ...bar, stroke: 'var(--candidate)' }),
        dot(candidate, { x: 'at', y: 'value', r: 5, fill: 'var(--candidate)' }),
      ],
    },
  });
}

function markOf(point: TrendPoint, at: number, metric: string): Mark {
  const measured = measuredOf(point, metric);
  const value = measured?.value ?? 0;
  const { lower, upper } = measured?.interval ?? { lower: value, upper: value };
  return { at, value, lower, upper, name: point.name };
}

function showMark({ value, lower, upper }: Mark): string {
  return formatNumber(value, choosePrecision({ lower, upper }, value));
}
