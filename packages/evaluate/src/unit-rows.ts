import { type EvaluationSection, type Side, showReceived, UserError } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { formatPlural } from '@proofmark/metrics';
import { type Origin, type RowsTable, refuseBadIds, refuseRows, refuseUnpaired } from './checks.ts';
import { requireColumn } from './columns.ts';
import { numberSql, type PredictionSource } from './number-sql.ts';
import { attachBaseline, attachPredictions, locateColumns, sharedColumns } from './predictions.ts';
import type { SliceColumn } from './slices.ts';

/** A column of numbers of one side; it becomes `candidate` or `baseline` followed by the suffix. */
export type ValueColumn = { column: string; suffix: string; setting: string; mayBeEmpty?: boolean };

export type UnitRowsSpec = {
  /** The column of queries or series, within which ids are unique; it becomes `unit`. */
  group?: { column: string; setting: string };
  own: (source: PredictionSource) => readonly ValueColumn[];
  /** Of the baseline in the same file. */
  other: (source: PredictionSource) => readonly ValueColumn[];
  /** Rows have a number as label. */
  labelled: boolean;
  /** Rows of one id are averaged. */
  repeated: boolean;
};

type Read = { sql: string[]; columns: (ValueColumn & { name: string; origin: Origin })[] };

export type UnitRows = RowsTable & { values: Record<Side, readonly ValueColumn[]> };

/**
 * Makes the table `rows` of prediction files with any columns of numbers: candidate and baseline in one file, or in two.
 * @throws UserError `predictions-invalid`
 */
export async function loadUnitRows(
  engine: Engine,
  section: EvaluationSection,
  slices: readonly SliceColumn[],
  { group, own, other, labelled, repeated }: UnitRowsSpec,
): Promise<UnitRows> {
  const source = await attachPredictions(engine, section);
  const setting = 'evaluation.columns.id; name "__row" to use the number of the row';
  const id: Origin = {
    where: source.where,
    column: requireColumn(source.columns, section.columns.id, { where: source.where, setting }),
  };
  const parts = locateColumns(source, section, labelled ? undefined : id);
  const candidate = await readValues(engine, source, 'candidate', own(source));
  const inFile = await readValues(engine, source, 'baseline', other(source));
  const shared = await sharedColumns(engine, source, parts, slices, section.task, {
    id: idSql(source, id, group),
    ...(!labelled && { label: "''" }),
  });
  const columns = [...shared, ...groupColumn(source, group), ...candidate.sql, ...inFile.sql];
  const separate = section['baseline-predictions'] !== undefined;
  const sides: Side[] = separate || inFile.columns.length > 0 ? ['candidate', 'baseline'] : ['candidate'];
  const table = separate ? 'candidate_rows' : 'rows';
  const values = [...candidate.columns, ...inFile.columns];
  const first = (read: Read) => read.columns[0]?.origin;
  const described: UnitRows = {
    sides,
    ...parts,
    scores: { candidate: first(candidate), baseline: first(inFile) },
    values: { candidate: candidate.columns, baseline: inFile.columns },
  };
  await readRows(engine, described, table, { columns, source, values, repeated, group });
  if (!separate) return described;
  const file = await attachBaseline(engine, section);
  const place = { where: file.where, setting: 'evaluation.columns.id' };
  const otherId = { where: file.where, column: requireColumn(file.columns, section.columns.id, place) };
  const baseline = await readValues(engine, file, 'baseline', own(file));
  const labelColumn = labelled && file.columns.find(({ name }) => name === parts.label.column.name);
  const label = labelColumn ? { where: file.where, column: labelColumn } : undefined;
  const baselineColumns = [
    `${idSql(file, otherId, group)} AS id`,
    ...(label ? [`${identifier(label.column.name)} AS label`] : []),
    ...baseline.sql,
  ];
  await readRows(engine, { ...described, id: otherId }, 'baseline_rows', {
    columns: baselineColumns,
    source: file,
    values: baseline.columns,
    repeated,
    group: undefined,
  });
  await refuseUnpaired(
    engine,
    { table: 'candidate_rows', id: parts.id, label: parts.label },
    { table: 'baseline_rows', id: otherId, label },
  );
  const names = baseline.columns.map(({ name }) => `b.${identifier(name)}`);
  await engine.query(
    `CREATE TABLE rows AS SELECT c.*, ${names.join(', ')} FROM candidate_rows c JOIN baseline_rows b ON c.id = b.id`,
  );
  return {
    ...described,
    scores: { candidate: first(candidate), baseline: first(baseline) },
    values: { candidate: candidate.columns, baseline: baseline.columns },
  };
}

/** An id within a group, so that no two groups give the same text: a slash in the name of a group is doubled. */
function idSql(source: PredictionSource, id: Origin, group: UnitRowsSpec['group']): string {
  const own = identifier(id.column.name);
  if (!group || id.column.name === '__row') return own;
  return `replace(${groupSql(source, group)}::VARCHAR, '/', '//') || ' / ' || ${own}::VARCHAR`;
}

