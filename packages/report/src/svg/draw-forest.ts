import { type GateResult, showSlice, type Verdict } from '@proofmark/documents';
import { formatChange, formatInterval } from '@proofmark/metrics';
import { gatePrecision } from '../sections/gates.ts';
import { judgesChange, signedThreshold, statusWord } from '../words.ts';
import { svgFigure, svgText } from './figure.ts';
import { linear, px, type Scale, tickDecimals, ticks } from './scale.ts';

const WIDTH = 760;
const ROW = 22;
const PLOT = { left: 170, right: 520 };
const ROW_LIMIT = 60;

/**
 * A forest plot for each metric whose change is judged: the change of each slice with its interval, zero,
 * and the margin as a dashed line. The field draws non-inferiority so (Piaggio et al. 2012, JAMA 308:2594).
 */
export function drawForests(verdict: Verdict): string[] {
  const judged = verdict.gates.filter(({ kind, change }) => judgesChange(kind) && change?.interval);
  const byRule = Map.groupBy(judged, ({ metric, kind, threshold }) => `${metric} ${kind} ${threshold}`);
  return [...byRule.values()].map(drawForest);
}

function drawForest(gates: readonly GateResult[]): string {
  const shown = gates.slice(0, ROW_LIMIT);
  const [sample] = shown;
  if (!sample) throw new Error('a forest plot needs a gate');
  const bound = signedThreshold(sample);
  const ends = shown.flatMap(({ change }) =>
    change?.interval ? [change.interval.lower, change.interval.upper] : [],
  );
  const lowest = Math.min(0, bound, ...ends);
  const highest = Math.max(0, bound, ...ends);
  const pad = (highest - lowest || 1) * 0.06;
  const x = linear([lowest - pad, highest + pad], [PLOT.left, PLOT.right]);
  const top = 50;
  const bottom = top + shown.length * ROW + 6;
  const marks = ticks(lowest - pad, highest + pad, 8);
  const precision = { decimals: tickDecimals(marks) };
  const vertical = (name: string, at: number) =>
    `<line class="${name}" x1="${px(x(at))}" x2="${px(x(at))}" y1="${top - 8}" y2="${bottom}"/>`;
  const failed = shown.filter(({ status }) => status === 'fail').length;
  return svgFigure({
    width: WIDTH,
    height: bottom + 30,
    title: `Change in ${sample.metric} with its interval, against ${formatChange(bound, gatePrecision(sample))}`,
    description: `${shown.length} intervals, ${failed} of them failing. The table of gates has the numbers.`,
    content: [
      svgText(10, 20, `${sample.metric}: candidate − baseline`, { class: 'strong' }),
      svgText(x(bound), top - 14, sample.kind === 'superiority' ? 'required gain' : 'margin', {
        anchor: 'middle',
        class: 'muted',
      }),
      ...marks.flatMap((mark) => [
        vertical('grid', mark),
        svgText(x(mark), bottom + 18, formatChange(mark, precision), { anchor: 'middle', class: 'muted' }),
      ]),
      vertical('zero', 0),
      vertical('margin', bound),
      ...shown.flatMap((gate, i) => drawRow(gate, x, top + i * ROW + ROW / 2)),
    ],
  });
}

/** The status is a shape too: a filled dot passes, a cross fails, a hollow dot cannot be told. */
function drawRow(gate: GateResult, x: Scale, y: number): string[] {
  const { change, status } = gate;
  if (!change?.interval) return [];
  const precision = gatePrecision(gate);
  const { lower, upper } = change.interval;
  const at = x(change.value);
  const point =
    status === 'fail'
      ? `<path class="fail" d="M${px(at - 4)} ${px(y - 4)}l8 8m0 -8l-8 8"/>`
      : `<circle class="${status}" cx="${px(at)}" cy="${px(y)}" r="4"/>`;
  const numbers = `${formatChange(change.value, precision)}  (${formatInterval(change.interval, precision, formatChange)})`;
  return [
    svgText(10, y + 4, gate.slice.length ? showSlice(gate.slice).slice(0, 26) : 'all rows'),
    `<line class="${status}" x1="${px(x(lower))}" x2="${px(x(upper))}" y1="${px(y)}" y2="${px(y)}"/>`,
    point,
    svgText(PLOT.right + 10, y + 4, numbers),
    svgText(WIDTH - 4, y + 4, statusWord[status].toLowerCase(), {
      anchor: 'end',
      class: status === 'pass' ? 'muted' : 'strong',
    }),
  ];
}
