import type { Rule, Table, Test } from '@proofmark/contract';
import { detectPersonal, showLocation, showReceived, UserError } from '@proofmark/documents';
import { type Engine, identifier, type Value } from '@proofmark/engine';
import { type ColumnSql, readSql } from './column-sql.ts';
import { maskValue } from './mask.ts';
import { holds } from './measure.ts';
import type { Outcome } from './outcome.ts';
import { type Withheld, withheldOf } from './withhold.ts';

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
  /** Longest time the SQL of one rule may take; default 30 seconds. */
  sqlTimeoutMs?: number | undefined;
};

/** A stranger's SQL may take as long as it is let. */
const SQL_TIMEOUT_MS = 30_000;

const OF_TABLE = /\$?\{(?:table|model|object|schema|dataset)\}/g;
const OF_COLUMN = /\$?\{(?:column|field|property)\}/g;

/**
 * Runs the SQL rules of a contract, each one guarded read-only SELECT of one number, over the table under the names
 * the contract gives it, in the declared types. A rule whose SQL does not run, takes too long or gives no
 * number fails with the engine's words: it was declared, and nothing was shown to hold.
 */
export async function runSqlRules(
  request: SqlRequest,
  sqlRules: readonly SqlRule[],
): Promise<Map<string, Outcome>> {
  if (sqlRules.length === 0) return new Map();
  await nameTable(request);
  const outcomes = new Map<string, Outcome>();
  for (const [i, { rule, test }] of sqlRules.entries()) {
    outcomes.set(
      rule.id,
      await runOne(request, `proofmark sql ${i}`, substitute(test.query, request.table, rule), {
        rule,
        test,
      }),
    );
  }
  return outcomes;
}

/** Columns that the contract does not declare stay readable under their own names, untyped. */
async function nameTable({ engine, table, data, columns, undeclared }: SqlRequest): Promise<void> {
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
  { engine, table, columns, showValues, sqlTimeoutMs = SQL_TIMEOUT_MS }: SqlRequest,
  view: string,
  query: string,
  { rule, test }: SqlRule,
): Promise<Outcome> {
  const place = `${showLocation(rule.location)}: the SQL of ${rule.id}`;
  const withheld = withheldOf(query, columns, showValues);
  const start = performance.now();
  const left = () => Math.max(1, sqlTimeoutMs - (performance.now() - start));
  try {
    const limits = { tables: [table.name, table.physicalName], timeoutMs: left() };
    const returned = await engine.select(view, query, 'view', place, limits);
    const [only] = returned;
    if (returned.length !== 1 || only === undefined)
      return failed(`its SQL returns ${returned.length} columns: expected one number`);
    return await measure({ engine, view, column: only.name, test, withheld, left });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error.code === 'engine-timeout') {
      return failed(
        `its SQL was stopped: expected an answer within ${sqlTimeoutMs / 1000} s; simplify the query`,
      );
    }
    return failed(error.message.replace(`${place}: `, ''));
  }
}

type Measure = {
  engine: Engine;
  view: string;
  column: string;
  test: SqlRule['test'];
  withheld: Withheld;
  /** Milliseconds that the rule has left. */
  left: () => number;
};

async function measure({ engine, view, column, test, withheld, left }: Measure): Promise<Outcome> {
  // As a short text: what a stranger's SQL makes may be as long as the memory.
  const short = `substr(CAST(${identifier(column)} AS VARCHAR), 1, ${MAX_LENGTH})`;
  const sql = `SELECT ${short} AS v FROM ${identifier(view)} LIMIT 2`;
  const rows = await engine.query(sql, { timeoutMs: left(), watchMemory: true }).catch((error: unknown) => {
    if (!(error instanceof UserError) || error.code === 'engine-timeout') throw error;
    return hideWords(error, withheld);
  });
  if (typeof rows === 'string') return failed(rows);
  const value = rows[0]?.v ?? null;
  const measured = value === null || String(value).trim() === '' ? Number.NaN : Number(value);
  if (rows.length !== 1 || Number.isNaN(measured)) {
    const shown = value === null || withheld.texts === undefined ? showValue(value) : 'no number';
    const returned = rows.length > 1 ? 'several rows' : rows.length === 0 ? 'no row' : shown;
    return failed(`its SQL returns ${returned}: expected one number`);
  }
  const kept = holds(test.comparison, measured);
  const received = withheld.numbers === undefined ? String(value) : `withheld (${withheld.numbers})`;
  return { status: 'counted', checked: 1, failing: kept ? 0 : 1, holds: kept, received };
}

const MAX_LENGTH = 200;

/** What the engine says of rows that it could not compute may quote them. */
function hideWords({ message }: UserError, { texts }: Withheld): string {
  const personal = detectPersonal(message);
  const why = texts ?? (personal === undefined ? undefined : `they quote what looks like this: ${personal}`);
  return why === undefined ? message : `while running it: the words of the engine are withheld (${why})`;
}

function showValue(value: Value): string {
  return typeof value === 'string' ? showReceived(maskValue(value, false).value) : String(value);
}

function failed(reason: string): Outcome {
  return { status: 'counted', checked: 1, failing: 1, holds: false, reason };
}
