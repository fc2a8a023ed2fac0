import {
  check,
  documentDigest,
  type Evaluation,
  HistoryEntry,
  historyPaths,
  parseDocument,
  type Verdict,
} from '@proofmark/documents';
import { type BranchStorePort, endLine, type FileChanges, writeLines } from '@proofmark/github';
import { readLines } from './records.ts';

/** Evaluations whose whole document is kept, for baselines; older commits are known by their entry alone. */
const DOCUMENTS = 100;
/** Beyond so many lines the file is compacted; the newest ones are never thinned. */
const LINES = 2_000;
const UNTOUCHED = 1_000;
/** What a measure cost long ago says little about its next value. */
const PAST = 100;

/** An evaluation of a commit of the default branch. */
export type Recording = {
  evaluation: Evaluation;
  verdict: Verdict | undefined;
  commit: string;
  run: number;
  at: string;
};

/**
 * Adds an evaluation to the history of its model: a line and the document, in one commit on the branch `proofmark`.
 * What is recorded already is not recorded again, and writers at the same time lose nothing.
 * @throws UserError `github-permission` without the right to write
 */
export async function recordEvaluation(store: BranchStorePort, recording: Recording): Promise<void> {
  const { evaluation, commit } = recording;
  const paths = historyPaths(evaluation.model);
  const entry = makeEntry(recording);
  const plan: Parameters<BranchStorePort['change']>[1] = ({ lines, text, paths: present }) => {
    const entries = parseEntries(lines, paths.entries);
    if (isKnown(entries, entry)) return new Map();
    const all = [...entries, entry];
    return new Map([
      [paths.entries, all.length > LINES ? writeLines(compact(all)) : endLine(text) + writeLines([entry])],
      [paths.evaluation(commit), `${JSON.stringify(evaluation)}\n`],
      ...removeOld(all, present, paths),
    ]);
  };
  await store.change(paths.entries, plan, `Record the evaluation of ${commit.slice(0, 12)}`);
}

/** The history of a model, oldest first, one entry a commit. @throws UserError `document-invalid` */
export async function readHistory(store: BranchStorePort, model: string): Promise<HistoryEntry[]> {
  const { entries } = historyPaths(model);
  return newestByCommit(parseEntries(await store.read(entries), entries));
}

/** The same from a file of JSON lines, as the branch holds it. `path` is absolute. */
export async function readHistoryFile(path: string): Promise<HistoryEntry[]> {
  return newestByCommit(
    parseEntries(await readLines(path, { what: 'the history', mayBeAbsent: false }), path),
  );
}

/** The newest values of each measure, oldest first, from the evaluations of other commits. */
export function pastMeasures(
  entries: readonly HistoryEntry[],
  commit: string | undefined,
): ReadonlyMap<string, number[]> {
  const past = new Map<string, number[]>();
  for (const { measures = [] } of entries.filter((entry) => entry.commit !== commit)) {
    for (const { name, value } of measures) past.set(name, [...(past.get(name) ?? []), value].slice(-PAST));
  }
  return past;
}

/** The recorded evaluation of a commit, when its document is still kept. @throws UserError when it is broken */
export async function readRecorded(
  store: BranchStorePort,
  model: string,
  commit: string,
): Promise<Evaluation | undefined> {
  const path = historyPaths(model).evaluation(commit);
  const text = await store.readText(path);
  return text === undefined ? undefined : parseDocument(text, 'evaluation', path);
}

function makeEntry({ evaluation, verdict, commit, run, at }: Recording): HistoryEntry {
  const overall = evaluation.estimates.filter(({ slice }) => slice.length === 0);
  return {
    commit,
    at,
    run,
    evaluation: documentDigest(evaluation),
    testSet: evaluation.testSet.digest,
    rows: evaluation.testSet.rows,
    ...(verdict && { status: verdict.status }),
    metrics: overall.flatMap(({ metric, candidate }) =>
      candidate ? [{ metric, ...shorten(candidate) }] : [],
    ),
    ...(evaluation.measures && { measures: evaluation.measures.map(({ name, value }) => ({ name, value })) }),
  };
}

function shorten({ value, interval }: NonNullable<Evaluation['estimates'][number]['candidate']>) {
  return { value, interval: interval && { lower: interval.lower, upper: interval.upper } };
}

/** An entry of a run that is older than the recorded one of the same commit says nothing new. */
function isKnown(entries: readonly HistoryEntry[], { commit, evaluation, run }: HistoryEntry): boolean {
  return entries.some((one) => one.commit === commit && (one.evaluation === evaluation || one.run > run));
}

function newestByCommit(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const byCommit = Map.groupBy(entries, ({ commit }) => commit);
  return [...byCommit.values()]
    .map((same) => same.reduce((a, b) => (b.run >= a.run ? b : a)))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.run - b.run));
}

/** One entry a commit, and of the old ones the last of each day: a trend over years needs no more. */
function compact(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const all = newestByCommit(entries);
  const lastOfDay = new Map(all.map((entry) => [entry.at.slice(0, 10), entry]));
  const isLast = (entry: HistoryEntry) => lastOfDay.get(entry.at.slice(0, 10)) === entry;
  return all.filter((entry, i) => i >= all.length - UNTOUCHED || isLast(entry));
}

function removeOld(
  entries: readonly HistoryEntry[],
  present: readonly string[],
  paths: ReturnType<typeof historyPaths>,
): FileChanges {
  const kept = newestByCommit(entries).slice(-DOCUMENTS);
  const wanted = new Set(kept.map(({ commit }) => paths.evaluation(commit)));
  const { folder } = paths;
  // A model named like the beginning of another has its own files only.
  const own = present.filter((path) => path.startsWith(folder) && !path.slice(folder.length).includes('/'));
  return new Map(own.filter((path) => !wanted.has(path)).map((path) => [path, undefined]));
}

function parseEntries(lines: readonly unknown[], what: string): HistoryEntry[] {
  return lines.map((line, i) =>
    check(HistoryEntry, line, { what: `${what} line ${i + 1}`, code: 'document-invalid' }),
  );
}
