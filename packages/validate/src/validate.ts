import { type Contract, type Rule, rules, type Table, tableNamed } from '@proofmark/contract';
import { type Logger, showLocation, UnreadableData, UserError, type Validation } from '@proofmark/documents';
import type { Engine, TextLayout } from '@proofmark/engine';
import type { AsOf } from './age.ts';
import { type AttachedData, attachData } from './attach-data.ts';
import { attachTable } from './attach-table.ts';
import { attachTargets } from './attach-targets.ts';
import { checkFiles } from './check-files.ts';
import { chooseTable } from './choose-table.ts';
import type { ColumnSql } from './column-sql.ts';
import { countRows } from './count-rows.ts';
import { judgeDrift } from './drift-rules.ts';
import { collectEvidence } from './evidence.ts';
import { countOrphans, type ReadyKey, type RelatedTable } from './foreign-keys.ts';
import { countHistograms, isDrawable } from './histograms.ts';
import { coverageOf, judge, statusOf } from './judge.ts';
import { countAllRepeats, judgeCounts, mayRepeat, notesOfFuture, orderedColumns } from './judge-counts.ts';
import { judgeUnreadable } from './judge-unreadable.ts';
import { keepKeys } from './keep-keys.ts';
import { isSensitive } from './mask.ts';
import { namesOf } from './names-of.ts';
import { writeNotes } from './notes.ts';
import type { Outcome } from './outcome.ts';
import { refuseOnTrino } from './refuse-on-trino.ts';
import { refusePatterns, type Sorted, sortRules } from './sort-rules.ts';
import { runSqlRules } from './sql-rules.ts';
import { collectWarehouseEvidence } from './warehouse-evidence.ts';

export type ValidateOptions = {
  /** Failing rows shown of each rule. Default 10. */
  evidenceRows?: number;
  /** False where whoever reads the result may not read the data: no value of theirs is in it then. Default true. */
  showValues?: boolean;
  /** Longest time the SQL of one rule of the contract may take. Default 30 seconds. */
  sqlTimeoutMs?: number;
  /**
   * Rows shown beside the first ones, drawn from all failing rows by a hash of the row number: what fails first is
   * often all of one kind. Default 5.
   */
  sampleRows?: number;
  /** Draws the sample; the same seed draws the same rows. Default 1. */
  seed?: number;
  /** Let a rule that cannot be enforced fail the validation instead of warning. Default false. */
  failOnUnsupported?: boolean;
  /** Count histograms of the number columns that break a rule, in two scans more. Default false. */
  histograms?: boolean;
  /** The clock for ages; a contract that states `proofmarkAsOf` goes before it. */
  now: Date;
  /** The table of the contract that the files hold; needed only when it declares several. */
  table?: string;
  /** Where the data are used: constraints of other environments (`proofmarkEnvironments`) do not apply. */
  environment?: string;
  /** How text files are laid out; `nullText` are the texts that mean null, by default the empty one. */
  layout?: Pick<TextLayout, 'delimiter' | 'nullText'>;
};

export type ValidateRequest = {
  contract: Contract;
  /** Files or globs, relative to `directory`: one table. */
  files: readonly string[];
  /** How files are shown that have another name for the user: by path, the URL they were downloaded from. */
  names?: ReadonlyMap<string, string>;
  /** A table of the engine's own (`catalog.schema.table`), instead of files. */
  stored?: string | undefined;
  directory: string;
  /** The tables that foreign keys refer to, with their files. */
  related?: readonly RelatedTable[];
  /** A fresh engine whose work directory is `directory`; SQL of the contract seals it. */
  engine: Engine;
  options: ValidateOptions;
  logger: Logger;
};

/**
 * Validates data against a contract: all counts in one scan, one grouping for each set of unique columns, one join
 * for each foreign key, two scans more for the evidence of what failed. Every constraint of the table ends as one check.
 * Data that cannot be read are one failing check.
 * @throws UserError `data-missing`, `data-invalid`, `contract-invalid`, and those of the engine
 */
