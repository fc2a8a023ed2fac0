import type { FailingRow } from '@proofmark/documents';
import { literal } from '@proofmark/engine';
import { repeatsKey } from './count-all-repeats.ts';
import type { Repeats } from './count-repeats.ts';
import { findBreaking } from './find-breaking.ts';
import {
  type Choice,
  drawnOnes,
  type FindRequest,
  type Found,
  type FoundRows,
  findOrphans,
  findRepeats,
  firstOnes,
  MAX_VALUE,
} from './find-failing.ts';
import type { ReadyKey } from './foreign-keys.ts';
import { findLines, type LineFinder, type LineLayout } from './lines.ts';
import { isSensitive, maskValue } from './mask.ts';
import type { RowRule, UniqueRule } from './outcome.ts';

export type Evidence = { rows: FailingRow[]; sample?: FailingRow[]; masked: boolean };

export type EvidenceRequest = FindRequest & {
  /** The view with `__row` and `__file`. */
  table: string;
  /** The columns of the uniqueness rules and the key, where they were kept, with `__row` and `__file`. */
  kept?: string | undefined;
  /** What repeats, by `repeatsKey` of the columns. */
  repeats: ReadonlyMap<string, Repeats>;
  /** Rows of the table, and files it is made of. */
  rows: number;
  files: number;
  /** How the text files are written. */
  lines: LineLayout;
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
  const found = new Map([
    ...(await showBreaking(request, rowRules)),
    ...(await showRepeats(request, uniqueRules)),
    ...(await showOrphans(request, keys)),
  ]);
  const all = [...found.values()].flatMap((each) => [...each.first, ...each.drawn]);
  const lines = await linesOf(request, all);
  return new Map([...found].map(([id, rows]) => [id, present(request, rows, lines)]));
}

async function showBreaking(
  request: EvidenceRequest,
  rowRules: readonly Failing<RowRule>[],
): Promise<Map<string, FoundRows>> {
  const { limit, table, sample } = request;
  const near = rowRules.filter(({ failing }) => prefixOf(failing, request) < request.rows);
  const prefix = Math.max(0, ...near.map(({ failing }) => prefixOf(failing, request)));
  const first = await findBreaking(request, firstRows(request, prefix), near, [firstOnes(limit)]);
  const isComplete = ({ rule, failing }: Failing<RowRule>) =>
    (first.get(rule.id)?.[0]?.length ?? 0) >= Math.min(limit, failing);
  const far = rowRules.filter((each) => !isComplete(each));
  const both = [firstOnes(limit), ...(sample.rows > 0 ? [drawnBeside(request)] : [])];
  const ofFar = await findBreaking(request, table, far, both);
  const drawn = await drawFromMany(request, near.filter(isComplete));
  return new Map(
    rowRules.map(({ rule, column, failing }) => {
      const [rows = first.get(rule.id)?.[0] ?? [], others = drawn.get(rule.id) ?? []] =
        ofFar.get(rule.id) ?? [];
      return [rule.id, { first: rows, drawn: failing > limit ? others : [], columns: [column.column.name] }];
    }),
  );
}

/** More rows than are drawn, so that each rule finds its sample among them. */
const SURPLUS = 8;

/** As many as are drawn once the first ones, which may be among them, are left out. */
function drawnBeside({ limit, sample }: EvidenceRequest): Choice {
  return drawnOnes(limit + sample.rows, sample.seed);
}

/** Where many rows fail, the sample is drawn from a fraction of the table, itself drawn by another hash. */
async function drawFromMany(
  request: EvidenceRequest,
  rowRules: readonly Failing<RowRule>[],
): Promise<Map<string, Found[]>> {
  const { table, sample } = request;
  if (rowRules.length === 0 || sample.rows === 0) return new Map();
  const parts = partsFor(Math.min(...rowRules.map(({ failing }) => failing)), request);
  const part = `(SELECT * FROM ${table} WHERE hash(${sample.seed}::BIGINT, __row) % ${parts} = 0)`;
  const found = await findBreaking(request, part, rowRules, [drawnBeside(request)]);
  return new Map([...found].map(([id, [rows = []]]) => [id, rows]));
}

/** Into how many parts a table may be divided so that one of them holds enough failing rows. */
function partsFor(failing: number, { limit, sample }: EvidenceRequest): number {
  return Math.max(1, Math.floor(failing / (SURPLUS * (limit + sample.rows))));
}

