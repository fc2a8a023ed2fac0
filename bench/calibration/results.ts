import { type Coverage, LEVEL, shareHeld, type Tally } from './coverage.ts';
import { type CurvePoint, type GateResult, MARGIN, REAL_LOSS } from './gates.ts';

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
  const outside = listOutside(coverage);
  return [
    '# Calibration by simulation',
    '',
    `Written by \`bench/calibration/run.ts\`: ${replicates.toLocaleString('en-US')} replicates a cell, seeded. Rows are drawn with known truth, summed as an`,
    'evaluation sums them, and given to the functions of the product. The Monte-Carlo standard error of a coverage is',
    `${error.toFixed(1)} points.`,
    '',
    '## Do 95 % intervals hold the truth in 93 to 97 % of cases?',
    '',
    'Share of replicates in which the interval of the candidate’s value, and that of the paired difference to the baseline,',
    'holds the true number, in percent. Replicates in which a metric is undefined, or without interval, are left out. **Bold** is outside of the band.',
    '',
    ...coverageTables(coverage),
    '### Where it is outside',
    '',
    ...outside,
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

function coverageTables(coverage: readonly Coverage[]): string[] {
  const scenarios = Map.groupBy(coverage, ({ scenario }) => scenario);
  return [...scenarios].flatMap(([scenario, cells]) => {
    const sizes = [...new Set(cells.map(({ rows }) => rows))];
    const metrics = [...new Set(cells.map(({ metric }) => metric))];
    const heads = sizes.map((size) => size.toLocaleString('en-US'));
    return [
      `### ${scenario}`,
      '',
      row(['metric', ...heads.map((n) => `value, ${n} rows`), ...heads.map((n) => `difference, ${n} rows`)]),
      `|---|${'---:|'.repeat(2 * sizes.length)}`,
      ...metrics.map((metric) => {
        const own = sizes.map((rows) => cells.find((cell) => cell.metric === metric && cell.rows === rows));
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
  const { share, counted } = shareHeld(tally);
  if (counted === 0) return '**none**';
  const text = percent(share);
  return share < BAND.from || share > BAND.to ? `**${text}**` : text;
}

/** Cells of which even the Monte-Carlo error does not explain that they are outside, or that never had an interval. */
export function isOutside(tally: Tally, errors = 2): boolean {
  const { share, error, counted } = shareHeld(tally);
  return counted === 0 || share < BAND.from - errors * error || share > BAND.to + errors * error;
}

function listOutside(coverage: readonly Coverage[]): string[] {
  const lines = coverage.flatMap(({ scenario, rows, metric, value, change }) =>
    (
      [
        ['value', value],
        ['difference', change],
      ] as const
    ).flatMap(([what, tally]) => {
      if (!isOutside(tally)) return [];
      const { share, counted } = shareHeld(tally);
      const cell = `${scenario}, ${rows.toLocaleString('en-US')} rows: ${what} of ${metric}`;
      if (counted === 0) return [`- ${cell}: never an interval`];
      const kind = share > BAND.to ? 'too wide, on the safe side' : 'too narrow';
      return [`- ${cell}, ${percent(share)} %: ${kind}`];
    }),
  );
  return lines.length === 0 ? ['Nowhere.'] : lines;
}

function percent(share: number, digits = 1): string {
  return (100 * share).toFixed(digits);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
