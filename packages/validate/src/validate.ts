import { type Contract, type Rule, rules, type Table } from '@proofmark/contract';
import { type Logger, showLocation, UserError, type Validation } from '@proofmark/documents';
import type { Engine, TextLayout } from '@proofmark/engine';
import { type AsOf, judgeAge } from './age.ts';
import { type AttachedData, attachData } from './attach-data.ts';
import type { ColumnSql } from './column-sql.ts';
import { countRepeats, type Repeats } from './count-repeats.ts';
import { type Counts, countRows } from './count-rows.ts';
import { collectEvidence } from './evidence.ts';
import { coverageOf, judge, statusOf } from './judge.ts';
import { isSensitive } from './mask.ts';
import { compareCount, holds } from './measure.ts';
import { writeNotes } from './notes.ts';
import type { Outcome } from './outcome.ts';
import { refusePatterns, type Sorted, sortRules } from './sort-rules.ts';
import { runSqlRules } from './sql-rules.ts';
import type { ValueTest } from './violation-sql.ts';

export type ValidateOptions = {
  /** Failing rows shown of each rule; 0 shows no value of the data at all. Default 10. */
  evidenceRows?: number;
  /** Let a rule that cannot be enforced fail the validation instead of warning. Default false. */
  failOnUnsupported?: boolean;
  /** The clock for ages; a contract that states `proofmarkAsOf` goes before it. */
  now: Date;
  /** The table of the contract that the files hold; needed only when it declares several. */
  table?: string;
  /** How text files are laid out; `nullText` are the texts that mean null, by default the empty one. */
  layout?: Pick<TextLayout, 'delimiter' | 'nullText'>;
};

export type ValidateRequest = {
  contract: Contract;
  /** Files or globs, relative to `directory`: one table. */
  files: readonly string[];
  directory: string;
  /** A fresh engine whose work directory is `directory`; SQL of the contract seals it. */
  engine: Engine;
  options: ValidateOptions;
  logger: Logger;
};

/**
 * Validates data against a contract: all counts in one scan, one grouping for each set of unique columns, one scan
 * more for the evidence of what failed. Every declared constraint ends as one check.
 * @throws UserError `data-missing`, `data-invalid`, `contract-invalid`, and those of the engine
 */
export async function validate(request: ValidateRequest): Promise<Validation> {
  const { contract, engine, options, logger } = request;
  const table = tableOf(contract, options.table);
  const all = rules(contract);
  const mine = all.filter((rule) => rule.table === table.name);
  const attached = await attachData(engine, table, request.files, request.directory, options.layout ?? {});
  const refused = await refusePatterns(engine, mine);
  const sorted = sortRules(mine, attached.present, attached.nullText, refused);
  const counts = await countRows(
    engine,
    attached.data,
    attached.present,
    sorted.rowRules,
    sorted.uniqueRules.map(({ rule, columns }) => ({ rule, columns: columnsNamed(attached, columns) })),
    uniqueColumns([...sorted.ageRules, ...sorted.rowRules.filter(isBound)]),
  );
  logger.debug(`${counts.rows} rows counted`);
  const repeats = await countAllRepeats(engine, attached.data, sorted);
  const outcomes = new Map([
    ...sorted.settled,
    ...judgeCounts(sorted, counts, repeats, asOfDate(contract, options.now), options.evidenceRows !== 0),
  ]);
  await addEvidence(request, table, attached, sorted, counts.rows, outcomes);
  const sqlRequest = {
    engine,
    data: attached.data,
    table,
    columns: attached.present,
    undeclared: attached.undeclared,
  };
  for (const [id, outcome] of await runSqlRules(sqlRequest, sorted.sqlRules)) outcomes.set(id, outcome);
  const checks = all.map((rule) => judge(rule, outcomes.get(rule.id) ?? elsewhere(rule)));
  return {
    document: 'proofmark/validation',
    version: '1.0',
    contract: {
      file: contract.file,
      id: contract.id,
      version: contract.version,
      ...(contract.name === undefined ? {} : { name: contract.name }),
    },
    data: { files: await attached.files, rows: counts.rows, columns: attached.columns },
    coverage: coverageOf(checks),
    checks,
    notes: writeNotes(contract, table, attached, counts),
    status: statusOf(checks, counts.rows, options.failOnUnsupported ?? false),
  };
}

function tableOf(contract: Contract, wanted: string | undefined): Table {
  const names = contract.tables.map(({ name }) => name);
  const table =
    wanted === undefined ? contract.tables[0] : contract.tables.find(({ name }) => name === wanted);
  if (table && (wanted !== undefined || contract.tables.length === 1)) return table;
  throw new UserError(
    'contract-invalid',
    contract.tables.length === 0
      ? `${contract.file.path}: the contract declares no table under \`schema\`, so there is nothing to validate`
      : `${contract.file.path}: the contract declares ${names.join(', ')}: say which of them the files hold` +
          (wanted === undefined ? '' : ` (received ${wanted})`),
  );
}

/** What is left: rules of other tables, and constraints that belong to none. */
function elsewhere(rule: Rule): Outcome {
  if (rule.plan.status !== 'enforced') return rule.plan;
  return { status: 'not-applicable', reason: `no files were given for the table ${rule.table}` };
}

function asOfDate(contract: Contract, now: Date): AsOf {
  if (contract.asOf === undefined) return { instant: now, statedBy: 'clock' };
  const instant = new Date(contract.asOf);
  if (!Number.isNaN(instant.getTime())) return { instant, statedBy: 'contract' };
  throw new UserError(
    'contract-invalid',
    `${showLocation({ file: contract.file.path })}: proofmarkAsOf: expected a date and time in ISO 8601, received ${contract.asOf}`,
  );
}

