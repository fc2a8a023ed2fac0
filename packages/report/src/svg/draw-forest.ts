import { dot, link, ruleX, text } from '@observablehq/plot';
import {
  compareUrgency,
  type GateResult,
  judgesChange,
  nameSlices,
  showSlice,
  signedThreshold,
  type Verdict,
} from '@proofmark/documents';
import { formatChange, formatCount, formatExact, formatInterval, formatPercent } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { sortGates } from '../group-gates.ts';
import { gatePrecision } from '../sections/gates.ts';
import { sliceValue, statusWord } from '../words.ts';
import { padded } from './axes.ts';
import { drawFigure } from './figure.ts';
import { fitLabel, widest } from './text-width.ts';

const WIDTH = 840;
const ROW = 22;
const ROW_LIMIT = 60;
const GAP = 12;
const NAMES = { least: 110, most: 220 };
/** Room for the title and the name of the margin, and for the notice of what is left out. */
const [TOP, NOTICE] = [40, 16];
/** Room for the ticks and the hint which way is better. */
const BOTTOM = 44;

export type Forest = { metric: string; figure: string };

/**
 * A forest plot for each metric whose change is judged: the change of each slice with its interval, zero,
 * and the margin as a dashed line. The field draws non-inferiority so (Piaggio et al. 2012, JAMA 308:2594).
 */
export function drawForests(verdict: Verdict): Forest[] {
  const judged = verdict.gates.filter((gate) => judgesChange(gate) && gate.change?.interval);
  const byRule = Map.groupBy(judged, ({ metric, kind, threshold }) => `${metric} ${kind} ${threshold}`);
  return [...byRule.values()].flatMap((gates) => {
    const [sample] = gates;
    return sample ? [{ metric: sample.metric, figure: drawForest(gates, sample) }] : [];
  });
}

function drawForest(gates: readonly GateResult[], sample: GateResult): string {
  const shown = arrange(chooseWorst(gates));
  const columns = new Set(
    shown.filter(({ slice }) => slice.length > 0).map(({ slice }) => nameSlices(slice)),
  );
  const [column] = columns.size === 1 ? columns : [];
  const precision = { decimals: Math.max(...shown.map((gate) => gatePrecision(gate).decimals)) };
  const rows = shown.flatMap((gate, at) => {
    const name = column === undefined ? showSlice(gate.slice) : sliceValue(gate.slice);
    return rowOf(gate, { at, name: gate.slice.length > 0 ? name : 'all rows', precision });
  });
  const bound = signedThreshold(sample);
  const ends = rows.flatMap(({ lower, upper }) => [lower, upper]);
  const domain = padded([Math.min(0, bound, ...ends), Math.max(0, bound, ...ends)], 0.04);
  const failed = gates.filter(({ status }) => status === 'fail').length;
  const left = Math.max(NAMES.least, widest(rows.map(({ name }) => name)) + GAP);
  const numbers = widest(rows.map((row) => row.numbers));
  const right =
    GAP +
    numbers +
    GAP +
    widest(
      rows.map(({ word }) => word),
      { bold: true },
    ) +
    4;
  const isCut = shown.length < gates.length;
  const top = isCut ? TOP + NOTICE : TOP;
  const beside = { y: 'at', frameAnchor: 'right', textAnchor: 'start' } as const;
  return drawFigure({
    width: WIDTH,
    height: top + rows.length * ROW + BOTTOM,
    title: titleOf(sample, column),
    description: `${formatCount(gates.length)} intervals, ${formatCount(failed)} of them failing${isCut ? `; the worst ${rows.length} are drawn` : ''}. The table of gates has the numbers.`,
    ...(isCut && {
      legend: [
        { name: `${rows.length} of ${formatCount(gates.length)} shown, worst first`, color: 'var(--muted)' },
      ],
    }),
    bottom: { domain, ticks: 8, format: formatChange },
    plot: {
      marginTop: top,
      marginRight: Math.ceil(right),
      marginBottom: BOTTOM,
      marginLeft: Math.ceil(left),
      y: { domain: [-0.5, rows.length - 0.5], reverse: true, axis: null },
      marks: [
        ruleX([0], { stroke: 'currentColor' }),
        ruleX([bound], { stroke: 'var(--fail)', strokeWidth: 1.5, strokeDasharray: '5 3' }),
        text([marginWord(sample)], {
          x: bound,
          frameAnchor: 'top',
          lineAnchor: 'bottom',
          dy: -3,
          fill: 'var(--fail)',
        }),
        text([sample.direction === 'higher' ? 'better →' : '← better'], {
          frameAnchor: sample.direction === 'higher' ? 'bottom-right' : 'bottom-left',
          lineAnchor: 'top',
          dy: 26,
          fill: 'var(--muted)',
        }),
        link(rows, { x1: 'lower', x2: 'upper', y: 'at', stroke: 'color', strokeWidth: 2 }),
        // The status is a shape too: a filled dot passes, a cross fails, a hollow dot cannot be told.
        dot(rows, {
          x: 'value',
          y: 'at',
          symbol: 'symbol',
          r: 4.5,
          stroke: 'color',
          fill: 'fill',
          strokeWidth: 2,
        }),
        text(rows, { ...beside, dx: GAP, text: 'numbers' }),
        text(rows, {
          ...beside,
          dx: GAP + numbers + GAP,
          text: 'word',
          fill: 'color',
          fontWeight: 600,
        }),
        text(rows, { y: 'at', frameAnchor: 'left', textAnchor: 'start', dx: 4 - left, text: 'name' }),
      ],
      symbol: { type: 'identity' },
      color: { type: 'identity' },
    },
  });
}

