import { type Coverage, LEVEL, MOSTLY, shareHeld, type Tally } from './coverage.ts';
import { BLOCK_POWER, curveTable, gateTable } from './gate-tables.ts';
import type { CurvePoint, GateResult } from './gates.ts';
import { limitTable, listAllMissed, MISSES } from './limit-table.ts';
import { count, head, percent, row } from './table.ts';

/** The band that the coverage of a nominal 95 % interval shall lie in. */
export const BAND = { from: 0.93, to: 0.97 };

export type Results = {
  replicates: number;
  coverage: readonly Coverage[];
  gates: readonly GateResult[];
  curve: readonly CurvePoint[];
};

/** RESULTS.md: what the simulation found, and where an interval does not hold what it promises. */
export function writeResults(results: Results): string {
  const { replicates, coverage, gates, curve } = results;
  const error = 100 * Math.sqrt((LEVEL * (1 - LEVEL)) / replicates);
  return [
    '# Calibration by simulation',
    '',
    `Written by \`bench/calibration/run.ts\`: ${count(replicates)} replicates a cell, seeded. Rows are drawn with known truth, summed as an`,
    'evaluation sums them, and given to the functions of the product. The Monte-Carlo standard error of a coverage is',
    `${error.toFixed(1)} points.`,
    '',
    ...inShort(results),
    '',
    '## Do 95 % intervals hold the truth in 93 to 97 % of cases?',
    '',
    'Share of replicates in which the interval of the candidate’s value, and that of the paired difference to the baseline,',
    'holds the true number, in percent, by rows (of a ranking queries, of forecasts series). **Bold** is outside of the band.',
    'In brackets the percentage of replicates without an interval, which are left out: with fewer than ten rows of a class',
    'that decides a metric, or without any, the data cannot tell, and the gate says so.',
    '',
    ...coverageTables(coverage),
    '### Where it is outside',
    '',
    'Beyond the Monte-Carlo error, that is by more than twice the standard error. Too narrow:',
    '',
    ...listOutside(coverage, isTooNarrow),
    '',
    'Too wide, which errs on the side of saying too little:',
    '',
    ...listOutside(coverage, isTooWide),
    '',
    ...limitTable(coverage),
    ...gateTable(gates),
    ...curveTable(curve),
  ].join('\n');
}

function inShort({ coverage, gates, replicates }: Results): string[] {
  const tallies = coverage.flatMap(({ value, change }) => [value, change]);
  const counted = tallies.filter((tally) => shareHeld(tally).without < MOSTLY);
  const narrow = counted.filter((tally) => isTooNarrow(tally)).length;
  const wide = counted.filter(isTooWide).length;
  const missed = listAllMissed(coverage);
  const often = missed.filter(({ share }) => share > MISSES);
  const planned = gates.flatMap((gate) => gate.planned);
  const distance = Math.max(...planned.map(({ power, equal }) => Math.abs(equal.pass - power)));
  const failed = Math.max(...planned.map(({ equal }) => equal.fail));
  const atPower = planned.filter(({ power }) => power === BLOCK_POWER);
  const blocked = Math.max(...atPower.map(({ equal }) => equal.blocked));
  const chance = percent(Math.sqrt((0.05 * 0.95) / replicates));
  const passed = Math.max(...planned.map(({ atMargin }) => atMargin.pass));
  return [
    `- Of ${counted.length} intervals, ${counted.length - narrow - wide} hold their level within the band and the Monte-Carlo error, ${wide} are wider, and ${narrow} too narrow.`,
    `- Of ${missed.length} one-sided limits at confidence 95 %, ${often.length} are beyond the truth in more than ${percent(MISSES, 0)} % of cases, the worst in ${percent(Math.max(...missed.map(({ share }) => share)))} %.`,
    `- At the planned number of rows a model that is truly equal passes with the planned power within ${percent(distance)} points, and fails in at most ${percent(failed)} % of cases (promised: within 3 points, and 5 %).`,
    `- The default policy also blocks what the data cannot tell. Planned for power ${percent(BLOCK_POWER, 0)} %, it blocks a model that is truly equal in at most ${percent(blocked)} % of cases, the largest of ${atPower.length} (promised: 5 %, which rows planned for less power do not hold; Monte-Carlo standard error ${chance} points).`,
    `- A model that is truly worse by the whole margin passes in at most ${percent(passed)} % of cases, the largest of ${planned.length} (promised: 5 %; Monte-Carlo standard error ${chance} points).`,
  ];
}

function coverageTables(coverage: readonly Coverage[]): string[] {
  const scenarios = Map.groupBy(coverage, ({ scenario }) => scenario);
  return [...scenarios].flatMap(([scenario, cells]) => {
    const sizes = [...new Set(cells.map(({ units }) => units))];
    const metrics = [...new Set(cells.map(({ metric }) => metric))];
    const heads = sizes.map(count);
    return [
      `### ${scenario}`,
      '',
      ...head(['metric'], [...heads.map((n) => `value, ${n}`), ...heads.map((n) => `difference, ${n}`)]),
      ...metrics.map((metric) => {
        const own = sizes.map((units) =>
          cells.find((cell) => cell.metric === metric && cell.units === units),
        );
        return row([
          metric,
          ...own.map((cell) => mark(cell?.value)),
          ...own.map((cell) => mark(cell?.change)),
        ]);
      }),
      '',
    ];
  });
}

function mark(tally: Tally | undefined): string {
  if (!tally) return '';
  const { share, without } = shareHeld(tally);
  if (without >= MOSTLY) return 'none';
  const text = percent(share);
  const marked = share < BAND.from || share > BAND.to ? `**${text}**` : text;
  return without < 0.005 ? marked : `${marked} (${percent(without, 0)})`;
}

/** Below the band by more than the Monte-Carlo error explains. */
export function isTooNarrow(tally: Tally, errors = 2): boolean {
  const { share, error, without } = shareHeld(tally);
  return without < MOSTLY && share < BAND.from - errors * error;
}

function isTooWide(tally: Tally): boolean {
  const { share, error, without } = shareHeld(tally);
  return without < MOSTLY && share > BAND.to + 2 * error;
}

function listOutside(coverage: readonly Coverage[], isOutside: (tally: Tally) => boolean): string[] {
  const lines = coverage.flatMap(({ scenario, units, metric, value, change }) =>
    (
      [
        ['value', value],
        ['difference', change],
      ] as const
    ).flatMap(([what, tally]) =>
      isOutside(tally)
        ? [`- ${scenario}, ${count(units)}: ${what} of ${metric}, ${percent(shareHeld(tally).share)} %`]
        : [],
    ),
  );
  return lines.length === 0 ? ['- nowhere'] : lines;
}
