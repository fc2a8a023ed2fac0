import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { generateKeyPair } from '@proofmark/evidence';
import { parseDocument } from 'yaml';

const root = join(import.meta.dirname, '../..');
const example = join(root, 'examples/flight-delay');
const flights = join(root, 'node_modules/vega-datasets/data/flights-3m.parquet');

export type ExampleRepository = {
  readonly directory: string;
  readonly privateKeyPem: string;
};

/**
 * A user's repository: the example of the flights with the workflows to paste, unchanged, in one commit. The data
 * are some sixty thousand flights of May and June, with every third of O'Hare's, where the worse model is worse.
 */
export async function makeExampleRepository(): Promise<ExampleRepository> {
  const directory = mkdtempSync(join(tmpdir(), 'proofmark-user-'));
  const at = (path: string) => join(directory, path);
  for (const folder of ['data', 'models', '.github']) mkdirSync(at(folder));
  const keys = generateKeyPair();
  const isWorkflow = (path: string) => !path.endsWith('.md');
  cpSync(join(root, 'workflows-examples'), at('.github/workflows'), { recursive: true, filter: isWorkflow });
  cpSync(join(example, 'contracts'), at('contracts'), { recursive: true });
  cpSync(join(example, 'baseline.onnx'), at('models/baseline.onnx'));
  await cutFlights(at('data/flights-3m.parquet'));
  writeFileSync(at('model-signing.pem'), keys.publicKeyPem);
  writeFileSync(at('proofmark.yml'), fitConfiguration(readFileSync(join(example, 'proofmark.yml'), 'utf8')));
  const contract = readFileSync(at('contracts/flights.odcs.yaml'), 'utf8');
  writeFileSync(
    at('contracts/flights.odcs.yaml'),
    replaceOnce(contract, '[2500000, 3500000]', '[50000, 70000]'),
  );
  useCandidate(directory, 'better');
  git(directory, 'init', '--quiet', '--initial-branch=main');
  git(directory, 'add', '--all');
  git(
    directory,
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@example.com',
    'commit',
    '--quiet',
    '-m',
    'Seed',
  );
  return { directory, privateKeyPem: keys.privateKeyPem };
}

/** Puts one of the trained models where the configuration looks for the candidate. act copies the working tree. */
export function useCandidate(directory: string, model: 'better' | 'worse'): void {
  cpSync(join(example, `${model}.onnx`), join(directory, 'models/candidate.onnx'));
}

/** What `uses: OWNER/proofmark/…@v1` needs of our repository: the actions, what is built of them, and workflows. */
export function exportActions(): string {
  const directory = mkdtempSync(join(tmpdir(), 'proofmark-v1-'));
  cpSync(join(root, 'actions'), join(directory, 'actions'), {
    recursive: true,
    filter: (path) => !/[/\\](build|src)$|\.tsbuildinfo$/.test(path),
  });
  const reusable = '.github/workflows/pull-request.yml';
  cpSync(join(root, reusable), join(directory, reusable));
  return directory;
}

async function cutFlights(target: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`
      COPY (
        SELECT * EXCLUDE file_row_number FROM read_parquet('${flights}', file_row_number = true)
        WHERE date >= TIMESTAMP '2001-05-01' AND date < TIMESTAMP '2001-07-01'
          AND (file_row_number % 25 = 0 OR (origin = 'ORD' AND file_row_number % 3 = 0))
        ORDER BY file_row_number
      ) TO '${target}' (FORMAT parquet)`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Fewer rows carry fewer slices: of the airports only O'Hare has enough of them here to be decided by itself. */
function fitConfiguration(text: string): string {
  const config = parseDocument(text);
  config.setIn(['evaluation', 'slices', 0, 'top'], 1);
  return config.toString();
}

function replaceOnce(text: string, old: string, replacement: string): string {
  if (text.split(old).length !== 2) throw new Error(`expected ${old} once in the example`);
  return text.replace(old, replacement);
}

function git(directory: string, ...args: string[]): void {
  execFileSync('git', args, { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] });
}