async function showRepeats(
  request: EvidenceRequest,
  uniqueRules: readonly Failing<UniqueRule>[],
): Promise<Map<string, FoundRows>> {
  const found = new Map<string, FoundRows>();
  // Rules about the same columns share what was found.
  const known = new Map<string, Promise<Omit<FoundRows, 'columns'>>>();
  for (const each of uniqueRules) {
    const question = JSON.stringify([each.nullsFail, each.columns.map(({ source }) => source)]);
    const rows = known.get(question) ?? repeatsOf(request, each);
    known.set(question, rows);
    found.set(each.rule.id, { ...(await rows), columns: each.columns.map(({ column }) => column.name) });
  }
  return found;
}

async function repeatsOf(
  request: EvidenceRequest,
  { nullsFail, failing, columns }: Failing<UniqueRule>,
): Promise<Omit<FoundRows, 'columns'>> {
  const { limit, sample } = request;
  const few = request.repeats.get(repeatsKey(columns))?.rows;
  const table = few ?? request.kept ?? request.table;
  const sources = columns.flatMap(({ source }) => source ?? []);
  const find = (from: string, choice: Choice) => findRepeats(request, from, sources, nullsFail, choice);
  // What repeats an earlier row can be told from the rows up to it.
  const prefix = few === undefined ? prefixOf(failing, request) : request.rows;
  const early = await find(firstRows({ ...request, table }, prefix), firstOnes(limit));
  const isComplete = prefix >= request.rows || early.length >= Math.min(limit, failing);
  const first = isComplete ? early : await find(table, firstOnes(limit));
  if (failing <= limit || sample.rows === 0) return { first, drawn: [] };
  // All rows of a value are in one part. Where few values repeat, none of them may be.
  const parts = partsFor(failing, request);
  const part = `(SELECT * FROM ${table} WHERE hash(${sample.seed}::BIGINT, ${sources.join(', ')}) % ${parts} = 0)`;
  const some = parts === 1 ? [] : await find(part, drawnBeside(request));
  const isEnough = some.length >= limit + sample.rows;
  return { first, drawn: isEnough ? some : await find(table, drawnBeside(request)) };
}

async function showOrphans(
  request: EvidenceRequest,
  keys: readonly Failing<ReadyKey>[],
): Promise<Map<string, FoundRows>> {
  const { limit, table, sample } = request;
  const found = new Map<string, FoundRows>();
  for (const each of keys) {
    const draws = each.failing > limit && sample.rows > 0;
    const choices = [firstOnes(limit), ...(draws ? [drawnBeside(request)] : [])];
    const [first = [], drawn = []] = await findOrphans(request, table, each, choices);
    found.set(each.rule.id, { first, drawn, columns: each.columns.map(({ column }) => column.name) });
  }
  return found;
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
  { engine, table, files: all, rows: total, lines }: EvidenceRequest,
  rows: readonly Found[],
): Promise<LineFinder> {
  const files = [...new Set(rows.map(({ file }) => file))];
  const isText = files.some((file) => /\.(csv|tsv|tab|txt|jsonl|ndjson)(\.gz|\.zst)?$/i.test(file));
  if (!isText) return () => undefined;
  const [only] = files;
  const wantedOf = (name: string) => rows.filter(({ file }) => file === name).map(({ row }) => row);
  if (all === 1 && only !== undefined) {
    return findLines([{ file: only, first: 1, rows: total, wanted: wantedOf(only) }], lines);
  }
  const counts = await engine.query(
    `SELECT __file AS file, min(__row) AS first, count(*) AS rows FROM ${table}
     WHERE __file IN (${files.map(literal).join(', ')}) GROUP BY __file`,
  );
  return findLines(
    counts.map((row) => {
      const file = String(row.file);
      return { file, first: Number(row.first), rows: Number(row.rows), wanted: wantedOf(file) };
    }),
    lines,
  );
}

function present(
  { columns, key, sample: drawing, showFile }: EvidenceRequest,
  { first: firstFound, drawn, columns: names }: FoundRows,
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
  const shown = new Set(firstFound.map(({ row }) => row));
  const others = drawn
    .filter(({ row }) => !shown.has(row))
    .slice(0, drawing.rows)
    .sort((a, b) => a.row - b.row);
  const rows = firstFound.map(showRow);
  const sample = others.map(showRow);
  return { rows, ...(sample.length ? { sample } : {}), masked };
}

function shorten(value: string | null): string | null {
  return value !== null && value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value;
}
