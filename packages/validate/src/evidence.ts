import type { FailingRow } from '@proofmark/documents';
import { literal } from '@proofmark/engine';
import {
  drawn,
  type FindRequest,
  type Found,
  type FoundRows,
  findBreaking,
  findOrphans,
  findRepeats,
  firstOnes,
  MAX_VALUE,
} from './find-failing.ts';
import type { ReadyKey } from './foreign-keys.ts';
import { findLines, type LineFinder } from './lines.ts';
import { isSensitive, maskValue } from './mask.ts';
import type { RowRule, UniqueRule } from './outcome.ts';

export type Evidence = { rows: FailingRow[]; sample?: FailingRow[]; masked: boolean };

export type EvidenceRequest = FindRequest & {
  /** The view with `__row` and `__file`. */
  table: string;
  /** Rows of the table, and files it is made of. */
  rows: number;
  files: number;
  /** First rows to show of each rule. */
  limit: number;
  /** Rows to draw beside them. */
  sample: { rows: number; seed: number };
  /** Shows a file as the user named it. */
  showFile: (path: string) => string;
};

type Failing<R> = R & { /** Rows that break the rule, as counted. */ failing: number };

/**
 * The first failing rows of each rule, in row order, and a sample of the others. Rules share a query, which keeps
 * that many rows for each: memory does not grow with the number of failing rows, and when many fail the first rows
 * of the table suffice. Of repeated values only the first rows are shown.
 */
export async function collectEvidence(
  request: EvidenceRequest,
  rowRules: readonly Failing<RowRule>[],
  uniqueRules: readonly Failing<UniqueRule>[],
  keys: readonly Failing<ReadyKey>[],
): Promise<Map<string, Evidence>> {
  const first = new Map([
    ...(await firstBreaking(request, rowRules)),
    ...(await firstRepeats(request, uniqueRules)),
  ]);
  const sample = await drawBreaking(request, rowRules);
  const { limit } = request;
  for (const each of keys) {
    const wanted = each.failing > limit ? request.sample.rows : 0;
    const choices = [firstOnes(limit), ...(wanted ? [drawn(wanted, request.sample.seed)] : [])];
    const [rows = [], others = []] = await findOrphans(request, request.table, each, choices);
    const columns = each.columns.map(({ column }) => column.name);
    first.set(each.rule.id, { rows, columns });
    sample.set(each.rule.id, { rows: others, columns });
  }
  const all = [...first.values(), ...sample.values()].flatMap(({ rows }) => rows);
  const lines = await linesOf(request, all);
  return new Map(
    [...first].map(([id, found]) => [id, present(request, found, sample.get(id)?.rows ?? [], lines)]),
  );
}

const isComplete = (found: FoundRows | undefined, failing: number, limit: number) =>
  (found?.rows.length ?? 0) >= Math.min(limit, failing);

async function firstBreaking(
  request: EvidenceRequest,
  rowRules: readonly Failing<RowRule>[],
): Promise<Map<string, FoundRows>> {
  const { limit, table } = request;
  const near = rowRules.filter(({ failing }) => prefixOf(failing, request) < request.rows);
  const prefix = Math.max(0, ...near.map(({ failing }) => prefixOf(failing, request)));
  const found = await findBreaking(request, firstRows(request, prefix), near, firstOnes(limit));
  const far = rowRules.filter(({ rule, failing }) => !isComplete(found.get(rule.id), failing, limit));
  return new Map([...found, ...(await findBreaking(request, table, far, firstOnes(limit)))]);
}

async function firstRepeats(
  request: EvidenceRequest,
  uniqueRules: readonly Failing<UniqueRule>[],
): Promise<Map<string, FoundRows>> {
  const { limit, table } = request;
  const found = new Map<string, FoundRows>();
  const known = new Map<string, Found[]>();
  for (const { rule, nullsFail, failing, columns } of uniqueRules) {
    const names = columns.map(({ column }) => column.name);
    const sources = columns.flatMap(({ source }) => source ?? []);
    // What repeats an earlier row can be told from the rows up to it.
    for (const from of [firstRows(request, prefixOf(failing, request)), table]) {
      if (isComplete(found.get(rule.id), failing, limit)) break;
      const question = JSON.stringify([from, sources, nullsFail]);
      const rows = known.get(question) ?? (await findRepeats(request, from, sources, nullsFail, limit));
      known.set(question, rows);
      found.set(rule.id, { rows, columns: names });
    }
  }
  return found;
}

