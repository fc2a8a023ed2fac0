import { CONFIDENCE, type Coverage, MOSTLY, shareHeld, shareMissed } from './coverage.ts';
import { count, head, percent, row } from './table.ts';

/** A limit that is beyond the truth oftener is marked: as far from what it promises as the band of the intervals. */
export const MISSES = 1 - CONFIDENCE + 0.02;

const WHAT = ['value', 'change'] as const;
const ENDS = ['passing', 'failing'] as const;

export type Missed = { share: number; metric: string };

/** Of the metrics of one scenario at one size, those that have limits. */
function listMissed(
  cells: readonly Coverage[],
  what: (typeof WHAT)[number],
  end: (typeof ENDS)[number],
): Missed[] {
  return cells
    .filter(({ oneSided }) => shareHeld(oneSided[what]).without < MOSTLY)
    .map(({ metric, direction, oneSided }) => ({
      metric,
      share: shareMissed(oneSided[what], direction)[end],
    }));
}

/** Every limit of every metric. */
export function listAllMissed(coverage: readonly Coverage[]): Missed[] {
  return WHAT.flatMap((what) => ENDS.flatMap((end) => listMissed(coverage, what, end)));
}

/** How often the limits that gates use are beyond the truth: the worst metric of each scenario. */
export function limitTable(coverage: readonly Coverage[]): string[] {
  const groups = Map.groupBy(coverage, ({ scenario, units }) => `${scenario}|${units}`);
  return [
    '## How often is a limit that gates use beyond the truth?',
    '',
    `A gate looks at one end of the interval, at confidence ${percent(CONFIDENCE, 0)} %: at the worse end to pass, at the better one to fail. Each`,
    `shall be beyond the truth in at most ${percent(1 - CONFIDENCE, 0)} % of cases, in which the gate may pass or fail what it should not. Of each`,
    `scenario the metric that misses most, in percent; **bold** is above ${percent(MISSES, 0)}.`,
    '',
    ...head(
      ['scenario'],
      [
        'units',
        ...['value: passes', 'fails', 'difference: passes', 'fails'].map((name) => `${name} wrongly`),
      ],
    ),
    ...[...groups.values()].map((cells) =>
      row([
        cells[0]?.scenario ?? '',
        count(cells[0]?.units ?? 0),
        ...WHAT.flatMap((what) => ENDS.map((end) => markLargest(listMissed(cells, what, end)))),
      ]),
    ),
    '',
  ];
}

function markLargest(missed: readonly Missed[]): string {
  const [largest] = missed.toSorted((a, b) => b.share - a.share);
  if (!largest) return 'none';
  const text = percent(largest.share);
  return `${largest.metric} ${largest.share > MISSES ? `**${text}**` : text}`;
}
