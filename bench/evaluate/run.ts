// All binary metrics of two models over 3,000,000 rows with intervals and the paired comparison, against scikit-learn
// computing only the point values.
//
//   PROOFMARK_PYTHON=python node --conditions=source bench/evaluate/run.ts
//
// Ours is a whole process, of the compiled packages: Node starts, Parquet is read, digested and checked, the document is written. scikit-learn
// (test/peers/requirements.txt) is timed on arrays that are in memory already. Equal values are checked first; the two
// run in turns, and the best of each is compared.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Evaluation, Side } from '@proofmark/documents';
import { literal } from '@proofmark/engine';

const rounds = 3;
const rows = 3_000_000;
const goal = 0.5;
const python = process.env.PROOFMARK_PYTHON;

type Peer = { seconds: number; values: Record<Side, Record<string, number>> };

/** Two models of continuous scores, the candidate calibrated: as many distinct scores as rows, the dear case. */
const modelsSql = `WITH uniform AS (
    SELECT range AS id, (hash(range) % 1000003 + 0.5) / 1000003 AS a, (hash(range + 10000000) % 1000003) / 1000003 AS b,
      (hash(range + 20000000) % 1000003) / 1000003 AS e FROM range(${rows})),
  normal AS (
    SELECT id, e, sqrt(-2 * ln(a)) * cos(2 * pi() * b) AS x, sqrt(-2 * ln(a)) * sin(2 * pi() * b) AS z FROM uniform)
  SELECT id, CASE WHEN e < 1 / (1 + exp(1.4 - 0.8 * x)) THEN 1 ELSE 0 END AS label,
    1 / (1 + exp(1.4 - 0.8 * x - 0.1 * z)) AS candidate, 1 / (1 + exp(1.4 - 0.6 * x - 0.4 * z)) AS baseline FROM normal`;

/** Writes the rows as Parquet for us, and each column as raw doubles for the peer. */
async function makeData(directory: string): Promise<string> {
  const parquet = join(directory, 'predictions.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${modelsSql}) TO ${literal(parquet)}`);
  for (const column of ['label', 'candidate', 'baseline']) {
    const values = new Float64Array(rows);
    let filled = 0;
    const result = await connection.stream(`SELECT ${column}::DOUBLE FROM ${literal(parquet)}`);
    for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
      values.set(chunk.getColumnValues(0).map(Number), filled);
      filled += chunk.rowCount;
    }
    await writeFile(join(directory, `${column}.f64`), values);
  }
  connection.closeSync();
  instance.closeSync();
  return parquet;
}

/** What users run is compiled; stripping types at every start would count against us. */
function compile(): void {
  const compiler = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-b', 'packages/evaluate'], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the packages do not compile');
}

function ours(parquet: string, out: string): number {
  const started = performance.now();
  const script = join(import.meta.dirname, 'once.ts');
  const { status } = spawnSync(process.execPath, [script, parquet, out], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`our process ended with ${status}`);
  return (performance.now() - started) / 1000;
}

function peer(command: string, directory: string): Peer {
  const { status, stdout, stderr } = spawnSync(command, [join(import.meta.dirname, 'peer.py'), directory], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the peer failed: ${stderr}`);
  return JSON.parse(stdout) as Peer;
}

function requireEqualValues({ estimates }: Evaluation, { values }: Peer): number {
  let largest = 0;
  for (const { metric, candidate, baseline } of estimates) {
    for (const [side, measured] of [
      ['candidate', candidate],
      ['baseline', baseline],
    ] as const) {
      const difference = Math.abs((measured?.value ?? Number.NaN) - (values[side][metric] ?? Number.NaN));
      if (!(difference < 1e-9)) throw new Error(`${metric} of the ${side} differs by ${difference}`);
      largest = Math.max(largest, difference);
    }
  }
  return largest;
}

if (!python) {
  console.log('skipped: PROOFMARK_PYTHON names no Python with scikit-learn');
} else {
  const directory = await mkdtemp(join(tmpdir(), 'bench-evaluate-'));
  try {
    compile();
    const parquet = await makeData(directory);
    const out = join(directory, 'evaluation.json');
    const our: number[] = [];
    const their: number[] = [];
    for (let round = 0; round < rounds; round++) {
      our.push(ours(parquet, out));
      const result = peer(python, directory);
      their.push(result.seconds);
      if (round === 0) {
        const document = JSON.parse(await readFile(out, 'utf8')) as Evaluation;
        const difference = requireEqualValues(document, result);
        console.log(
          `${document.estimates.length} metrics of two models on ${rows.toLocaleString('en-US')} rows equal within ${difference.toExponential(0)}`,
        );
      }
    }
    const [mine, theirs] = [Math.min(...our), Math.min(...their)];
    console.log(
      `evaluate ${mine.toFixed(2)} s, scikit-learn ${theirs.toFixed(2)} s, ratio ${(mine / theirs).toFixed(2)} (goal: at most ${goal})`,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
