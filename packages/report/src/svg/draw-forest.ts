import { dot, link, ruleX, text } from '@observablehq/plot';
import { type GateResult, showSlice, type Verdict } from '@proofmark/documents';
import { formatChange, formatInterval } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { gatePrecision } from '../sections/gates.ts';
import { judgesChange, signedThreshold, statusWord } from '../words.ts';
import { bottomAxis, tickPrecision } from './axes.ts';
import { shortLabel } from './bins.ts';
import { drawFigure } from './figure.ts';

const ROW = 22;
const TICKS = 5;
const ROW_LIMIT = 60;
const MARGIN = { top: 44, right: 280, bottom: 36, left: 176 };

export type Forest = { metric: string; figure: string };

/**
 * A forest plot for each metric whose change is judged: the change of each slice with its interval, zero,
 * and the margin as a dashed line. The field draws non-inferiority so (Piaggio et al. 2012, JAMA 308:2594).
 */
export function drawForests(verdict: Verdict): Forest[] {
  const judged = verdict.gates.filter(({ kind, change }) => judgesChange(kind) && change?.interval);
  const byRule = Map.groupBy(judged, ({ metric, kind, threshold }) => `${metric} ${kind} ${threshold}`);
  return [...byRule.values()].flatMap((gates) => {
    const [sample] = gates;
    return sample ? [{ metric: sample.metric, figure: drawForest(gates, sample) }] : [];
  });
}

function drawForest(gates: readonly GateResult[], sample: GateResult): string {
  const rows = gates.slice(0, ROW_LIMIT).flatMap(rowOf);
  const bound = signedThreshold(sample);
  const ends = rows.flatMap(({ lower, upper }) => [lower, upper]);
  const [lowest, highest] = [Math.min(0, bound, ...ends), Math.max(0, bound, ...ends)];
  const pad = (highest - lowest || 1) * 0.06;
  const domain = [lowest - pad, highest + pad] as const;
  const precision = tickPrecision(domain, TICKS);
  const failed = rows.filter(({ status }) => status === 'fail').length;
  const beside = { y: 'at', frameAnchor: 'right', textAnchor: 'start' } as const;
  return drawFigure({
    width: 760,
    height: MARGIN.top + rows.length * ROW + MARGIN.bottom,
    title: `Change in ${sample.metric} with its interval, against ${formatChange(bound, gatePrecision(sample))}`,
    description: `${rows.length} intervals, ${failed} of them failing. The table of gates has the numbers.`,
    plot: {
      marginTop: MARGIN.top,
      marginRight: MARGIN.right,
      marginBottom: MARGIN.bottom,
      marginLeft: MARGIN.left,
      x: { domain: [...domain] },
      y: { domain: [-0.5, rows.length - 0.5], reverse: true, axis: null },
      marks: [
        ...bottomAxis({ ticks: TICKS, format: (value) => formatChange(value, precision) }),
        ruleX([0], { stroke: 'currentColor' }),
        ruleX([bound], { stroke: 'var(--fail)', strokeWidth: 1.5, strokeDasharray: '5 3' }),
        text([sample.kind === 'superiority' ? 'required gain' : 'margin'], {
          x: bound,
          frameAnchor: 'top',
          dy: -9,
          fill: 'var(--fail)',
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
        text(rows, { ...beside, dx: 10, text: 'numbers' }),
        text(rows, {
          ...beside,
          textAnchor: 'end',
          dx: MARGIN.right - 6,
          text: 'word',
          fill: 'color',
          fontWeight: 600,
        }),
        text(rows, { y: 'at', frameAnchor: 'left', textAnchor: 'start', dx: 6 - MARGIN.left, text: 'name' }),
      ],
      symbol: { type: 'identity' },
      color: { type: 'identity' },
    },
  });
}

function rowOf(gate: GateResult, at: number) {
  const { change, status, slice } = gate;
  if (!change?.interval) return [];
  const precision = gatePrecision(gate);
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
      name: slice.length ? shortLabel(plain(showSlice(slice), 40)) : 'all rows',
      numbers: `${formatChange(change.value, precision)} (${formatInterval(change.interval, precision, formatChange)})`,
      word: statusWord[status].toLowerCase(),
    },
  ];
}
