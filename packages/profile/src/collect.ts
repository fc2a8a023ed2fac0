import { type Engine, identifier, type Row, type Value } from '@proofmark/engine';
import { type ColumnKind, columnKind, type TableColumn } from './column-kind.ts';

/** The columns of one table, copied and ready to be counted. */
export type Collection = { table: string; rows: number; columns: CollectedColumn[] };

/** A column of the copy: `sql` names it, `type` is what it has become there. */
export type CollectedColumn = {
  name: string;
  kind: ColumnKind;
  sql: string;
  type: 'FLOAT' | 'DOUBLE' | 'VARCHAR';
  present: number;
  /** Of a numeric column with values. */
  range: { minimum: number; maximum: number } | undefined;
};

const COPY = 'profile_rows';
const LONGEST_VALUE = 200;

/**
 * Copies columns of a table or view and hands the copy to `use`. A view may be the user's SQL over files: this is the
 * only time it is run, and what follows reads single columns of the copy.
 *
 * In the copy a number is a FLOAT or a DOUBLE (so integers beyond 2^53 are the nearest double), what is not finite is
 * NULL, and a text of more than 200 characters is its beginning and its digest.
 */
export async function withCollection<T>(
  engine: Engine,
  table: string,
  columns: readonly TableColumn[],
  use: (collection: Collection) => Promise<T>,
): Promise<T> {
  const parts = columns.map((column, i) => `${copySql(column)} AS c${i}`);
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE ${COPY} AS SELECT ${parts.join(', ')} FROM ${identifier(table)}`,
  );
  try {
    return await use(await survey(engine, columns));
  } finally {
    await engine.query(`DROP TABLE IF EXISTS ${COPY}`);
  }
}

function copySql({ name, type }: TableColumn): string {
  const column = identifier(name);
  if (type === 'FLOAT' || type === 'DOUBLE') return `CASE WHEN isfinite(${column}) THEN ${column} END`;
  if (columnKind(type) === 'numeric') return `CAST(${column} AS DOUBLE)`;
  if (type !== 'VARCHAR') return `CAST(${column} AS VARCHAR)`;
  const shortened = `left(${column}, ${LONGEST_VALUE - 20}) || '… ' || left(sha256(${column}), 16)`;
  return `CASE WHEN length(${column}) > ${LONGEST_VALUE} THEN ${shortened} ELSE ${column} END`;
}

async function survey(engine: Engine, columns: readonly TableColumn[]): Promise<Collection> {
  const facts = columns.flatMap(({ type }, i) => [
    `count(c${i}) AS present${i}`,
    ...(columnKind(type) === 'numeric' ? [`min(c${i}) AS minimum${i}`, `max(c${i}) AS maximum${i}`] : []),
  ]);
  const row = onlyRow(await engine.query(`SELECT count(*) AS rows, ${facts.join(', ')} FROM ${COPY}`));
  return {
    table: COPY,
    rows: Number(row.rows),
    columns: columns.map(({ name, type }, i) => {
      const present = Number(row[`present${i}`]);
      const kind = columnKind(type) ?? 'categorical';
      return {
        name,
        kind,
        sql: `c${i}`,
        type: kind === 'categorical' ? 'VARCHAR' : type === 'FLOAT' ? 'FLOAT' : 'DOUBLE',
        present,
        range:
          kind === 'numeric' && present > 0
            ? { minimum: Number(row[`minimum${i}`]), maximum: Number(row[`maximum${i}`]) }
            : undefined,
      };
    }),
  };
}

export function onlyRow(rows: readonly Row[]): Row {
  const [row] = rows;
  if (!row) throw new Error('an aggregate query returned no row');
  return row;
}

/** A finite double, or null. */
export function finiteOrNull(value: Value | undefined): number | null {
  const number = value === null || value === undefined ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : null;
}

/** SQL of a double, digit for digit: a plain literal would be read as a decimal first. */
export function doubleSql(value: number): string {
  return `CAST('${value}' AS DOUBLE)`;
}
