import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config, type Evaluation, silentLogger } from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { estimateMeasure } from '@proofmark/metrics';
import { afterEach, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';

const directories: string[] = [];
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

/** 1,000 rows whose latency is 1 … 1000 ms, not in order. */
async function run(
  measures: object[],
  files: Record<string, string> = {},
  changes: object = {},
  pastMeasures?: ReadonlyMap<string, number[]>,
): Promise<Evaluation> {
  const workDirectory = await mkdtemp(join(tmpdir(), 'measures-test-'));
  directories.push(workDirectory);
  const rows = Array.from(
    { length: 1000 },
    (_, i) => `${i},${i % 2},0.${1 + (i % 9)},${1 + ((i * 7) % 1000)}`,
  );
  const all = { 'predictions.csv': `id,label,score,latency\n${rows.join('\n')}\n`, ...files };
  for (const [name, text] of Object.entries(all)) await writeFile(join(workDirectory, name), text);
  const { evaluation } = Config.parse({
    model: 'm',
    evaluation: { task: 'binary', predictions: 'predictions.csv', measures, ...changes },
  });
  if (!evaluation) throw new Error('the test gives an evaluation');
  const engine = await openEngine({ workDirectory, threads: 2 });
  try {
    const ports = { logger: silentLogger, onnx: () => loadOnnxRuntime({ workDirectory }) };
    return await evaluate({ model: 'm', evaluation, workDirectory, pastMeasures }, engine, ports);
  } finally {
    await engine.close();
  }
}

test('the quantile of a column is an order statistic, with two of them as its interval', async () => {
  const { measures } = await run([{ name: 'latency_p95', column: 'latency', quantile: 0.95, unit: 'ms' }]);
  const [measure] = measures ?? [];
  if (!measure) throw new Error('expected a measure');
  expect(measure).toMatchObject({ value: 950, rows: 1000, unit: 'ms', direction: 'lower' });
  // The values are their own places, of which scipy says which two enclose the quantile.
  const golden = new URL('../../stats/test/golden/intervals.json', import.meta.url);
  const { quantileRanks }: { quantileRanks: number[][] } = JSON.parse(await readFile(golden, 'utf8'));
  const enclosing = quantileRanks.find(([n, p, level]) => n === 1000 && p === 0.95 && level === 0.95);
  const [lower, upper] = enclosing?.slice(-2) ?? [];
  expect(lower).toBeLessThan(950);
  expect(estimateMeasure(measure, 0.95).interval).toMatchObject({ lower, upper });
});

test('latencies of few users are not taken for those of many rows', async () => {
  const users = (count: number, spread: number) =>
    Array.from({ length: 3000 }, (_, i) => {
      const user = i % count;
      return `${i},${i % 2},0.${1 + (i % 9)},${100 + user + spread * ((i * 7919) % 3000)},u${user}`;
    });
  const measure = async (rows: string[]) => {
    const csv = ['id,label,score,latency,user', ...rows].join('\n');
    const latency = { name: 'p95', column: 'latency', quantile: 0.95 };
    const { measures } = await run([latency], { 'predictions.csv': csv }, { cluster: 'user' });
    if (!measures?.[0]) throw new Error('expected a measure');
    return { ...measures[0], ...estimateMeasure(measures[0], 0.9) };
  };
  expect(await measure(users(10, 0))).toMatchObject({
    clusters: { units: 10, effective: 10 },
    interval: null,
    reason: '3000 rows in 10 clusters are too few for an interval of the 0.95 quantile',
  });
  // Of 300 users that differ, a quantile is as sure as 300 rows make it.
  const alike = await measure(users(300, 0));
  expect(alike.clusters).toEqual({ units: 300, effective: 300, rarest: 15 });
  expect(alike.interval).toMatchObject({ method: 'order statistics by cluster (Woodruff)' });
  const width = ({ interval }: typeof alike) => (interval ? interval.upper - interval.lower : 0);
  expect(width(alike)).toBeGreaterThanOrEqual(11);
  // Users that do not differ tell as much as the rows.
  expect((await measure(users(300, 1000))).clusters?.effective).toBe(3000);
});

test('sizes of files and scalars of JSON are measured, with the values of past runs', async () => {
  const { measures } = await run(
    [
      { name: 'model_size', file: 'model.onnx', unit: 'bytes' },
      { name: 'cost', json: 'run.json', history: 'past.json' },
    ],
    { 'model.onnx': 'twelve bytes', 'run.json': '{"cost": 1.5}', 'past.json': '{"cost": [1.4, 1.6]}' },
  );
  expect(measures).toEqual([
    { name: 'model_size', unit: 'bytes', direction: 'lower', value: 12 },
    { name: 'cost', direction: 'lower', value: 1.5, history: [1.4, 1.6] },
  ]);
});

test('past runs come from the branch where the measure asks for them', async () => {
  const past = new Map([['cost', [1.4, 1.6]]]);
  const cost = { name: 'cost', json: 'run.json', history: 'branch' };
  const other = { ...cost, name: 'price' };
  const files = { 'run.json': '{"cost": 1.5, "price": 2}' };
  const { measures } = await run([cost, other], files, {}, past);
  expect(measures?.map(({ history }) => history)).toEqual([[1.4, 1.6], []]);
  await expect(run([cost], files)).rejects.toThrow(/measures\[0\]\.history: branch .* \(--history FILE\)/);
});

test.each<[what: string, measure: object, message: RegExp]>([
  ['no source', { name: 'a' }, /measures\[0\]: expected one of column/],
  ['a column without quantile', { name: 'a', column: 'latency' }, /expected one of column \(with quantile\)/],
  ['a column that is missing', { name: 'a', column: 'latncy', quantile: 0.5 }, /did you mean "latency"/],
  ['a file that is missing', { name: 'a', file: 'nowhere' }, /nowhere: the file to measure was not found/],
  ['JSON that holds something else', { name: 'a', json: 'run.json' }, /expected the field a, received "b"/],
  ['the name of a metric', { name: 'accuracy', json: 'run.json' }, /accuracy is a metric/],
])('%s is refused', async (_what, measure, message) => {
  await expect(run([measure], { 'run.json': '{"b": 1}' })).rejects.toThrow(message);
});