export async function validate(request: ValidateRequest): Promise<Validation> {
  const table = chooseTable(request.contract, request.options.table);
  const all = rules(request.contract, request.options.environment);
  const told = toldElsewhere(request.contract, table, request.related ?? []);
  const listed = all.filter((rule) => !told.has(rule.table));
  try {
    return await checkAll(request, table, all, listed);
  } catch (error) {
    if (error instanceof UnreadableData) return judgeUnreadable(request, table, listed, error);
    throw error;
  }
}

async function checkAll(
  request: ValidateRequest,
  table: Table,
  all: readonly Rule[],
  listed: readonly Rule[],
): Promise<Validation> {
  const { contract, engine, options, logger } = request;
  const mine = all.filter((rule) => rule.table === table.name);
  const { directory, files, related = [] } = request;
  const attached =
    request.stored === undefined
      ? await attachData(
          engine,
          table,
          files,
          directory,
          options.layout ?? {},
          viewsOf(table, ''),
          request.names,
        )
      : await attachTable(engine, table, request.stored);
  const notThere = refuseOnTrino(engine, mine, attached.present);
  const possible = mine.filter(({ id }) => !notThere.has(id));
  const refused = await refusePatterns(engine, possible);
  const sorted = sortRules(possible, attached, refused);
  const counts = await countRows(
    engine,
    attached.data,
    attached.present,
    sorted.rowRules,
    sorted.uniqueRules,
    orderedColumns(sorted),
    { hashKeys: attached.storage !== 'typed' },
  );
  logger.debug(`${counts.rows} rows counted`);
  const showValues = options.showValues ?? true;
  const asOf = asOfDate(contract, options.now);
  const kept = await keepKeys(engine, attached, keyOf(table, attached), mayRepeat(sorted, counts));
  const repeats = await countAllRepeats(engine, kept ?? attached.data, sorted, counts);
  const outcomes = new Map([
    ...notThere,
    ...sorted.settled,
    ...judgeCounts(sorted, counts, repeats, asOf, showValues),
  ]);
  const targets = await attachTargets(
    { engine, contract, table, directory, related, attached, viewsOf: (suffix) => viewsOf(table, suffix) },
    sorted.keyRules,
  );
  for (const [id, outcome] of targets.settled) outcomes.set(id, outcome);
  for (const key of targets.ready) outcomes.set(key.rule.id, await countOrphans(engine, attached.data, key));
  const driftRequest = {
    engine,
    directory,
    data: attached.data,
    rows: counts.rows,
    columns: attached.present,
    showValues,
  };
  for (const [id, outcome] of await judgeDrift(driftRequest, sorted.driftRules)) outcomes.set(id, outcome);
  await addEvidence(request, table, attached, sorted, targets.ready, counts.rows, kept, outcomes);
  const histograms =
    options.histograms && showValues
      ? await countHistograms(engine, attached.data, columnsToDraw(attached, mine, outcomes))
      : undefined;
  const sqlRequest = {
    engine,
    data: attached.data,
    table,
    columns: attached.present,
    undeclared: attached.undeclared,
    showValues,
    sqlTimeoutMs: options.sqlTimeoutMs,
  };
  for (const [id, outcome] of await runSqlRules(sqlRequest, sorted.sqlRules)) outcomes.set(id, outcome);
  for (const [id, outcome] of checkFiles(await attached.files, sorted.fileRules)) outcomes.set(id, outcome);
  const checks = listed.map((rule) => judge(rule, outcomes.get(rule.id) ?? elsewhere(rule)));
  return {
    document: 'proofmark/validation',
    version: '1.0',
    contract: namesOf(contract, table, options.environment),
    data: {
      files: await attached.files,
      ...(attached.stored === undefined
        ? {}
        : { stored: { engine: engine.name, version: engine.version, table: attached.stored } }),
      rows: counts.rows,
      columns: attached.columns,
    },
    coverage: coverageOf(checks),
    checks,
    ...(histograms ? { histograms } : {}),
    notes: [
      ...writeNotes(contract, table, attached, counts),
      ...notesOfFuture(sorted, counts, asOf, showValues),
    ],
    status: statusOf(checks, counts.rows, options.failOnUnsupported ?? false),
  };
}

