import type { Rule, Table } from '@proofmark/contract';
import type { FileReference, Histogram } from '@proofmark/documents';
import type { AsOf } from './age.ts';
import type { AttachedData } from './attach-data.ts';
import { attachTargets } from './attach-targets.ts';
import { checkFiles } from './check-files.ts';
import { countAllRepeats, mayRepeat } from './count-all-repeats.ts';
import type { Repeats } from './count-repeats.ts';
import { type Counts, countRows } from './count-rows.ts';
import { findDenseKeys } from './dense-keys.ts';
import { judgeDrift } from './drift-rules.ts';
import { countOrphans, type ReadyKey } from './foreign-keys.ts';
import { countHistograms, drawableColumns } from './histograms.ts';
import { extremesOf, judgeCounts } from './judge-counts.ts';
import { keepKeys } from './keep-keys.ts';
import type { Outcome } from './outcome.ts';
import { refuseOnTrino } from './refuse-on-trino.ts';
import { columnsOf, evidenceRows, keyOf, showEvidence } from './show-evidence.ts';
import { refusePatterns, type Sorted, sortRules } from './sort-rules.ts';
import { runSqlRules } from './sql-rules.ts';
import type { ValidateRequest } from './validate-request.ts';
import { viewsOf } from './view-names.ts';

/** One table with its data, and the rules of the contract about it. */
export type Checked = {
  request: ValidateRequest;
  table: Table;
  attached: AttachedData;
  /** Being digested while the engine counts. */
  files: Promise<FileReference[]>;
  rules: readonly Rule[];
  asOf: AsOf;
  showValues: boolean;
};

export type Collected = {
  /** By rule id. */
  outcomes: Map<string, Outcome>;
  counts: Counts;
  sorted: Sorted;
  histograms?: Histogram[];
};

/** Finds out about every rule, the SQL of the contract last: it seals the engine. */
export async function collectOutcomes(checked: Checked): Promise<Collected> {
  const { request, attached, rules, showValues } = checked;
  const { engine, options } = request;
  const counted = await countOwn(checked);
  const { counts, sorted, repeats, kept, outcomes } = counted;
  const add = (found: ReadonlyMap<string, Outcome>) => {
    for (const [id, outcome] of found) outcomes.set(id, outcome);
  };
  const keys = await countKeys(checked, sorted);
  add(keys.outcomes);
  add(
    await judgeDrift(
      {
        engine,
        directory: request.directory,
        data: attached.data,
        rows: counts.rows,
        columns: attached.present,
        showValues,
      },
      sorted.driftRules,
    ),
  );
  add(
    await showEvidence({ ...checked, sorted, keys: keys.ready, rows: counts.rows, kept, repeats, outcomes }),
  );
  const histograms =
    options.histograms && showValues
      ? await countHistograms(engine, attached.data, drawableColumns(attached.present, rules, outcomes))
      : undefined;
  add(await runSql(checked, sorted));
  add(await checkFiles(await checked.files, attached.paths, sorted.fileRules));
  return { outcomes, counts, sorted, ...(histograms ? { histograms } : {}) };
}

type Counted = {
  counts: Counts;
  sorted: Sorted;
  repeats: Map<string, Repeats>;
  /** The table of the columns of the uniqueness rules, where they were kept. */
  kept: string | undefined;
  outcomes: Map<string, Outcome>;
};

/** What the rows of the table tell by themselves: counts and repeated values. */
async function countOwn({ request, table, attached, rules, asOf, showValues }: Checked): Promise<Counted> {
  const { engine, logger } = request;
  const notThere = refuseOnTrino(engine, rules, attached.present);
  const possible = rules.filter(({ id }) => !notThere.has(id));
  const sorted = sortRules(possible, attached, await refusePatterns(engine, possible));
  const counts = await countRows(
    engine,
    attached.data,
    columnsOf(attached),
    sorted.rowRules,
    sorted.uniqueRules,
    extremesOf(sorted),
    {
      hashKeys: attached.storage !== 'typed',
      denseKeys: await findDenseKeys(engine, attached, sorted.uniqueRules),
    },
  );
  logger.debug(`${counts.rows} rows counted`);
  const key = keyOf(table, attached);
  const kept = await keepKeys(engine, attached, key, mayRepeat(sorted, counts), counts.rows);
  const isShown = evidenceRows(request) > 0 && kept === undefined && attached.stored === undefined;
  const numbered = isShown ? { numberRows: attached.numberRows, key } : undefined;
  const repeats = await countAllRepeats(engine, kept ?? attached.data, sorted, counts, numbered);
  const outcomes = new Map([
    ...notThere,
    ...sorted.settled,
    ...judgeCounts(sorted, counts, repeats, asOf, showValues),
  ]);
  return { counts, sorted, repeats, kept, outcomes };
}

/** Foreign keys, and the tables that they refer to. */
async function countKeys(
  { request, table, attached }: Checked,
  { keyRules }: Sorted,
): Promise<{ ready: ReadyKey[]; outcomes: Map<string, Outcome> }> {
  const { engine, contract, directory, related = [] } = request;
  const { ready, settled: outcomes } = await attachTargets(
    { engine, contract, table, directory, related, attached, viewsOf: (suffix) => viewsOf(table, suffix) },
    keyRules,
  );
  for (const key of ready) outcomes.set(key.rule.id, await countOrphans(engine, attached.data, key));
  return { ready, outcomes };
}

function runSql(
  { request, table, attached, showValues }: Checked,
  { sqlRules }: Sorted,
): Promise<Map<string, Outcome>> {
  const { engine, options } = request;
  const { data, present: columns, undeclared } = attached;
  const { sqlTimeoutMs } = options;
  return runSqlRules({ engine, data, table, columns, undeclared, showValues, sqlTimeoutMs }, sqlRules);
}
