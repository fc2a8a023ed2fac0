import { type Engine, identifier } from '@proofmark/engine';
import { countRepeats } from './count-repeats.ts';

/** A column that may be part of a key: without nulls, with an estimate of its distinct values. */
export type KeyPart = { name: string; distinct: number };

/** Columns that are combined: keys stand at the front of a table. */
const MAX_PARTS = 6;
/** Combinations that are counted exactly, after an estimate of all. */
const MAX_CHECKED = 3;
/** The estimate of distinct values errs by a few percent. */
const LIKELY = 0.9;

/**
 * Finds two or three columns that identify each row together, the foremost ones first. One scan estimates all
 * combinations; only the likely ones are counted exactly.
 */
export async function findCompositeKey(
  engine: Engine,
  columns: readonly KeyPart[],
  rows: number,
): Promise<string[] | undefined> {
  const parts = columns.filter(({ distinct }) => distinct > 1).slice(0, MAX_PARTS);
  for (const size of [2, 3]) {
    const sets = combinations(parts, size).filter(
      (set) => set.reduce((product, { distinct }) => product * distinct, 1) >= LIKELY * rows,
    );
    if (sets.length === 0) continue;
    const items = sets.map(
      (set, i) =>
        `approx_count_distinct(hash(${set.map(({ name }) => identifier(name)).join(', ')})) AS d${i}`,
    );
    const [row = {}] = await engine.query(`SELECT ${items.join(', ')} FROM data`);
    const likely = sets.filter((_, i) => Number(row[`d${i}`]) >= LIKELY * rows).slice(0, MAX_CHECKED);
    for (const set of likely) {
      const names = set.map(({ name }) => name);
      if ((await countRepeats(engine, 'data', names.map(identifier))).groups === 0) return names;
    }
  }
  return undefined;
}

function combinations<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) =>
    combinations(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]),
  );
}
