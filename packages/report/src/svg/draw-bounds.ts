import { rectY, ruleX, ruleY, text } from '@observablehq/plot';
import type { Check, Histogram, Validation } from '@proofmark/documents';
import { formatCount, formatExact, formatPlural } from '@proofmark/metrics';
import { failingChecks } from '../sections/validation.ts';
import { describeBroken } from './broken-rules.ts';
import { drawFigure } from './figure.ts';

const [WIDTH, HEIGHT] = [640, 300];
const MARGIN = { top: 78, bottom: 44 };
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
  const [first, last] = [edges[0] ?? 0, edges.at(-1) ?? 1];
  const counted = barsOf(histogram);
  const highest = Math.max(...counted.map(({ count }) => count), 1);
  const least = (highest * LEAST_HEIGHT) / (HEIGHT - MARGIN.top - MARGIN.bottom);
  const bars = counted.map((bar) => ({ ...bar, height: bar.count && Math.max(least, bar.count) }));
  const [inside, outside] = [
    bars.filter(({ isOutside }) => !isOutside),
    bars.filter(({ isOutside }) => isOutside),
  ];
  const box = { x1: 'from', x2: 'to', y: 'height', strokeWidth: 0.5 } as const;
  const bounds = [histogram.minimum, histogram.maximum].flatMap((bound, i) =>
    bound && bound.value >= first && bound.value <= last
      ? drawBound(bound.value, {
          name: i === 0 ? 'minimum' : 'maximum',
          row: i,
          isRight: bound.value > (first + last) / 2,
        })
      : [],
  );
  return drawFigure({
    width: WIDTH,
    height: HEIGHT,
    title: `Histogram of ${column}: ${formatPlural(rows, 'row')}${rest(histogram)}`,
    description: `${describe(histogram)}; ${formatCount(outside.reduce((sum, { count }) => sum + count, 0))} of the rows drawn in bins outside of the bounds.`,
    legend: [{ name: describeBroken(checks, WIDTH), color: 'var(--fail)' }],
    bottom: { domain: [first, last], ticks: 7 },
    left: { domain: [0, highest], label: 'rows', ticks: 4, format: formatCount },
    plot: {
      marginTop: MARGIN.top,
      marginBottom: MARGIN.bottom,
      marks: [
        rectY(inside, { ...box, fill: 'var(--candidate-area)', stroke: 'var(--candidate)' }),
        rectY(outside, { ...box, fill: 'var(--fail)', stroke: 'var(--fail)' }),
        ruleY([0], { stroke: 'currentColor' }),
        ...bounds,
        ...(below > 0 ? [drawBeyond(`◂ ${formatCount(below)} below`, histogram.minimum, 'left')] : []),
        ...(above > 0 ? [drawBeyond(`${formatCount(above)} above ▸`, histogram.maximum, 'right')] : []),
      ],
    },
  });
}

/** Beyond the edges lies outside of a bound that there is. */
function drawBeyond(words: string, bound: Histogram['minimum'], side: 'left' | 'right') {
  return text([words], {
    frameAnchor: `bottom-${side}`,
    textAnchor: side === 'left' ? 'start' : 'end',
    dy: 36,
    fill: bound ? 'var(--fail)' : 'var(--muted)',
    fontWeight: bound ? 600 : 400,
  });
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

/** The labels of the two bounds stand at two heights, so that close bounds stay readable. */
function drawBound(value: number, { name, row, isRight }: { name: string; row: number; isRight: boolean }) {
  return [
    ruleX([value], {
      stroke: 'var(--fail)',
      strokeWidth: 1.5,
      strokeDasharray: '5 3',
      insetTop: row * 12 - 28,
    }),
    text([`${name} ${formatNumber(value)}`], {
      x: value,
      frameAnchor: 'top',
      textAnchor: isRight ? 'end' : 'start',
      dx: isRight ? -5 : 5,
      dy: row * 12 - 22,
    }),
  ];
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
