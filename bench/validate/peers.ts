// Whole processes that validate the same data by the same rules: ours as users run it, a bare DuckDB query, and the
// tools people use today.
//
//   PROOFMARK_PYTHON=venv/bin/python node bench/validate/peers.ts [--quick | --full] [--rounds N] [--sets REGEX]
//
// The environment of PROOFMARK_PYTHON has test/peers/requirements.txt installed; tools that are not there are left
// out. Ours is actions/dist/proofmark.js (build it first) on the Node of the repository. Every tool first has to count
// what the data were made to hold; then all run in turns, and the best of each is kept, so that what else the machine
// does weighs little. Wall and CPU seconds, peak memory of the process in MB, each also as a ratio to ours.
//
// --quick (the default) is one data set of each kind; --full is the grid of 1,000, 1,000,000 and 10,000,000 rows by
// 12 columns and 20,000 rows by 500 columns, as CSV and as Parquet, with 0, 0.1, 10 and 100 % of the rows failing.
// --sets chooses among them by name, such as "1000000x12 csv". What a tool cannot do here is skipped with a line.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Dataset, makeDataset } from './dataset.ts';
import {
  bare,
  bareWithTypes,
  type Counts,
  cliResult,
  document,
  ours,
  peers,
  python,
  root,
  scratch,
  scripts,
  type Tool,
} from './tools.ts';

type Usage = { wall: number; cpu: number; memory: number };

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    sets: { type: 'string', default: '' },
  },
});
if (options.quick && options.full) throw new Error('expected --quick or --full, received both');

/** Runs a tool once under the eye of the operating system. */
function run(tool: Tool, dataset: Dataset): { usage: Usage; output: string; error: string } {
  const file = join(scratch, 'output');
  const text = execFileSync(python, [join(scripts, 'measure.py'), file, ...tool.command(dataset)], {
    encoding: 'utf8',
    cwd: root,
  });
  const { wall, cpu, memory, error } = JSON.parse(text) as Usage & { error: string };
  return { usage: { wall, cpu, memory }, output: readFileSync(file, 'utf8'), error };
}

/** @returns why its counts are not those of the data, or undefined */
function disagreement(tool: Tool, dataset: Dataset): string | undefined {
  rmSync(document, { force: true });
  rmSync(cliResult, { force: true });
  const { output, error } = run(tool, dataset);
  let counts: Counts;
  try {
    counts = tool.counts(output, dataset);
  } catch {
    return `it gave no counts: ${error.trim().split('\n').at(-1)}`;
  }
  for (const { id, kind } of dataset.rules) {
    const held = dataset.expected[id] ?? 0;
    const wanted = kind === 'unique' && tool.countsPairs ? 2 * held : held;
    if (counts[id] !== wanted) return `${id}: expected ${wanted}, received ${counts[id]}`;
  }
  return undefined;
}

function measure(dataset: Dataset): Map<string, Usage> {
  const tools = [ours, bare, bareWithTypes, ...peers].filter((tool) => {
    const reason = tool.skips(dataset);
    if (reason) console.log(`  ${tool.name} skipped: ${reason}`);
    return reason === undefined;
  });
  const trusted = tools.filter((tool) => {
    const problem = disagreement(tool, dataset);
    if (problem) console.log(`  ${tool.name} left out: ${problem}`);
    return problem === undefined;
  });
  const best = new Map<string, Usage>();
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const tool of trusted) {
      const { usage } = run(tool, dataset);
      const before = best.get(tool.name) ?? usage;
      best.set(tool.name, {
        wall: Math.min(before.wall, usage.wall),
        cpu: Math.min(before.cpu, usage.cpu),
        memory: Math.min(before.memory, usage.memory),
      });
    }
  }
  return best;
}

function show(dataset: Dataset, found: ReadonlyMap<string, Usage>): void {
  const mine = found.get(ours.name);
  console.log(`\n${dataset.name} failing`);
  console.log('| tool | wall s | CPU s | memory MB | wall of ours | CPU of ours | memory of ours |');
  console.log('|---|---:|---:|---:|---:|---:|---:|');
  for (const [name, usage] of found) {
    const ratio = (what: keyof Usage) => (mine ? `${(usage[what] / mine[what]).toFixed(2)} x` : '');
    const { wall, cpu, memory } = usage;
    console.log(
      `| ${name} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${memory.toFixed(0)} | ${ratio('wall')} | ${ratio('cpu')} | ${ratio('memory')} |`,
    );
  }
}