/** At most 60 gates: the whole test set, then the failing ones, the furthest beyond the threshold first. */
function chooseWorst(gates: readonly GateResult[]): GateResult[] {
  const worst = sortGates(gates.toSorted(compareUrgency));
  return overallFirst(worst).slice(0, ROW_LIMIT);
}

/** Failures first; what has the same outcome stands as people count: 2 before 10. */
function arrange(gates: readonly GateResult[]): GateResult[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return overallFirst(sortGates(gates.toSorted((a, b) => compare(showSlice(a.slice), showSlice(b.slice)))));
}

function overallFirst(gates: readonly GateResult[]): GateResult[] {
  return gates.toSorted((a, b) => Math.sign(a.slice.length) - Math.sign(b.slice.length));
}

function titleOf(gate: GateResult, column: string | undefined): string {
  const bound = signedThreshold(gate);
  const level = gate.change?.interval ? `${formatPercent(gate.change.interval.level)} ` : '';
  const by = column === undefined ? '' : ` by ${column}`;
  return `Change in ${gate.metric}${by}, with ${level}intervals; ${marginWord(gate)} ${bound > 0 ? '+' : ''}${formatExact(bound)}`;
}

function marginWord({ kind }: GateResult): string {
  return kind === 'superiority' ? 'required gain' : 'margin';
}

function rowOf(
  gate: GateResult,
  { at, name, precision }: { at: number; name: string; precision: ReturnType<typeof gatePrecision> },
) {
  const { change, status } = gate;
  if (!change?.interval) return [];
  const { lower, upper } = change.interval;
  const color = { pass: 'var(--pass)', fail: 'var(--fail)', inconclusive: 'var(--muted)' }[status];
  return [
    {
      at,
      status,
      lower,
      upper,
      value: change.value,
      color,
      fill: status === 'pass' ? color : status === 'fail' ? 'none' : 'var(--paper)',
      symbol: status === 'fail' ? 'times' : 'circle',
      name: fitLabel(plain(name, 200), NAMES.most - GAP),
      numbers: `${formatChange(change.value, precision)} (${formatInterval(change.interval, precision, formatChange)})`,
      word: statusWord[status].toLowerCase(),
    },
  ];
}
