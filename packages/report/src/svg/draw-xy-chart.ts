import { formatNumber } from '@proofmark/metrics';
import { type XyChart, yRange } from '../xy-chart.ts';
import { svgFigure, svgText } from './figure.ts';
import { linear, px, tickDecimals, ticks } from './scale.ts';

const WIDTH = 700;
const HEIGHT = 320;
const AREA = { left: 70, right: 690, top: 44, bottom: 270 };

/** The same chart that `mermaidChart` writes, drawn here so that a page needs no script and no network. */
export function drawXyChart(chart: XyChart): string {
  const { lower, upper } = yRange(chart);
  const y = linear([lower, upper], [AREA.bottom, AREA.top]);
  const band = (AREA.right - AREA.left) / chart.categories.length;
  const center = (i: number) => AREA.left + band * (i + 0.5);
  const marks = ticks(lower, upper, 6);
  const precision = { decimals: tickDecimals(marks) };
  const tilt = chart.categories.some((label) => label.length * 7.5 > band);
  const points = chart.line.values.map((value, i) => `${px(center(i))},${px(y(value))}`);
  return svgFigure({
    width: WIDTH,
    height: HEIGHT,
    title: chart.title,
    description: `Bars: ${chart.bars.name}. Line: ${chart.line.name}. ${chart.categories.length} categories; the table has the numbers.`,
    content: [
      svgText(WIDTH / 2, 22, chart.title, { anchor: 'middle', class: 'strong' }),
      ...marks.flatMap((mark) => [
        `<line class="grid" x1="${AREA.left}" x2="${AREA.right}" y1="${px(y(mark))}" y2="${px(y(mark))}"/>`,
        svgText(AREA.left - 8, y(mark) + 4, formatNumber(mark, precision), { anchor: 'end', class: 'muted' }),
      ]),
      ...chart.bars.values.map(
        (value, i) =>
          `<rect class="bar" x="${px(center(i) - band * 0.35)}" y="${px(y(value))}" width="${px(band * 0.7)}" height="${px(AREA.bottom - y(value))}"/>`,
      ),
      `<polyline class="line" points="${points.join(' ')}"/>`,
      ...points.map((point) => `<circle class="dot" cx="${point.replace(',', '" cy="')}" r="3.5"/>`),
      ...chart.categories.map((label, i) => categoryLabel(label, center(i), tilt)),
      `<rect class="bar" x="${AREA.left}" y="302" width="12" height="10"/>`,
      svgText(AREA.left + 18, 311, chart.bars.name),
      `<line class="line" x1="${AREA.left + 100}" x2="${AREA.left + 124}" y1="307" y2="307"/>`,
      svgText(AREA.left + 130, 311, chart.line.name),
    ],
  });
}

function categoryLabel(label: string, x: number, tilt: boolean): string {
  const short = [...label].length > 16 ? `${[...label].slice(0, 15).join('')}…` : label;
  return tilt
    ? `<g transform="rotate(-30 ${px(x)} 284)">${svgText(x, 284, short, { anchor: 'end' })}</g>`
    : svgText(x, 288, short, { anchor: 'middle' });
}
