import { dot, lineY, rectY } from '@observablehq/plot';
import { type XyChart, yRange } from '../xy-chart.ts';
import { leftRoom } from './axes.ts';
import { drawFigure } from './figure.ts';
import { nameAxis } from './name-axis.ts';

const WIDTH = 840;
const MARGIN = { left: 64, right: 16 };

/** The same chart that `mermaidChart` writes, drawn here so that a page needs no script and no network. */
export function drawXyChart(chart: XyChart): string {
  const { lower, upper } = yRange(chart);
  const { bars } = chart;
  const points = chart.categories.map((_, at) => ({
    at,
    bar: bars?.values[at] ?? lower,
    line: chart.line.values[at] ?? lower,
  }));
  const left = { domain: [lower, upper], ticks: 6 } as const;
  const marginLeft = Math.max(MARGIN.left, leftRoom(left));
  const slot = (WIDTH - marginLeft - MARGIN.right) / points.length;
  const axis = nameAxis(chart.categories, { slot, left: marginLeft + slot / 2 });
  return drawFigure({
    width: WIDTH,
    height: 270 + axis.marginBottom,
    title: chart.title,
    description: `${bars ? `Bars: ${bars.name}. ` : ''}Line: ${chart.line.name}. ${chart.categories.length} categories; the table has the numbers.`,
    legend: [
      ...(bars ? [{ name: `▮ ${bars.name}`, color: 'var(--candidate)' }] : []),
      { name: `━ ${chart.line.name}`, color: 'var(--baseline)' },
    ],
    left,
    plot: {
      marginBottom: axis.marginBottom,
      marginLeft,
      marginRight: MARGIN.right,
      x: { domain: [-0.5, points.length - 0.5], axis: null },
      marks: [
        axis.mark,
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
