import { type Coverage, LEVEL, shareHeld, type Tally } from './coverage.ts';
import { type CurvePoint, type GateResult, MARGIN, REAL_LOSS } from './gates.ts';

/** The band that the coverage of a nominal 95 % interval shall lie in. */
export const BAND = { from: 0.93, to: 0.97 };

/** Share of replicates without an interval from which on the rest says nothing. */
const MOSTLY = 0.95;

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
    `Written by \`bench/calibration/run.ts\`: ${replicates.toLocaleString('en-US')} replicates a cell, seeded. Rows are drawn with known truth, summed as an`,
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
    `## The gate at the planned number of rows, margin ${MARGIN}`,
    '',
    '`proofmark plan` says how many rows the margin and the power need; at one-sided confidence 95 % a model that is truly',
    'equal shall then pass with that power (within 3 points), and one that is truly worse by the whole margin shall pass in at most 5 %.',
    'The point gates say fail when the candidate is worse at all, and when it is worse by more than the margin. In percent.',
    '',
    '| metric | power | rows | equal: pass | cannot tell | fail | point gate fails | with margin | lost the margin: passes | with point gate and margin |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...gates.flatMap(({ metric, planned }) =>
      planned.map(({ power, rows, equal, atMargin }) =>
        row([
          metric,
          percent(power, 0),
          rows.toLocaleString('en-US'),
          ...[equal.pass, equal.inconclusive, equal.fail, equal.pointBlocks, equal.pointMarginBlocks].map(
            (s) => percent(s),
          ),
          percent(atMargin.pass),
          percent(1 - atMargin.pointMarginBlocks),
        ]),
      ),
    ),
    '',
    '## A point gate against ours',
    '',
    `Accuracy, margin ${MARGIN}. Left: the models are truly equal. Right: the candidate truly lost ${REAL_LOSS}. In percent.`,
    '',
    '| rows | equal: point gate fails | with margin | ours fails | cannot tell | lost: point gate passes | with margin | ours passes | cannot tell |',
    '|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...curve.map(({ rows, equal, worse }) =>
      row([
        rows.toLocaleString('en-US'),
        ...[
          equal.pointBlocks,
          equal.pointMarginBlocks,
          equal.fail,
          equal.inconclusive,
          1 - worse.pointBlocks,
          1 - worse.pointMarginBlocks,
          worse.pass,
          worse.inconclusive,
        ].map((s) => percent(s)),
      ]),
    ),
    '',
  ].join('\n');
}

function inShort({ coverage, gates, replicates }: Results): string[] {
  const tallies = coverage.flatMap(({ value, change }) => [value, change]);
  const counted = tallies.filter((tally) => shareHeld(tally).without < MOSTLY);
  const narrow = counted.filter((tally) => isTooNarrow(tally)).length;
  const wide = counted.filter(isTooWide).length;
  const planned = gates.flatMap((gate) => gate.planned);
  const distance = Math.max(...planned.map(({ power, equal }) => Math.abs(equal.pass - power)));
  const blocked = Math.max(...planned.map(({ equal }) => equal.fail));
  const chance = percent(Math.sqrt((0.05 * 0.95) / replicates));
  const passed = Math.max(...planned.map(({ atMargin }) => atMargin.pass));
  return [
    `- Of ${counted.length} intervals, ${counted.length - narrow - wide} hold their level within the band and the Monte-Carlo error, ${wide} are wider, and ${narrow} too narrow.`,
    `- At the planned number of rows a model that is truly equal passes with the planned power within ${percent(distance)} points, and fails in at most ${percent(blocked)} % of cases (promised: within 3 points, and 5 %).`,
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
      row(['metric', ...heads.map((n) => `value, ${n}`), ...heads.map((n) => `difference, ${n}`)]),
      `|---|${'---:|'.repeat(2 * sizes.length)}`,
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

function count(units: number): string {
  return units.toLocaleString('en-US');
}

function percent(share: number, digits = 1): string {
  return (100 * share).toFixed(digits);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
