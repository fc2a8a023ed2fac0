import type { EvaluationSection, Omission } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';

/** A slice column of the configuration, with its defaults filled in; `table` is its name in the table `rows`. */
export type SliceColumn = { column: string; table: string; top: number; minRows: number };

export type KeptSlices = { column: string; table: string; values: string[]; omitted: Omission[] };

const DEFAULT_MIN_ROWS = 100;
/** A column of identifiers would make a document of millions of slices. */
const DEFAULT_TOP = 100;

export function sliceColumns(slices: EvaluationSection['slices']): SliceColumn[] {
  return slices.map((slice, i) => ({
    column: typeof slice === 'string' ? slice : slice.column,
    table: `slice_${i}`,
    top: (typeof slice === 'string' ? undefined : slice.top) ?? DEFAULT_TOP,
    minRows: (typeof slice === 'string' ? undefined : slice['min-rows']) ?? DEFAULT_MIN_ROWS,
  }));
}

/** The values of a slice column to keep, largest first, and why the others are left out. */
export async function chooseSlices(
  engine: Engine,
  { column, table, top, minRows }: SliceColumn,
): Promise<KeptSlices> {
  const groups = await engine.query(`SELECT ${table} AS value, n FROM
    (SELECT ${table}, count(*) AS n FROM rows GROUP BY ${table}) ORDER BY n DESC, value`);
  const named = groups.filter(({ value }) => value !== null);
  const large = named.filter(({ n }) => Number(n) >= minRows);
  const kept = large.slice(0, top);
  const empty = groups.find(({ value }) => value === null);
  const few = named.length - large.length;
  const beyond = large.length - kept.length;
  const omitted: Omission[] = [
    ...(few > 0 ? [{ why: 'few-rows', column, values: few, minRows } as const] : []),
    ...(beyond > 0 ? [{ why: 'beyond-top', column, values: beyond, top } as const] : []),
    ...(empty ? [{ why: 'no-value', column, rows: Number(empty.n) } as const] : []),
  ];
  return { column, table, values: kept.map(({ value }) => String(value)), omitted };
}
