import type { Task } from './common.ts';

/** The word for one and for many. */
export type CountedUnit = readonly [one: string, many: string];

/** What a metric is averaged over and every count of an evaluation counts: rankings and forecasts count groups of rows. */
export function countedUnit(task: Task | undefined): CountedUnit {
  if (task === 'ranking') return ['query', 'queries'];
  if (task === 'forecast') return ['series', 'series'];
  return ['row', 'rows'];
}
