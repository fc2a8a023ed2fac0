import type { Rule, Table, Test } from '@proofmark/contract';
import { showLocation, showReceived, UserError } from '@proofmark/documents';
import { type Engine, identifier, type Value } from '@proofmark/engine';
import { type ColumnSql, readSql } from './column-sql.ts';
import { maskValue } from './mask.ts';
import { holds } from './measure.ts';
import type { Outcome } from './outcome.ts';

export type SqlRule = { rule: Rule; test: Extract<Test, { test: 'sql' }> };

export type SqlRequest = {
  engine: Engine;
  /** The view of the files, as an SQL identifier. */
  data: string;
  table: Table;
  columns: readonly ColumnSql[];
  /** Columns of the files that the contract does not name. */
  undeclared: readonly string[];
  /** False where no value of the data may be shown: what SQL returns or complains about may be one. */
  showValues: boolean;
};

const OF_TABLE = /\$?\{(?:table|model|object|schema|dataset)\}/g;
const OF_COLUMN = /\$?\{(?:column|field|property)\}/g;

/**
 * Runs the SQL rules of a contract, each one guarded read-only SELECT of one number, over the table under the names
 * the contract gives it, in the declared types. A rule whose SQL does not run or gives no number fails with the
 * engine's words: it was declared, and nothing was shown to hold.
 */
export async function runSqlRules(
  { engine, ...request }: SqlRequest,
  sqlRules: readonly SqlRule[],
): Promise<Map<string, Outcome>> {
  if (sqlRules.length === 0) return new Map();
  await nameTable(engine, request);
  const outcomes = new Map<string, Outcome>();
  for (const [i, { rule, test }] of sqlRules.entries()) {
    outcomes.set(
      rule.id,
      await runOne(
        engine,
        `proofmark sql ${i}`,
        substitute(test.query, request.table, rule),
        { rule, test },
        request.showValues,
      ),
    );
  }
  return outcomes;
}

/** Columns that the contract does not declare stay readable under their own names, untyped. */
async function nameTable(
  engine: Engine,
  { table, data, columns, undeclared }: Omit<SqlRequest, 'engine'>,
): Promise<void> {
  const own = columns.filter(({ column }) => column.path.length === 1);
  const typed = own.map(({ value, column }) => `${value} AS ${identifier(column.name)}`);
  const extra = undeclared.map((name, i) => `${identifier(name)} AS o${i}`);
  const others = undeclared.map((name, i) => `o${i} AS ${identifier(name)}`);
  const sql = `SELECT ${[...typed, ...others].join(', ')} FROM (${readSql(own, data, extra)})`;
  await engine.select(table.name, sql, 'view');
  if (table.physicalName.toLowerCase() !== table.name.toLowerCase()) {
    await engine.select(table.physicalName, `SELECT * FROM ${identifier(table.name)}`, 'view');
  }
}

/** The placeholders of the standard's documentation and of its examples. */
function substitute(query: string, table: Table, rule: Rule): string {
  const named = query.replaceAll(OF_TABLE, () => identifier(table.name));
  const { column } = rule;
  return column === undefined ? named : named.replaceAll(OF_COLUMN, () => identifier(column));
}

async function runOne(
  engine: Engine,
  view: string,
  query: string,
  { rule, test }: SqlRule,
  showValues: boolean,
): Promise<Outcome> {
  const place = `${showLocation(rule.location)}: the SQL of ${rule.id}`;
  try {
    const columns = await engine.select(view, query, 'view', place);
    const [only] = columns;
    if (columns.length !== 1 || only === undefined)
      return failed(`its SQL returns ${columns.length} columns: expected one number`);
    // As a short text: what a stranger's SQL makes may be as long as the memory.
    const short = `substr(CAST(${identifier(only.name)} AS VARCHAR), 1, ${MAX_LENGTH})`;
    const rows = await engine.query(`SELECT ${short} AS v FROM ${identifier(view)} LIMIT 2`);
    const value = rows[0]?.v ?? null;
    const measured = value === null || String(value).trim() === '' ? Number.NaN : Number(value);
    if (rows.length !== 1 || Number.isNaN(measured)) {
      const shown = showValues ? showValue(value) : 'no number';
      const returned = rows.length > 1 ? 'several rows' : rows.length === 0 ? 'no row' : shown;
      return failed(`its SQL returns ${returned}: expected one number`);
    }
    const kept = holds(test.comparison, measured);
    return { status: 'counted', checked: 1, failing: kept ? 0 : 1, holds: kept, received: String(value) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const why = error.message.startsWith(place) ? error.message : `${place}: ${error.message}`;
    // What the engine says of a failure may quote the data.
    const message = showValues || error.code === 'query-refused' ? why : `${place}: ${error.code}`;
    if (error.code !== 'engine-timeout') return failed(message);
    throw new UserError(error.code, why, { cause: error, location: rule.location });
  }
}

const MAX_LENGTH = 200;

function showValue(value: Value): string {
  return typeof value === 'string' ? showReceived(maskValue(value, false).value) : String(value);
}

function failed(received: string): Outcome {
  return { status: 'counted', checked: 1, failing: 1, holds: false, received };
}
