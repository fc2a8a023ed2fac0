// Whole processes that validate the same data by the same rules: ours as users run it, a bare DuckDB query, and the
// tools people use today.
//
//   PROOFMARK_PYTHON=venv/bin/python node bench/validate/peers.ts [--rounds N] [--sets REGEX] [--large]
//
// The environment of PROOFMARK_PYTHON has test/peers/requirements.txt installed; tools that are not there are left
// out. Ours is actions/dist/proofmark.js (build it first) on the Node of the repository. Every tool first has to count
// what the data were made to hold; then all run in turns, and the best of each is kept, so that what else the machine
// does weighs little. Wall and CPU seconds, peak memory of the process in MB.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Validation } from '@proofmark/documents';
import { type BenchRule, type Dataset, makeDataset } from './dataset.ts';

type Usage = { wall: number; cpu: number; memory: number };
type Counts = Record<string, number>;
type Tool = {
  name: string;
  /** Data sets it can be asked for in reasonable time. */
  accepts: (dataset: Dataset) => boolean;
  command: (dataset: Dataset) => string[];
  counts: (output: string, dataset: Dataset) => Counts;
  /** It reports both sides of a repeated value: the pairs that the data hold count twice. */
  countsPairs?: boolean;
};

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    sets: { type: 'string', default: '' },
    large: { type: 'boolean', default: false },
  },
});
const root = join(import.meta.dirname, '../..');
const python = process.env.PROOFMARK_PYTHON ?? 'python3';
const scripts = join(import.meta.dirname, 'peers');
const scratch = join(tmpdir(), 'proofmark-bench-validate');
mkdirSync(scratch, { recursive: true });

const printed = (output: string): Counts => JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as Counts;
const isSmall = ({ rows }: Dataset) => rows <= 1_000_000;

const kinds: Record<BenchRule['kind'], string> = {
  unique: 'unique',
  not_null: 'required',
  pattern: 'pattern',
  among: 'invalid-values',
  at_least: 'minimum',
  at_most: 'maximum',
  min_length: 'min-length',
  max_length: 'max-length',
};
/** Names of datacontract-cli's checks, as far as they do not speak for themselves. */
const cliTypes: Record<BenchRule['kind'], string> = {
  unique: 'field_unique',
  not_null: 'field_required',
  pattern: 'field_regex',
  among: 'field_invalid_values',
  at_least: 'field_minimum',
  at_most: 'field_maximum',
  min_length: 'field_min_length',
  max_length: 'field_max_length',
};

const document = join(scratch, 'proofmark-out', 'validation.json');
const cliResult = join(scratch, 'datacontract.json');

const ours: Tool = {
  name: 'proofmark',
  accepts: () => true,
  command: ({ contract, file }) => [
    process.execPath,
    join(root, 'actions/dist/proofmark.js'),
    ...['validate', '--contract', contract, '--data', file, '--out-dir', dirname(document)],
  ],
  counts: (_output, { rules }) => {
    const { checks } = JSON.parse(readFileSync(document, 'utf8')) as Validation;
    return Object.fromEntries(
      rules.map(({ id, column, kind }) => [
        id,
        checks.find((check) => check.column === column && check.rule === kinds[kind])?.failing ?? -1,
      ]),
    );
  },
};

const bare: Tool = {
  name: 'bare query',
  accepts: () => true,
  command: ({ file, rulesFile }) => [process.execPath, join(import.meta.dirname, 'bare.ts'), file, rulesFile],
  counts: printed,
};

const peers: (Tool & { packages: string })[] = [
  ...(['pandas', 'polars'] as const).map((backend) => ({
    name: `pandera (${backend})`,
    packages: `pandera,${backend}`,
    accepts: isSmall,
    command: ({ file, rulesFile }: Dataset) => [
      python,
      join(scripts, 'pandera_rules.py'),
      backend,
      file,
      rulesFile,
    ],
    counts: printed,
    countsPairs: backend === 'polars',
  })),
  {
    name: 'Great Expectations',
    packages: 'great_expectations',
    accepts: isSmall,
    command: ({ file, rulesFile }) => [python, join(scripts, 'gx_rules.py'), file, rulesFile],
    counts: printed,
    countsPairs: true,
  },
  {
    name: 'Frictionless',
    packages: 'frictionless',
    accepts: ({ rows, rules, file }) => rows <= 100_000 && rules.length < 100 && file.endsWith('.csv'),
    command: ({ file, rulesFile }) => [python, join(scripts, 'frictionless_rules.py'), file, rulesFile],
    counts: printed,
  },
  {
    name: 'datacontract-cli',
    packages: 'datacontract-cli,duckdb,ibis-framework',
    accepts: ({ rows, rules }) => rows <= 1_000_000 && rules.length < 100,
    command: ({ contract }) => [
      join(dirname(python), 'datacontract'),
      ...['test', contract, '--server', 'local', '--output', cliResult, '--output-format', 'json'],
    ],
    counts: readCliResult,
  },
];

type CliCheck = {
  field?: string;
  type: string;
  result: string | null;
  diagnostics?: { value?: number } | null;
};

/** It counts the groups of repeated values, which the data make as many as the rows that repeat one. */
function readCliResult(_output: string, { rules }: Dataset): Counts {
  const { checks } = JSON.parse(readFileSync(cliResult, 'utf8')) as { checks: CliCheck[] };
  return Object.fromEntries(
    rules.map(({ id, column, kind }) => {
      const found = checks.find(({ field, type }) => field === column && type === cliTypes[kind]);
      return [id, found?.diagnostics?.value ?? -1];
    }),
  );
}

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
  const tools = [ours, bare, ...peers].filter((tool) => tool.accepts(dataset));
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
  console.log('| tool | wall s | CPU s | memory MB | wall of ours |');
  console.log('|---|---:|---:|---:|---:|');
  for (const [name, { wall, cpu, memory }] of found) {
    const ratio = mine ? `${(wall / mine.wall).toFixed(2)} x` : '';
    console.log(`| ${name} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${memory.toFixed(0)} | ${ratio} |`);
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

const rates = [0, 0.001, 0.1, 1];
const shapes: Parameters<typeof makeDataset>[1][] = [
  { rows: 1_000, rate: 0.1, format: 'csv' },
  ...(['csv', 'parquet'] as const).flatMap((format) =>
    rates.map((rate) => ({ rows: 1_000_000, rate, format })),
  ),
  { rows: 100_000, rate: 0.001, format: 'csv' },
  { rows: 20_000, rate: 0, format: 'csv', wide: true },
  { rows: 20_000, rate: 0.1, format: 'csv', wide: true },
  ...(options.large
    ? (['csv', 'parquet'] as const).flatMap((format) =>
        [0, 1].map((rate) => ({ rows: 10_000_000, rate, format })),
      )
    : []),
];
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
