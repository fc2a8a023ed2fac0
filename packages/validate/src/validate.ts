import { type Contract, type Rule, rules, type Table, tableNamed } from '@proofmark/contract';
import {
  type FileReference,
  showLocation,
  UnreadableData,
  UserError,
  type Validation,
} from '@proofmark/documents';
import { expandFiles } from '@proofmark/engine';
import type { AsOf } from './age.ts';
import { type AttachedData, attachData } from './attach-data.ts';
import { attachTable } from './attach-table.ts';
import { chooseTable } from './choose-table.ts';
import { collectOutcomes } from './collect-outcomes.ts';
import { digestFiles, showFileIn } from './digest-files.ts';
import type { RelatedTable } from './foreign-keys.ts';
import { coverageOf, judge, statusOf } from './judge.ts';
import { notesOfFuture } from './judge-counts.ts';
import { judgeUnreadable } from './judge-unreadable.ts';
import { namesOf } from './names-of.ts';
import { writeNotes } from './notes.ts';
import type { Outcome } from './outcome.ts';
import type { OpeningRequest, ValidateRequest } from './validate-request.ts';
import { viewsOf } from './view-names.ts';

/**
 * Validates data against a contract: all counts in one scan, one grouping for each set of unique columns, one join
 * for each foreign key, two scans more for the evidence of what failed. Every constraint of the table ends as one check.
 * Data that cannot be read are one failing check.
 * @throws UserError `data-missing`, `data-invalid`, `contract-invalid`, and those of the engine
 */
export async function validate(request: OpeningRequest): Promise<Validation> {
  const table = chooseTable(request.contract, request.options.table);
  const ended = new AbortController();
  const files = digestOf(request, ended.signal);
  const all = rules(request.contract, request.options.environment);
  const told = toldElsewhere(request.contract, table, request.related ?? []);
  const listed = all.filter((rule) => !told.has(rule.table));
  try {
    return await checkAll({ ...request, engine: await request.engine }, table, files, all, listed);
  } catch (error) {
    if (error instanceof UnreadableData) return judgeUnreadable(request, table, listed, error, await files);
    throw error;
  } finally {
    ended.abort();
  }
}

/** The digests of the files, none for a table of the engine's own. */
function digestOf(
  { files, directory, names, stored }: OpeningRequest,
  signal: AbortSignal,
): Promise<FileReference[]> {
  const paths = stored === undefined ? expandFiles(files, directory) : [];
  return digestFiles(paths, showFileIn(directory, names), signal);
}

async function checkAll(
  request: ValidateRequest,
  table: Table,
  files: Promise<FileReference[]>,
  all: readonly Rule[],
  listed: readonly Rule[],
): Promise<Validation> {
  const { contract, engine, options } = request;
  const showValues = options.showValues ?? true;
  const asOf = asOfDate(contract, options.now);
  const own = all.filter((rule) => rule.table === table.name);
  const attached = await attach(request, table);
  const found = await collectOutcomes({ request, table, attached, files, rules: own, asOf, showValues });
  const { outcomes, counts, sorted } = found;
  const checks = listed.map((rule) => judge(rule, outcomes.get(rule.id) ?? elsewhere(rule)));
  return {
    document: 'proofmark/validation',
    version: '1.0',
    contract: namesOf(contract, table, options.environment),
    data: {
      files: await files,
      ...(attached.stored === undefined
        ? {}
        : { stored: { engine: engine.name, version: engine.version, table: attached.stored } }),
      rows: counts.rows,
      columns: attached.columns,
    },
    coverage: coverageOf(checks),
    checks,
    ...(found.histograms ? { histograms: found.histograms } : {}),
    notes: [
      ...writeNotes(contract, table, attached, counts),
      ...notesOfFuture(sorted, counts, asOf, showValues),
    ],
    status: statusOf(checks, counts.rows, options.failOnUnsupported ?? false),
  };
}

/** Makes the files, or the table of the engine's own, readable. */
function attach(
  { engine, files, directory, stored, options, names }: ValidateRequest,
  table: Table,
): Promise<AttachedData> {
  return stored === undefined
    ? attachData(engine, table, files, directory, options.layout ?? {}, viewsOf(table, ''), names)
    : attachTable(engine, table, stored);
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

function asOfDate(contract: Contract, now: Date): AsOf {
  if (contract.asOf === undefined) return { instant: now, statedBy: 'clock' };
  const instant = new Date(contract.asOf);
  if (!Number.isNaN(instant.getTime())) return { instant, statedBy: 'contract' };
  throw new UserError(
    'contract-invalid',
    `${showLocation({ file: contract.file.path })}: proofmarkAsOf: expected a date and time in ISO 8601, received ${contract.asOf}`,
  );
}
