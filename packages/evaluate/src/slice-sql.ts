import { type Engine, identifier, literal } from '@proofmark/engine';
import { requireColumn } from './columns.ts';
import { double } from './moments.ts';
import { numberSql, type PredictionSource } from './number-sql.ts';
import type { SliceColumn, SlicePart } from './slices.ts';

/** The value of a row in a slice column: text, absent where a part of a crossing is. */
export async function sliceSql(
  engine: Engine,
  source: PredictionSource,
  { parts }: SliceColumn,
): Promise<string> {
  const texts: string[] = [];
  for (const part of parts) texts.push(await partSql(engine, source, part));
  const [only = ''] = texts;
  if (texts.length === 1) return only;
  const missing = texts.map((text) => `(${text}) IS NULL`).join(' OR ');
  return `CASE WHEN ${missing} THEN NULL ELSE to_json([${texts.join(', ')}])::VARCHAR END`;
}

/** The values of the parts of a crossing, from the text that `sliceSql` makes. */
export function readCrossed(value: string): string[] {
  return (JSON.parse(value) as unknown[]).map(String);
}

/**
 * Bins between quantiles of the rows that are numbers, (edge, next edge], as pandas' qcut. Edges are values that
 * occur; of equal ones a single one is left, so there may be fewer bins.
 */
async function partSql(
  engine: Engine,
  source: PredictionSource,
  { column, bins }: SlicePart,
): Promise<string> {
  const place = { where: source.where, setting: 'evaluation.slices' };
  const found = requireColumn(source.columns, column, place);
  if (bins === undefined) return `CAST(${identifier(found.name)} AS VARCHAR)`;
  const number = await numberSql(engine, source, { where: source.where, column: found });
  const known = `CASE WHEN isnan((${number})::DOUBLE) THEN NULL ELSE (${number})::DOUBLE END`;
  const shares = Array.from({ length: bins - 1 }, (_, i) => double((i + 1) / bins)).join(', ');
  const rows = await engine.query(
    `SELECT DISTINCT unnest(quantile_disc(${known}, [${shares}]))::DOUBLE AS edge FROM ${source.table} ORDER BY edge`,
  );
  const edges = rows.flatMap(({ edge }) => (edge === null ? [] : [Number(edge)]));
  const last = edges.at(-1);
  if (last === undefined) return 'NULL::VARCHAR';
  const cases = edges.map((edge, i) => {
    const label = i === 0 ? `≤ ${edge}` : `(${edges[i - 1]}, ${edge}]`;
    return `WHEN value <= ${double(edge)} THEN ${literal(label)}`;
  });
  return `list_transform([${known}], lambda value: CASE WHEN value IS NULL THEN NULL ${cases.join(' ')} ELSE ${literal(`> ${last}`)} END)[1]`;
}
