// The tools that are compared: ours as users run it, a bare DuckDB query, and what people use today.
import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Validation } from '@proofmark/documents';
import type { BenchRule, Dataset } from './dataset.ts';

export type Counts = Record<string, number>;
export type Tool = {
  name: string;
  /** Why it is not asked about a data set: it would take all the memory, or hours. */
  skips: (dataset: Dataset) => string | undefined;
  command: (dataset: Dataset) => string[];
  counts: (output: string, dataset: Dataset) => Counts;
  /** It reports both sides of a repeated value: the pairs that the data hold count twice. */
  countsPairs?: boolean;
};

export const root = join(import.meta.dirname, '../..');
export const python = process.env.PROOFMARK_PYTHON ?? 'python3';
export const scripts = join(import.meta.dirname, 'peers');
export const scratch = join(tmpdir(), 'proofmark-bench-validate');
mkdirSync(scratch, { recursive: true });

const printed = (output: string): Counts => JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as Counts;
const never = () => undefined;
/** Most rows, and most columns, that a tool gets through in a few minutes. */
const atMost =
  (rows: number, columns = Number.POSITIVE_INFINITY) =>
  (dataset: Dataset) =>
    dataset.rows > rows
      ? `more than ${rows} rows`
      : dataset.rules.length > columns
        ? `more than ${columns} columns`
        : undefined;

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

export const document = join(scratch, 'proofmark-out', 'validation.json');
export const cliResult = join(scratch, 'datacontract.json');

export const ours: Tool = {
  name: 'proofmark',
  skips: never,
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

export const bare: Tool = {
  name: 'bare query',
  skips: never,
  command: ({ file, rulesFile }) => [
    process.execPath,
    join(import.meta.dirname, 'bare.mjs'),
    file,
    rulesFile,
  ],
  counts: printed,
};

/** Types are tried in text only: a Parquet file has them already. */
export const bareWithTypes: Tool = {
  name: 'bare query with types',
  skips: ({ file }) => (file.endsWith('.csv') ? undefined : 'the file has types'),
  command: (dataset) => [...bare.command(dataset), dataset.contract],
  counts: printed,
};

export const peers: (Tool & { packages: string })[] = [
  ...(['pandas', 'polars'] as const).map((backend) => ({
    name: `pandera (${backend})`,
    packages: `pandera,${backend}`,
    skips: atMost(1_000_000),
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
    skips: atMost(1_000_000),
    command: ({ file, rulesFile }) => [python, join(scripts, 'gx_rules.py'), file, rulesFile],
    counts: printed,
    countsPairs: true,
  },
  {
    name: 'Frictionless',
    packages: 'frictionless',
    skips: (dataset) =>
      dataset.file.endsWith('.csv') ? atMost(100_000, 100)(dataset) : 'it reads text here',
    command: ({ file, rulesFile }) => [python, join(scripts, 'frictionless_rules.py'), file, rulesFile],
    counts: printed,
  },
  {
    name: 'datacontract-cli',
    packages: 'datacontract-cli,duckdb,ibis-framework',
    skips: atMost(1_000_000, 100),
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
