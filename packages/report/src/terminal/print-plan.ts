import { countedUnit, type Plan, type PlannedGate } from '@proofmark/documents';
import { formatCount, formatPercent } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { align, joinLines, TERMINAL_ROWS } from './layout.ts';

/** A plan for a terminal: rows (queries, series) needed for each gate, then rows against power. */
export function printPlan({ gates, power, task }: Plan): string {
  const [, many] = countedUnit(task);
  const shown = gates.slice(0, TERMINAL_ROWS);
  const percent = (share: number) => formatPercent(share).replaceAll('\u00a0', ' ');
  const count = (rows: number | null) => (rows === null ? '-' : formatCount(rows));
  const curves = shown.filter(({ curve }) => curve.length > 0);
  const powers = curves[0]?.curve.map((point) => point.power) ?? [];
  // The inequalities of a condition hold for any power.
  const hasPower = gates.some(({ curve, reason }) => curve.length > 0 || reason !== undefined);
  const name = (gate: PlannedGate) => plain(gate.id, 44);
  return joinLines([
    ...align(
      [
        'gate',
        'confidence',
        `${many} now`,
        'power now',
        hasPower ? `${many} for power ${percent(power)}` : `${many} needed`,
        'assuming',
      ],
      shown.map((gate) => [
        name(gate),
        showConfidence(gate.confidence),
        count(gate.rows),
        gate.power === null ? '-' : percent(gate.power),
        count(gate.needed),
        plain(gate.reason ?? gate.assuming, 100),
      ]),
      [1, 2, 3, 4],
      (_row, text) => text,
    ),
    gates.length > shown.length
      ? `... and ${formatCount(gates.length - shown.length)} more gates`
      : undefined,
    ...(curves.length === 0
      ? []
      : [
          '',
          `Needed ${many} by power:`,
          ...align(
            ['gate', ...powers.map(percent)],
            curves.map((gate) => [name(gate), ...gate.curve.map(({ rows }) => formatCount(rows))]),
            powers.map((_, i) => i + 1),
            (_row, text) => text,
          ),
        ]),
  ]);
}

/** With the digits that tell it from certainty: `99.9992 %`. */
function showConfidence(confidence: number): string {
  const digits = Math.ceil(-Math.log10(Math.max(1e-12, 1 - confidence)));
  return `${Number((100 * confidence).toFixed(Math.max(2, digits)))} %`;
}
