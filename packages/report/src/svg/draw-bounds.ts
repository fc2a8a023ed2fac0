import type { Check, Histogram, Validation } from '@proofmark/documents';
import { formatCount, formatExact, formatPercent, formatPlural } from '@proofmark/metrics';
import { failingChecks } from '../sections/validation.ts';
import { shareOf } from './bins.ts';
import { svgFigure, svgText } from './figure.ts';
import { linear, px, type Scale, ticks } from './scale.ts';

const WIDTH = 720;
const AREA = { left: 70, right: 650, top: 78, bottom: 240 };
const HEIGHT = 286;
/** A bin with anything in it is seen, however little. */
const LEAST_HEIGHT = 3;
const FIGURE_LIMIT = 30;

/** A histogram of each number column that broke a rule, with the bounds of the contract. */
export function drawBounds(validation: Validation): string[] {
  const rulesOf = Map.groupBy(failingChecks(validation), ({ column }) => column);
  return (validation.histograms ?? [])
    .slice(0, FIGURE_LIMIT)
    .map((histogram) => drawOne(histogram, rulesOf.get(histogram.column) ?? []));
}

type Bar = { from: number; to: number; count: number; isOutside: boolean };

function drawOne(histogram: Histogram, checks: readonly Check[]): string {
  const { column, rows, edges, below, above } = histogram;
  const first = edges[0] ?? 0;
  const last = edges.at(-1) ?? 1;
  const x = linear([first, last], [AREA.left, AREA.right]);
  const bars = barsOf(histogram);
  const highest = Math.max(...bars.map(({ count }) => count), 1);
  const y = linear([0, highest], [AREA.bottom, AREA.top]);
  const marks = ticks(first, last, 6);
  const lines = [histogram.minimum, histogram.maximum].flatMap((bound, i) =>
    bound && bound.value >= first && bound.value <= last
      ? [drawBound(x(bound.value), `${i === 0 ? 'minimum' : 'maximum'} ${formatNumber(bound.value)}`, i)]
      : [],
  );
  const outside = bars.reduce((sum, bar) => sum + (bar.isOutside ? bar.count : 0), 0);
  return svgFigure({
    width: WIDTH,
    height: HEIGHT,
    title: `Histogram of ${column}`,
    description: `${formatPlural(rows, 'row')}; ${describe(histogram)}; ${formatCount(outside)} of the rows drawn in bins outside of the bounds.`,
    content: [
      svgText(10, 20, column, { class: 'strong' }),
      svgText(10, 38, broken(checks), { class: 'failing' }),
      svgText(WIDTH - 10, 20, `${formatPlural(rows, 'row')}${rest(histogram)}`, {
        anchor: 'end',
        class: 'muted',
      }),
      svgText(AREA.left - 8, AREA.top + 4, formatCount(highest), { anchor: 'end', class: 'muted' }),
      svgText(AREA.left - 8, AREA.bottom + 4, '0', { anchor: 'end', class: 'muted' }),
      `<line class="grid" x1="${AREA.left}" x2="${AREA.right}" y1="${AREA.top}" y2="${AREA.top}"/>`,
      ...bars.map((bar) => drawBar(bar, x, y)),
      `<line class="zero" x1="${AREA.left}" x2="${AREA.right}" y1="${AREA.bottom}" y2="${AREA.bottom}"/>`,
      ...lines.flat(),
      ...marks.map((mark) =>
        svgText(x(mark), AREA.bottom + 18, formatNumber(mark), { anchor: 'middle', class: 'muted' }),
      ),
      ...(below > 0
        ? [
            svgText(AREA.left, AREA.bottom + 36, `◂ ${formatCount(below)} below`, {
              class: classBeyond(histogram.minimum),
            }),
          ]
        : []),
      ...(above > 0
        ? [
            svgText(AREA.right, AREA.bottom + 36, `${formatCount(above)} above ▸`, {
              anchor: 'end',
              class: classBeyond(histogram.maximum),
            }),
          ]
        : []),
    ],
  });
}

/** Beyond the edges lies outside of a bound that there is. */
function classBeyond(bound: Histogram['minimum']): string {
  return bound ? 'failing' : 'muted';
}

function barsOf({ edges, counts, minimum, maximum }: Histogram): Bar[] {
  return counts.map((count, i) => {
    const from = edges[i] ?? 0;
    const to = edges[i + 1] ?? from;
    const isOutside =
      (minimum !== undefined && to <= minimum.value) || (maximum !== undefined && from >= maximum.value);
    return { from, to, count, isOutside };
  });
}

function drawBar({ from, to, count, isOutside }: Bar, x: Scale, y: Scale): string {
  const height = count === 0 ? 0 : Math.max(LEAST_HEIGHT, AREA.bottom - y(count));
  const name = isOutside ? 'outside' : 'bar';
  return `<rect class="${name}" x="${px(x(from))}" y="${px(AREA.bottom - height)}" width="${px(x(to) - x(from))}" height="${px(height)}"/>`;
}

/** The labels of the two bounds stand at two heights, so that close bounds stay readable. */
function drawBound(at: number, label: string, row: number): string[] {
  const anchor = at > WIDTH / 2 ? 'end' : 'start';
  return [
    `<line class="margin" x1="${px(at)}" x2="${px(at)}" y1="${AREA.top - 28 + row * 12}" y2="${AREA.bottom}"/>`,
    svgText(at + (anchor === 'end' ? -5 : 5), AREA.top - 18 + row * 12, label, { anchor }),
  ];
}

/** "delay is at least -60: 1,204 rows (0.04 %)": each broken rule with its share. */
function broken(checks: readonly Check[]): string {
  const parts = checks.map(
    ({ expected, failing, checked }) =>
      `${expected}: ${formatCount(failing)} failing${checked > 1 ? ` (${formatPercent(shareOf(failing, checked))})` : ''}`,
  );
  const text = parts.join('; ');
  return text.length > 100 ? `${[...text].slice(0, 99).join('')}…` : text;
}

function rest({ nulls, unreadable }: Histogram): string {
  return [
    nulls > 0 ? `, ${formatCount(nulls)} null` : '',
    unreadable > 0 ? `, ${formatCount(unreadable)} not numbers` : '',
  ].join('');
}

function describe({ minimum, maximum }: Histogram): string {
  const parts = [
    minimum ? `minimum ${formatNumber(minimum.value)}` : '',
    maximum ? `maximum ${formatNumber(maximum.value)}` : '',
  ].filter((part) => part !== '');
  return parts.length ? parts.join(', ') : 'no bounds';
}

function formatNumber(value: number): string {
  return formatExact(Number(value.toPrecision(7)));
}
