import { Evaluation, type HistoryEntry, historyPaths } from '@proofmark/documents';
import type { BranchStorePort } from '@proofmark/github';
import { expect, test } from 'vitest';
import { pastMeasures, readHistory, readRecorded, recordEvaluation } from './history.ts';

const sha = (n: number) => n.toString(16).padStart(40, '0');
const at = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString();

/** A branch in memory, one writer at a time; the real one is tested beside it, with twenty. */
function memoryBranch(files = new Map<string, string>()): BranchStorePort & { files: Map<string, string> } {
  const linesOf = (path: string) =>
    (files.get(path) ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown);
  return {
    files,
    read: async (path) => linesOf(path),
    readText: async (path) => files.get(path),
    append: () => Promise.reject(new Error('the history changes files')),
    async change(path, plan) {
      const present = { lines: linesOf(path), text: files.get(path) ?? '', paths: [...files.keys()] };
      for (const [name, text] of plan(present)) {
        if (text === undefined) files.delete(name);
        else files.set(name, text);
      }
    },
  };
}

function evaluationOf(value: number, model = 'm'): Evaluation {
  const file = { path: 'p.csv', bytes: 1, sha256: '0'.repeat(64) };
  const interval = { lower: value - 0.1, upper: value + 0.1, level: 0.95, method: 'wilson' };
  const estimate = { metric: 'accuracy', rows: 9, baseline: null, change: null };
  return Evaluation.parse({
    document: 'proofmark/evaluation',
    version: '1.0',
    model,
    task: 'binary',
    candidate: { name: 'candidate', kind: 'predictions', file },
    baseline: null,
    testSet: { files: [file], rows: 9, digest: 'md5-sum:1' },
    classes: ['0', '1'],
    metrics: ['accuracy'],
    sums: [],
    omitted: [],
    estimates: [
      { ...estimate, slice: [], candidate: { value, interval } },
      { ...estimate, slice: [{ column: 'a', value: 'b' }], candidate: { value: 0, interval } },
    ],
  });
}

const record = (
  store: BranchStorePort,
  n: number,
  changes: { value?: number; run?: number; model?: string } = {},
) =>
  recordEvaluation(store, {
    evaluation: evaluationOf(changes.value ?? n / 10_000, changes.model),
    verdict: undefined,
    commit: sha(n),
    run: changes.run ?? n,
    at: at(n),
  });

const values = (entries: readonly HistoryEntry[]) => entries.map(({ metrics }) => metrics[0]?.value);

test('an entry holds the metrics of the whole test set, and the document lies beside it', async () => {
  const store = memoryBranch();
  await record(store, 1, { value: 0.5 });
  expect(await readHistory(store, 'm')).toEqual([
    {
      commit: sha(1),
      at: at(1),
      run: 1,
      evaluation: expect.stringMatching(/^[0-9a-f]{64}$/),
      testSet: 'md5-sum:1',
      rows: 9,
      metrics: [{ metric: 'accuracy', value: 0.5, interval: { lower: 0.4, upper: 0.6 } }],
    },
  ]);
  expect(await readRecorded(store, 'm', sha(1))).toEqual(evaluationOf(0.5));
  expect(await readRecorded(store, 'm', sha(2))).toBeUndefined();
});

test.each([
  [
    'the same again is no entry',
    [
      [1, 0.5, 7],
      [1, 0.5, 8],
    ],
    [0.5],
    1,
  ],
  [
    'a later run of a commit counts',
    [
      [1, 0.5, 7],
      [1, 0.6, 8],
    ],
    [0.6],
    2,
  ],
  [
    'an earlier run that ends later does not',
    [
      [1, 0.6, 8],
      [1, 0.5, 7],
    ],
    [0.6],
    1,
  ],
  [
    'commits stand in the order of time',
    [
      [2, 0.2, 2],
      [1, 0.1, 1],
    ],
    [0.1, 0.2],
    2,
  ],
] as const)('%s', async (_, runs, expected, lines) => {
  const store = memoryBranch();
  for (const [n, value, run] of runs) await record(store, n, { value, run });
  expect(values(await readHistory(store, 'm'))).toEqual(expected);
  expect(store.files.get(historyPaths('m').entries)?.trim().split('\n')).toHaveLength(lines);
});

test('the documents of the newest hundred commits are kept, those of other models untouched', async () => {
  const store = memoryBranch();
  await record(store, 1, { model: 'm/part' });
  for (let n = 1; n <= 103; n++) await record(store, n);
  const kept = [...store.files.keys()].filter((path) => path.startsWith('evaluations/m/'));
  expect(kept).toHaveLength(101);
  expect(kept).toContain(historyPaths('m/part').evaluation(sha(1)));
  expect(await readRecorded(store, 'm', sha(3))).toBeUndefined();
  expect(await readRecorded(store, 'm', sha(4))).toBeDefined();
  expect(await readHistory(store, 'm')).toHaveLength(103);
});

test('a long history keeps the last entry of each old day and all of the newest thousand', async () => {
  const store = memoryBranch();
  await record(store, 0);
  const { entries } = historyPaths('m');
  const [first] = await readHistory(store, 'm');
  const lines = Array.from({ length: 2_000 }, (_, n) =>
    JSON.stringify({ ...first, commit: sha(n), at: at(n) }),
  );
  store.files.set(entries, `${lines.join('\n')}\n`);
  await record(store, 2_000);
  const history = await readHistory(store, 'm');
  expect(history.at(-1)?.commit).toBe(sha(2_000));
  expect(history.slice(-1_000).map(({ at }) => at)).toEqual(
    Array.from({ length: 1_000 }, (_, n) => at(1_001 + n)),
  );
  expect(history.slice(0, 2).map((entry) => entry.at)).toEqual([at(23), at(47)]);
  // 1,001 old hours end 41 days; the forty-second goes on among the newest.
  expect(history).toHaveLength(1_041);
});

test('a line that was damaged is named', async () => {
  const store = memoryBranch(new Map([[historyPaths('m').entries, '{"commit":"x"}\n']]));
  await expect(readHistory(store, 'm')).rejects.toMatchObject({
    code: 'document-invalid',
    message: expect.stringContaining('history/m.jsonl line 1'),
  });
});

test('measures are recorded, and recalled from other commits, oldest first', async () => {
  const store = memoryBranch();
  for (const n of [1, 2, 3]) {
    const measures = [{ name: 'cost', direction: 'lower' as const, value: n / 2 }];
    const evaluation = { ...evaluationOf(0.5), measures };
    await recordEvaluation(store, { evaluation, verdict: undefined, commit: sha(n), run: n, at: at(n) });
  }
  await record(store, 4);
  const entries = await readHistory(store, 'm');
  expect(pastMeasures(entries, sha(2))).toEqual(new Map([['cost', [0.5, 1.5]]]));
});
