import { axisX, dot, lineY, rectY } from '@observablehq/plot';
import { formatNumber } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { type XyChart, yRange } from '../xy-chart.ts';
import { leftAxis, tickPrecision } from './axes.ts';
import { shortLabel } from './bins.ts';
import { drawFigure } from './figure.ts';

const WIDTH = 700;
const TICKS = 6;
const LABEL_WIDTH = 7.5;

/** The same chart that `mermaidChart` writes, drawn here so that a page needs no script and no network. */
export function drawXyChart(chart: XyChart): string {
  const { lower, upper } = yRange(chart);
  const precision = tickPrecision([lower, upper], TICKS);
  const { bars } = chart;
  const points = chart.categories.map((_, at) => ({
    at,
    bar: bars?.values[at] ?? lower,
    line: chart.line.values[at] ?? lower,
  }));
  const names = chart.categories.map((name) => shortLabel(plain(name, 40)));
  const longest = Math.max(...names.map((name) => name.length), 1);
  const tilted = longest * LABEL_WIDTH > (WIDTH - 80) / points.length;
  return drawFigure({
    width: WIDTH,
    height: tilted ? 340 : 300,
    title: chart.title,
    description: `${bars ? `Bars: ${bars.name}. ` : ''}Line: ${chart.line.name}. ${chart.categories.length} categories; the table has the numbers.`,
    legend: [
      ...(bars ? [{ name: `▮ ${bars.name}`, color: 'var(--candidate)' }] : []),
      { name: `━ ${chart.line.name}`, color: 'var(--baseline)' },
    ],
    plot: {
      marginBottom: tilted ? 24 + Math.min(90, longest * 4.5) : 32,
      marginLeft: 64,
      x: { domain: [-0.6, points.length - 0.4], axis: null },
      y: { domain: [lower, upper] },
      marks: [
        ...leftAxis({ ticks: TICKS, format: (value) => formatNumber(value, precision) }),
        axisX(
          points.map(({ at }) => at),
          {
            label: null,
            tickSize: 0,
            tickFormat: (at: number) => names[at] ?? '',
            ...(tilted && { tickRotate: -35, textAnchor: 'end', fill: 'currentColor' }),
          },
        ),
        ...(bars
          ? [
              rectY(points, {
                x1: ({ at }: { at: number }) => at - 0.35,
                x2: ({ at }: { at: number }) => at + 0.35,
                y1: lower,
                y2: 'bar',
                fill: 'var(--candidate-area)',
                stroke: 'var(--candidate)',
              }),
            ]
          : []),
        lineY(points, { x: 'at', y: 'line', stroke: 'var(--baseline)', strokeWidth: 2 }),
        dot(points, { x: 'at', y: 'line', r: 3.5, fill: 'var(--baseline)' }),
      ],
    },
  });
}
