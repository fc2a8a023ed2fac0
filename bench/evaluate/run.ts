// Two models on 10,000 to 10,000,000 rows: eight binary metrics with AUC and average precision, each with its interval
// and the paired comparison, on all rows and in five slices.
//
//   PROOFMARK_PYTHON=python node --conditions=source bench/evaluate/run.ts [--quick] [ROWS …]
//
// Ours is a whole process, of the compiled packages: Node starts, Parquet is read, digested and checked, the document
// is written. The others (test/peers/requirements.txt) work on arrays that are in memory already, without slices: (a)
// scikit-learn's point values of both models, without intervals; (b) a thousand of these for a naive bootstrap; (c) a
// bootstrap with numpy that sorts once. Of (b) and (c) a few replicates are measured, and the thousand extrapolated.
// Both also work plain: ours without slices, ours and (a) without average precision. Equal values are checked first; the
// processes run in turns, and the best of each is compared.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Evaluation } from '@proofmark/documents';
import { makeData } from './data.ts';
import { type Peer, requireEqualValues, runPeer, type Seconds } from './peer.ts';

const REPLICATES = 1000;
const SIZES = [10_000, 100_000, 1_000_000, 3_000_000, 10_000_000];
const QUICK_SIZES = [1_000, 10_000];

const goals: Readonly<Record<number, string>> = {
  1000000: 'goal: (b) at least 200 times ours',
  3000000: 'goal: at most 0.5 of (a), plain',
  10000000: 'goal: at most 0.33 of (a), and 2 GB',
};

/** What users run is compiled; stripping types at every start would count against us. */
function compile(): void {
  const compiler = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-b', 'packages/evaluate'], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the packages do not compile');
}

type Ours = Seconds & { peakMegabytes: number };

function runOurs(parquet: string, out: string, kind: readonly '--plain'[] = []): Ours {
  const started = performance.now();
  const script = join(import.meta.dirname, 'once.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, parquet, out, ...kind], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`our process ended with ${status}: ${stderr}`);
  const wall = (performance.now() - started) / 1000;
  return { wall, ...(JSON.parse(stdout) as Omit<Ours, 'wall'>) };
}

/** Enough replicates for a figure, few enough to wait for. */
function replicatesOf(rows: number): number {
  return Math.min(50, Math.max(2, Math.round(2_000_000 / rows)));
}

async function measure(python: string, directory: string, rows: number): Promise<void> {
  const replicates = replicatesOf(rows);
  const rounds = rows < 3_000_000 ? 3 : 2;
  const parquet = await makeData(directory, rows);
  const out = join(directory, 'evaluation.json');
  const plainOut = join(directory, 'plain.json');
  const ours: Ours[] = [];
  const plain: Ours[] = [];
  const peers: Peer[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(runOurs(parquet, out));
    plain.push(runOurs(parquet, plainOut, ['--plain']));
    peers.push(runPeer(python, directory, round === 0 ? replicates : 0));
    const [peer] = peers;
    if (round > 0 || peer === undefined) continue;
    const differences = [];
    for (const path of [out, plainOut]) {
      differences.push(requireEqualValues(JSON.parse(await readFile(path, 'utf8')) as Evaluation, peer));
    }
    const most = Math.max(...differences).toExponential(0);
    console.log(`${rows.toLocaleString('en-US')} rows: values equal within ${most}`);
  }
  report(rows, replicates, { ours, plain, peers });
}

type Measured = { ours: readonly Ours[]; plain: readonly Ours[]; peers: readonly Peer[] };

function report(rows: number, replicates: number, { ours, plain, peers }: Measured): void {
  const best = (all: readonly Seconds[]): Seconds => ({
    wall: Math.min(...all.map(({ wall }) => wall)),
    cpu: Math.min(...all.map(({ cpu }) => cpu)),
  });
  const mine = best(ours);
  const peak = Math.max(...ours.map(({ peakMegabytes }) => peakMegabytes));
  const show = ({ wall, cpu }: Seconds) => `${wall.toFixed(2)} s (processors ${cpu.toFixed(2)} s)`;
  const goal = goals[rows];
  console.log(`  ours at most ${peak.toFixed(0)} MB${goal === undefined ? '' : `; ${goal}`}`);
  const compare = (name: string, us: Seconds, points: Seconds) =>
    console.log(
      `  ${name} ${show(points)}: ours ${show(us)}, ${(us.wall / points.wall).toFixed(2)} of it (processors ${(us.cpu / points.cpu).toFixed(2)})`,
    );
  compare('(a) scikit-learn, points', mine, best(peers.map((peer) => peer.points)));
  compare('(a) plain, points', best(plain), best(peers.map((peer) => peer.plain)));
  const { naive, sorting, sorted } = peers[0] ?? {};
  const extrapolated = (name: string, measured: Seconds | undefined, once = 0) => {
    if (!measured) return;
    const total = once + (measured.wall / replicates) * REPLICATES;
    console.log(
      `  ${name}, ${REPLICATES} replicates: ${total.toFixed(0)} s, extrapolated from ${replicates} measured; ${(total / mine.wall).toFixed(0)} times ours`,
    );
  };
  extrapolated('(b) scikit-learn, naive bootstrap', naive);
  extrapolated('(c) numpy, sorted once', sorted, sorting?.wall);
}

const python = process.env.PROOFMARK_PYTHON;
const given = process.argv.slice(2).filter((argument) => argument !== '--quick');
const sizes = given.length > 0 ? given.map(Number) : process.argv.includes('--quick') ? QUICK_SIZES : SIZES;
if (!python) {
  console.log('skipped: PROOFMARK_PYTHON names no Python with scikit-learn');
} else {
  compile();
  for (const rows of sizes) {
    const directory = await mkdtemp(join(tmpdir(), 'bench-evaluate-'));
    try {
      await measure(python, directory, rows);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
}
