import { stat } from 'node:fs/promises';
import type { Engine } from '@proofmark/engine';
import type { AttachedData } from './attach-data.ts';
import { isIntegerText, plainInteger } from './integer-sql.ts';
import type { UniqueRule } from './outcome.ts';

/** From so many bytes of text on, what is saved is more than the look at the head costs. */
const LARGE_BYTES = 16_000_000;
const HEAD_ROWS = 1000;
/** Bits that each thread of the engine keeps at most: 16 megabytes. */
const MOST_BITS = 2 ** 27;
/** Their size tells nothing of the rows. */
const COMPRESSED = /\.(gz|zst)$/i;

/**
 * Keys of large text files that seem to count up, each with a power of two. Equal integers leave equal remainders, so as
 * many different remainders of it as rows prove that no integer repeats; to mark them takes a quarter of the time of
 * hashing. Integers that lie close together leave different ones; where others do, nothing is proven.
 * @returns by rule id
 */
export async function findDenseKeys(
  engine: Engine,
  { data, paths, storage, columns }: AttachedData,
  rules: readonly UniqueRule[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  if (storage !== 'text' || paths.some((path) => COMPRESSED.test(path))) return found;
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes < LARGE_BYTES) return found;
  // Each value ends with a delimiter, or the line.
  const mostRows = bytes / columns.length;
  for (const { rule, columns: key } of rules) {
    const [column] = key;
    if (key.length !== 1 || !column?.source || !isIntegerText(column)) continue;
    const step = await stepAtHead(engine, data, column.source);
    const bits = step === undefined ? Number.NaN : 2 ** Math.ceil(Math.log2(mostRows * step));
    if (bits <= MOST_BITS) found.set(rule.id, bits);
  }
  return found;
}

/** How far apart the integers of the first rows lie in the mean, 1 or more; undefined where these are not all integers. */
async function stepAtHead(engine: Engine, data: string, source: string): Promise<number | undefined> {
  const [row] = await engine.query(
    `SELECT count(p) AS n, CAST(max(p)::HUGEINT - min(p) AS DOUBLE) AS span
     FROM (SELECT ${plainInteger(source)} AS p FROM ${data} LIMIT ${HEAD_ROWS})`,
  );
  return Number(row?.n) === HEAD_ROWS ? Math.max(1, Number(row?.span) / HEAD_ROWS) : undefined;
}