function columnsNamed(attached: AttachedData, names: readonly string[]): ColumnSql[] {
  return attached.present.filter(({ column }) => names.includes(column.name));
}

const keyOf = (columns: readonly string[]) => JSON.stringify([...columns].sort());

/** Rules on the same columns share one grouping. */
async function countAllRepeats(engine: Engine, data: string, sorted: Sorted): Promise<Map<string, Repeats>> {
  const found = new Map<string, Repeats>();
  for (const { columns } of sorted.uniqueRules) {
    const key = keyOf(columns);
    if (!found.has(key)) found.set(key, await countRepeats(engine, data, columns));
  }
  return found;
}

function isBound({ test }: { test: ValueTest }): boolean {
  return test.test === 'at-least' || test.test === 'at-most';
}

function uniqueColumns(list: readonly { column: ColumnSql }[]): ColumnSql[] {
  return [...new Set(list.map(({ column }) => column))];
}

/** How far a bounded column reaches: the worst value is rarely among the first failing rows. */
function extremeOf(test: ValueTest, { raw, column }: ColumnSql, counts: Counts): { received?: string } {
  const { smallest, largest } = counts.extremes.get(raw) ?? {};
  const extreme = test.test === 'at-least' ? smallest : largest;
  if (!isBound({ test }) || extreme == null || isSensitive(column.classification)) return {};
  return { received: `the ${test.test === 'at-least' ? 'smallest' : 'largest'} is ${extreme}` };
}

function judgeCounts(
  sorted: Sorted,
  counts: Counts,
  repeats: ReadonlyMap<string, Repeats>,
  asOf: AsOf,
  showValues: boolean,
): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  const { rows } = counts;
  for (const { rule, test, column } of sorted.rowRules) {
    const failing = counts.breaking.get(rule.id) ?? 0;
    const checked = test.test === 'not-null' ? rows : (counts.present.get(column.raw) ?? 0);
    outcomes.set(
      rule.id,
      'comparison' in test
        ? compareCount(failing, rows, test)
        : { status: 'counted', checked, failing, ...(showValues ? extremeOf(test, column, counts) : {}) },
    );
  }
  for (const { rule, column, stored } of sorted.wholeColumn) {
    const checked = counts.present.get(column.raw) ?? 0;
    // JSON without one value has no type yet; a typed file says its type even where all is null.
    const holds = checked === 0 && !column.isTyped;
    outcomes.set(rule.id, { status: 'counted', checked, failing: checked, holds, received: stored });
  }
  for (const { rule, test, columns, nullsFail } of sorted.uniqueRules) {
    const { groups, members, extra } = repeats.get(keyOf(columns)) ?? { groups: 0, members: 0, extra: 0 };
    const withNull = counts.withNull.get(rule.id) ?? 0;
    const detail = `${extra} rows repeat an earlier one: ${groups} values occur in ${members} rows`;
    if (test.test === 'count-duplicates') {
      outcomes.set(rule.id, compareCount(extra, rows, test, extra ? ` (${detail})` : ''));
      continue;
    }
    const nulls = nullsFail ? withNull : 0;
    const received = [extra ? detail : '', nulls ? `${nulls} rows have a null` : ''].filter(
      (part) => part !== '',
    );
    outcomes.set(rule.id, {
      status: 'counted',
      checked: nullsFail ? rows : rows - withNull,
      failing: extra + nulls,
      ...(received.length ? { received: received.join('; ') } : {}),
    });
  }
  for (const { rule, test } of sorted.totalRules) {
    const kept = holds(test.comparison, rows);
    const failing = kept ? 0 : 1;
    outcomes.set(rule.id, { status: 'counted', checked: 1, failing, holds: kept, received: `${rows} rows` });
  }
  for (const { rule, test, column } of sorted.ageRules) {
    const { smallest = null, largest = null } = counts.extremes.get(column.raw) ?? {};
    outcomes.set(rule.id, judgeAge(rule, test.test === 'newest' ? largest : smallest, test.span, asOf));
  }
  return outcomes;
}

/** Looks for rows of the rules that some row breaks, tolerated or not. */
async function addEvidence(
  { engine, options }: ValidateRequest,
  table: Table,
  attached: AttachedData,
  sorted: Sorted,
  rows: number,
  outcomes: Map<string, Outcome>,
): Promise<void> {
  const limit = options.evidenceRows ?? 10;
  const broken = <R extends { rule: Rule }>(list: readonly R[]): (R & { failing: number })[] =>
    list.flatMap((each) => {
      const outcome = outcomes.get(each.rule.id);
      return outcome?.status === 'counted' && outcome.failing > 0
        ? [{ ...each, failing: outcome.failing }]
        : [];
    });
  if (limit === 0) return;
  const present = new Set(attached.present.map(({ column }) => column.name));
  const evidence = await collectEvidence(
    {
      engine,
      table: attached.numbered,
      rows,
      files: attached.fileCount,
      columns: attached.present,
      key: table.key.filter((name) => present.has(name)),
      limit,
      showFile: attached.showFile,
    },
    broken(sorted.rowRules),
    broken(sorted.uniqueRules),
  );
  for (const [id, found] of evidence) {
    const outcome = outcomes.get(id);
    if (outcome?.status === 'counted') outcomes.set(id, { ...outcome, evidence: found });
  }
}
