import { ACCURACY } from './gate-plans.ts';
import { type CurvePoint, type GateResult, REAL_LOSS } from './gates.ts';
import { count, head, percent, row } from './table.ts';

/** Planned at this power, no more equal models are blocked than a gate at confidence 95 % may err. */
export const BLOCK_POWER = 0.95;

/** Each gate at the rows that the planner asks for. */
export function gateTable(gates: readonly GateResult[]): string[] {
  return [
    '## The gate at the planned number of rows',
    '',
    '`proofmark plan` says how many rows the margin and the power need; at one-sided confidence 95 % a model that is truly',
    'equal shall then pass with that power (within 3 points), and one that is truly worse by the whole margin shall pass in',
    'at most 5 %. By default what the data cannot tell blocks as a failure does, so that blocks of equal models are at most',
    `5 % only where the rows were planned for power ${percent(BLOCK_POWER, 0)} %; with \`on-inconclusive: warn\` only those said to fail are blocked. The`,
    'point gates block when the candidate is worse at all, and when it is worse by more than the margin. In percent.',
    'What the planner reads of its pilot evaluation is drawn as well, once a metric: with 20,000 rows that count it is off by',
    '1 to 2 %, which moves the power by a quarter of a point. Of recall the pilot and the replicates are more, to tell less.',
    '',
    ...head(
      ['rows with', 'metric'],
      [
        ...[
          'margin',
          'replicates',
          'power',
          'rows',
          'equal: pass',
          'cannot tell',
          'fail',
          'blocked by the default policy',
        ],
        ...['point gate blocks', 'with margin', 'lost the margin: passes', 'with point gate and margin'],
      ],
    ),
    ...gates.flatMap(({ population, metric, margin, replicates, planned }) =>
      planned.map(({ power, rows, equal, atMargin }) =>
        row([
          ...[population, metric, String(margin), count(replicates), percent(power, 0), count(rows)],
          ...[equal.pass, equal.inconclusive, equal.fail, equal.blocked].map((s) => percent(s)),
          ...[equal.pointBlocks, equal.pointMarginBlocks].map((s) => percent(s)),
          ...[atMargin.pass, 1 - atMargin.pointMarginBlocks].map((s) => percent(s)),
        ]),
      ),
    ),
    '',
  ];
}

/** The numbers of the figure. */
export function curveTable(curve: readonly CurvePoint[]): string[] {
  return [
    '## A point gate against ours',
    '',
    `Accuracy, margin ${ACCURACY.margin}. Left: the models are truly equal. Right: the candidate truly lost ${REAL_LOSS}. In percent. With`,
    '`on-inconclusive: warn` what the data cannot tell passes too.',
    '',
    ...head(
      [],
      [
        ...['rows', 'equal: point gate blocks', 'with margin', 'ours fails', 'cannot tell'],
        'blocked by the default policy',
        ...['lost: point gate passes', 'with margin', 'ours passes', 'cannot tell'],
      ],
    ),
    ...curve.map(({ rows, equal, worse }) =>
      row([
        count(rows),
        ...[equal.pointBlocks, equal.pointMarginBlocks].map((s) => percent(s)),
        ...[equal.fail, equal.inconclusive, equal.blocked].map((s) => percent(s)),
        ...[1 - worse.pointBlocks, 1 - worse.pointMarginBlocks].map((s) => percent(s)),
        ...[worse.pass, worse.inconclusive].map((s) => percent(s)),
      ]),
    ),
    '',
  ];
}
