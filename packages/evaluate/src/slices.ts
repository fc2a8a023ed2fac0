import {
  type EvaluationSection,
  type Omission,
  type SliceKey,
  showReceived,
  UserError,
} from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { readCrossed } from './slice-sql.ts';

/** A column of the user's to slice by: by its values, or by quantile bins of a number. */
export type SlicePart = { column: string; bins: number | undefined };

/**
 * Slices of the configuration by one column or by several crossed, with the defaults filled in; `table` is the name
 * of their values in the table `rows`, `name` what gates call them: `origin`, `origin x weekday`.
 */
export type SliceColumn = {
  name: string;
  parts: readonly SlicePart[];
  table: string;
  top: number;
  minRows: number;
};

/** `values` as they stand in the table, `keys` as the document has them. */
export type KeptSlices = { table: string; values: string[]; keys: SliceKey[]; omitted: Omission[] };

const DEFAULT_MIN_ROWS = 100;
/** A column of identifiers would make a document of millions of slices. */
const DEFAULT_TOP = 100;

/** @throws UserError `config-invalid` for the same columns twice */
export function sliceColumns(slices: EvaluationSection['slices']): SliceColumn[] {
  const columns = slices.map((slice, i): SliceColumn => {
    const given = typeof slice === 'string' ? { column: slice } : slice;
    const parts = ('columns' in given ? given.columns : [given]).map((part): SlicePart => {
      const { column, bins } = typeof part === 'string' ? { column: part } : { bins: undefined, ...part };
      return { column, bins };
    });
    return {
      name: parts.map(({ column }) => column).join(' x '),
      parts,
      table: `slice_${i}`,
      top: ('top' in given ? given.top : undefined) ?? DEFAULT_TOP,
      minRows: ('min-rows' in given ? given['min-rows'] : undefined) ?? DEFAULT_MIN_ROWS,
    };
  });
  const names = columns.map(({ name }) => name);
  const repeated = names.findIndex((name, i) => names.indexOf(name) !== i);
  if (repeated < 0) return columns;
  throw new UserError(
    'config-invalid',
    `evaluation.slices[${repeated}]: expected each column or crossing once, received ${showReceived(names[repeated])} again; remove one of them`,
  );
}

/**
 * The values of a slice column to keep, largest first, and why the others are left out.
 * @param counted SQL of the size of a slice
 */
export async function chooseSlices(
  engine: Engine,
  { name, parts, table, top, minRows }: SliceColumn,
  counted = 'count(*)',
): Promise<KeptSlices> {
  const groups = await engine.query(`SELECT ${table} AS value, n FROM
    (SELECT ${table}, ${counted} AS n FROM rows GROUP BY ${table}) ORDER BY n DESC, value`);
  const named = groups.filter(({ value }) => value !== null);
  const large = named.filter(({ n }) => Number(n) >= minRows);
  const values = large.slice(0, top).map(({ value }) => String(value));
  const empty = groups.find(({ value }) => value === null);
  const few = named.length - large.length;
  const beyond = large.length - values.length;
  const omitted: Omission[] = [
    ...(few > 0 ? [{ why: 'few-rows', column: name, values: few, minRows } as const] : []),
    ...(beyond > 0 ? [{ why: 'beyond-top', column: name, values: beyond, top } as const] : []),
    ...(empty ? [{ why: 'no-value', column: name, rows: Number(empty.n) } as const] : []),
  ];
  const keys = values.map((value): SliceKey => {
    const own = parts.length === 1 ? [value] : readCrossed(value);
    return parts.map(({ column }, i) => ({ column, value: own[i] ?? '' }));
  });
  return { table, values, keys, omitted };
}