function groupSql(
  source: PredictionSource,
  { column, setting }: { column: string; setting: string },
): string {
  return identifier(requireColumn(source.columns, column, { where: source.where, setting }).name);
}

function groupColumn(source: PredictionSource, group: UnitRowsSpec['group']): string[] {
  return group ? [`${groupSql(source, group)} AS unit`] : [];
}

async function readValues(
  engine: Engine,
  source: PredictionSource,
  side: Side,
  columns: readonly ValueColumn[],
): Promise<Read> {
  const read: Read = { sql: [], columns: [] };
  for (const value of columns) {
    const { where } = source;
    const column = requireColumn(source.columns, value.column, { where, setting: value.setting });
    const name = `${side}${value.suffix}`;
    const number =
      column.type === 'BOOLEAN'
        ? `${identifier(column.name)}::INTEGER::DOUBLE`
        : `CAST(${await numberSql(engine, source, { where, column })} AS DOUBLE)`;
    read.sql.push(`${number} AS ${identifier(name)}`);
    read.columns.push({ ...value, name, origin: { where, column } });
  }
  return read;
}

async function readRows(
  engine: Engine,
  described: RowsTable,
  table: string,
  {
    columns,
    source,
    values,
    repeated,
    group,
  }: {
    columns: readonly string[];
    source: PredictionSource;
    values: Read['columns'];
    repeated: boolean;
  } & Pick<UnitRowsSpec, 'group'>,
): Promise<void> {
  const raw = repeated ? `${table}_repeated` : table;
  await engine.query(`CREATE TABLE ${raw} AS SELECT ${columns.join(', ')} FROM ${source.table}`);
  if (group) {
    const origin = {
      where: source.where,
      column: requireColumn(source.columns, group.column, { where: source.where, setting: group.setting }),
    };
    await refuseIn(engine, described, origin, 'unit IS NULL', `no ${group.column}`, 'unit', raw);
  }
  for (const { name, origin, mayBeEmpty } of values) {
    const sql = identifier(name);
    const bad = `NOT isfinite(${sql})${mayBeEmpty ? '' : ` OR ${sql} IS NULL`}`;
    await refuseIn(engine, described, origin, bad, 'no usable value: expected a finite number', name, raw);
  }
  if (!repeated) return refuseBadIds(engine, table, described.id);
  await refuseIn(engine, described, described.id, 'id IS NULL', 'no id', 'id', raw);
  const others = (await engine.query(`SELECT column_name FROM (DESCRIBE ${raw})`))
    .map((row) => String(row.column_name))
    .filter((name) => name !== 'id' && values.every((value) => value.name !== name));
  await refuseVarying(engine, raw, 'id', others, source.where);
  const kept = others.map((name) => `any_value(${identifier(name)}) AS ${identifier(name)}`);
  // Sums in the order of their terms are the same whatever the order of the rows.
  const means = values.map(({ name }) => {
    const sql = identifier(name);
    return `sum(${sql} ORDER BY ${sql}) / count(*) AS ${sql}`;
  });
  await engine.query(
    `CREATE TABLE ${table} AS SELECT ${['id', ...kept, ...means].join(', ')} FROM ${raw} GROUP BY id`,
  );
  await refuseBadIds(engine, table, described.id);
}

async function refuseIn(
  engine: Engine,
  described: RowsTable,
  origin: Origin,
  bad: string,
  problem: string,
  shown: string,
  table: string,
): Promise<void> {
  const [row] = await engine.query(`SELECT count(*) AS n FROM ${table} WHERE ${bad}`);
  if (Number(row?.n) > 0) await refuseRows(engine, described, origin, bad, problem, shown, table);
}

/** Columns that must be the same in all rows of a unit: weights, clusters, slices. */
export async function refuseVarying(
  engine: Engine,
  table: string,
  key: string,
  columns: readonly string[],
  where: string,
): Promise<void> {
  for (const column of columns) {
    const [row] = await engine.query(`SELECT ${key}::VARCHAR AS key, count(*) OVER () AS n FROM ${table}
      GROUP BY ${key} HAVING count(DISTINCT coalesce(${column}::VARCHAR, '')) > 1 ORDER BY 1 LIMIT 1`);
    if (!row) continue;
    const kind = column.startsWith('slice_') ? 'slice' : column;
    throw new UserError(
      'predictions-invalid',
      `${where}: the rows of one ${key === 'unit' ? 'query or series' : key} must have one ${kind}: ${formatPlural(Number(row.n), 'has', 'have')} several, the first is ${showReceived(row.key)}; correct the rows, or leave evaluation.${kind === 'slice' ? 'slices' : kind} out`,
    );
  }
}