/** The number columns that break a rule; those whose values are masked are not shown by their shape either. */
function columnsToDraw(
  { present }: AttachedData,
  own: readonly Rule[],
  outcomes: ReadonlyMap<string, Outcome>,
): ColumnSql[] {
  return present.filter((column) => {
    const found = own.flatMap((rule) => {
      const outcome = rule.column === column.column.name ? outcomes.get(rule.id) : undefined;
      return outcome?.status === 'counted' && outcome.failing > 0 ? [outcome] : [];
    });
    const isMasked =
      isSensitive(column.column.classification) || found.some(({ evidence }) => evidence?.masked);
    return found.length > 0 && !isMasked && isDrawable(column);
  });
}

/** Tables of the contract whose files have a validation of their own: their rules are listed there. */
function toldElsewhere(contract: Contract, own: Table, related: readonly RelatedTable[]): Set<string> {
  const others = related.filter(({ contract: of }) => of.file.path === contract.file.path);
  const names = others.flatMap(({ table }) =>
    table === undefined ? [] : (tableNamed(contract, table)?.name ?? []),
  );
  return new Set(names.filter((name) => name !== own.name));
}

/** What is left: rules of other tables, and constraints that belong to none. */
function elsewhere(rule: Rule): Outcome {
  if (rule.plan.status !== 'enforced') return rule.plan;
  return { status: 'not-applicable', reason: `no files were given for the table ${rule.table}` };
}

/** View names that the contract's own table names leave free: the plain view, and the one with row numbers. */
function viewsOf(table: Table, suffix: string): [string, string] {
  const taken = new Set([table.name, table.physicalName].map((name) => name.toLowerCase()));
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name);
  return [free(`proofmark data${suffix}`), free(`proofmark rows${suffix}`)];
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

/** The columns of the primary key that are there. */
function keyOf(table: Table, { present }: AttachedData): string[] {
  return table.key.filter((name) => present.some(({ column }) => column.name === name));
}

/** Looks for rows of the rules that some row breaks, tolerated or not. */
async function addEvidence(
  { engine, options }: ValidateRequest,
  table: Table,
  attached: AttachedData,
  sorted: Sorted,
  keys: readonly ReadyKey[],
  rows: number,
  kept: string | undefined,
  outcomes: Map<string, Outcome>,
): Promise<void> {
  const limit = options.showValues === false ? 0 : (options.evidenceRows ?? 10);
  const broken = <R extends { rule: Rule }>(list: readonly R[]): (R & { failing: number })[] =>
    list.flatMap((each) => {
      const outcome = outcomes.get(each.rule.id);
      return outcome?.status === 'counted' && outcome.failing > 0
        ? [{ ...each, failing: outcome.failing }]
        : [];
    });
  if (limit === 0) return;
  const shared = { engine, columns: attached.present, key: keyOf(table, attached), limit };
  const rules = [broken(sorted.rowRules), broken(sorted.uniqueRules), broken(keys)] as const;
  const seed = options.seed ?? 1;
  const evidence = await (attached.stored === undefined
    ? collectEvidence(
        {
          ...shared,
          table: await attached.numberRows(),
          kept,
          rows,
          files: attached.fileCount,
          lines: { header: table.layout?.header?.value, quote: table.layout?.quote?.value },
          sample: { rows: options.sampleRows ?? 5, seed },
          showFile: attached.showFile,
        },
        ...rules,
      )
    : collectWarehouseEvidence({ ...shared, table: attached.data, seed }, ...rules));
  for (const [id, found] of evidence) {
    const outcome = outcomes.get(id);
    if (outcome?.status === 'counted') outcomes.set(id, { ...outcome, evidence: found });
  }
}