/** The goals are about 1,000,000 rows of CSV. */
function judge(results: ReadonlyMap<string, Map<string, Usage>>): void {
  const of = (rate: number, tool: string) => results.get(`1000000x12 csv ${rate} %`)?.get(tool);
  const goal = (what: string, value: number | undefined, holds: (value: number) => boolean, unit = 'x') => {
    if (value === undefined || Number.isNaN(value)) return;
    console.log(`${holds(value) ? 'reached' : 'MISSED '}  ${what}: ${value.toFixed(2)} ${unit}`);
  };
  const ratio = (a: Usage | undefined, b: Usage | undefined, what: 'wall' | 'cpu' = 'wall') =>
    a && b ? a[what] / b[what] : undefined;
  console.log('\nGoals at 1,000,000 rows of CSV, wall time (CPU time is less disturbed by a busy machine)');
  const mine = of(0, ours.name);
  const all = of(100, ours.name);
  const rivals = peers
    .map(({ name }) => of(0, name))
    .filter((usage) => usage !== undefined)
    .sort((a, b) => a.wall - b.wall);
  goal('of the bare query, at most 1.3', ratio(mine, of(0, bare.name)), (value) => value <= 1.3);
  goal(
    'of the bare query that counts types too, at most 1.3',
    ratio(mine, of(0, bareWithTypes.name)),
    (value) => value <= 1.3,
  );
  goal('of the bare query in CPU time', ratio(mine, of(0, bare.name), 'cpu'), (value) => value <= 1.3);
  goal('faster than the fastest rival, at least 1.5', ratio(rivals[0], mine), (value) => value >= 1.5);
  const gx = of(0, 'Great Expectations');
  goal('faster than Great Expectations, at least 5', ratio(gx, mine), (value) => value >= 5);
  goal('all rows failing of none failing, at most 2', ratio(all, mine), (value) => value <= 2);
  const pandera = of(100, 'pandera (pandas)');
  goal('faster than pandera, all failing, at least 10', ratio(pandera, all), (value) => value >= 10);
  goal('memory, all failing, at most 400', all?.memory, (value) => value <= 400, 'MB');
}

function showInstallSizes(): void {
  const script = join(scripts, 'install_size.py');
  const names = peers.map(({ packages }) => packages);
  const sizes = JSON.parse(execFileSync(python, [script, ...names], { encoding: 'utf8' })) as Counts;
  console.log('\nInstalled size, MB');
  const duckdb = ['@duckdb/node-api', '@duckdb/node-bindings', '@duckdb/node-bindings-linux-x64'];
  const directories = [...duckdb.map((name) => join(root, 'node_modules', name)), join(root, 'actions/dist')];
  const total = directories.filter(existsSync).reduce((sum, directory) => sum + sizeOf(directory), 0);
  console.log(`| proofmark (with DuckDB) | ${total.toFixed(0)} |`);
  for (const { name, packages } of peers) console.log(`| ${name} | ${sizes[packages]?.toFixed(0)} |`);
}

function sizeOf(directory: string): number {
  return Number(execFileSync('du', ['-sk', directory], { encoding: 'utf8' }).split('\t')[0]) / 1024;
}

type Shape = Parameters<typeof makeDataset>[1];
const grid: Shape[] = [1_000, 1_000_000, 10_000_000, 20_000].flatMap((rows) =>
  (['csv', 'parquet'] as const).flatMap((format) =>
    [0, 0.001, 0.1, 1].map((rate) => ({ rows, rate, format, wide: rows === 20_000 })),
  ),
);
/** The only size of the text-only Frictionless. */
const small: Shape = { rows: 100_000, rate: 0.001, format: 'csv' };
const quick: Shape[] = [
  { rows: 1_000, rate: 0.1, format: 'csv' },
  small,
  { rows: 1_000_000, rate: 0, format: 'csv' },
  { rows: 1_000_000, rate: 1, format: 'csv' },
  { rows: 1_000_000, rate: 0, format: 'parquet' },
  { rows: 20_000, rate: 0.1, format: 'csv', wide: true },
];
const shapes = options.full ? [...grid, small] : quick;
const results = new Map<string, Map<string, Usage>>();
for (const shape of shapes) {
  const name = `${shape.rows}x${shape.wide ? 500 : 12} ${shape.format} ${shape.rate * 100} %`;
  if (!new RegExp(options.sets).test(name)) continue;
  const dataset = await makeDataset(scratch, shape);
  const found = measure(dataset);
  results.set(dataset.name, found);
  show(dataset, found);
}
judge(results);
showInstallSizes();