/** More rows than are drawn, so that a rule with few failing ones finds its sample among them. */
const SURPLUS = 8;

/** Draws from all rows, or from a fraction of them (by another hash) when so many fail that it suffices. */
async function drawBreaking(
  request: EvidenceRequest,
  rowRules: readonly Failing<RowRule>[],
): Promise<Map<string, FoundRows>> {
  const { limit, table, sample } = request;
  const many = rowRules.filter(({ failing }) => failing > limit);
  if (many.length === 0 || sample.rows === 0) return new Map();
  const least = Math.min(...many.map(({ failing }) => failing));
  const parts = Math.floor(least / (SURPLUS * sample.rows));
  const seed = `${sample.seed}::BIGINT`;
  const from = parts > 1 ? `(SELECT * FROM ${table} WHERE hash(${seed}, __row) % ${parts} = 0)` : table;
  return findBreaking(request, from, many, drawn(sample.rows, sample.seed));
}

/** How many times the rows that should suffice, were failures spread evenly, are looked through before all are. */
const SPREAD = 4;
const LEAST_PREFIX = 2_048;

/** Number of first rows among which the failing ones probably are; all rows when that is not much less. */
function prefixOf(failing: number, { rows, limit }: EvidenceRequest): number {
  const likely = Math.max(LEAST_PREFIX, Math.ceil((SPREAD * limit * rows) / failing));
  return likely < rows / SPREAD ? likely : rows;
}

function firstRows({ table, rows }: EvidenceRequest, count: number): string {
  return count < rows ? `(SELECT * FROM ${table} LIMIT ${count})` : table;
}

async function linesOf(
  { engine, table, files: all, rows: total }: EvidenceRequest,
  rows: readonly Found[],
): Promise<LineFinder> {
  const files = [...new Set(rows.map(({ file }) => file))];
  const isText = files.some((file) => /\.(csv|tsv|tab|txt|jsonl|ndjson)$/i.test(file));
  if (!isText) return () => undefined;
  const [only] = files;
  if (all === 1 && only !== undefined) return findLines([{ file: only, first: 1, rows: total }]);
  const counts = await engine.query(
    `SELECT __file AS file, min(__row) AS first, count(*) AS rows FROM ${table}
     WHERE __file IN (${files.map(literal).join(', ')}) GROUP BY __file`,
  );
  return findLines(
    counts.map((row) => ({ file: String(row.file), first: Number(row.first), rows: Number(row.rows) })),
  );
}

function present(
  { columns, key, showFile }: EvidenceRequest,
  { rows, columns: names }: FoundRows,
  drawnRows: readonly Found[],
  lines: LineFinder,
): Evidence {
  const classified = new Map(columns.map(({ column }) => [column.name, isSensitive(column.classification)]));
  let masked = false;
  const show = (name: string, value: string | null) => {
    const shown = maskValue(value, classified.get(name) ?? false);
    masked ||= shown.masked;
    return shorten(shown.value);
  };
  const showRow = (each: Found): FailingRow => {
    const line = lines(each.file, each.row);
    const values = names.map((name, i) => show(name, each.values[i] ?? null));
    return {
      row: each.row,
      ...(line === undefined ? {} : { line }),
      file: showFile(each.file),
      value: values.length === 1 ? (values[0] ?? null) : values.map((value) => value ?? 'null').join(' | '),
      ...(key.length
        ? { key: Object.fromEntries(key.map((name, i) => [name, show(name, each.key[i] ?? null)])) }
        : {}),
      ...(each.repeats ? { repeats: each.repeats } : {}),
    };
  };
  const shown = new Set(rows.map(({ row }) => row));
  const others = drawnRows.filter(({ row }) => !shown.has(row)).sort((a, b) => a.row - b.row);
  const first = rows.map(showRow);
  const sample = others.map(showRow);
  return { rows: first, ...(sample.length ? { sample } : {}), masked };
}

function shorten(value: string | null): string | null {
  return value !== null && value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value;
}
