import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Evaluation, Side } from '@proofmark/documents';

export type Seconds = { wall: number; cpu: number };
type Values = Record<Side, Record<string, number>>;

/** What `peer.py` prints; the bootstraps are there when replicates were asked for. */
export type Peer = {
  values: Values;
  points: Seconds;
  /** The same points without average precision. */
  plain: Seconds;
  naive?: Seconds;
  sorting?: Seconds;
  sorted?: Seconds;
  sortedValues?: Values;
};

export function runPeer(python: string, directory: string, replicates: number): Peer {
  const script = join(import.meta.dirname, 'peer.py');
  const { status, stdout, stderr } = spawnSync(python, [script, directory, String(replicates)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the peer failed: ${stderr}`);
  return JSON.parse(stdout) as Peer;
}

/**
 * The largest difference between our values on all rows and those of scikit-learn, and between its and those of the
 * sorted arrays.
 * @throws Error above 1e-9
 */
export function requireEqualValues({ estimates }: Evaluation, { values, sortedValues }: Peer): number {
  const whole = estimates.filter(({ slice }) => slice.length === 0);
  const differences = whole.flatMap(({ metric, candidate, baseline }) =>
    Object.entries({ candidate, baseline }).flatMap(([side, measured]) => {
      const theirs = values[side as Side][metric] ?? Number.NaN;
      const sorted = sortedValues?.[side as Side][metric] ?? theirs;
      return [
        { name: `${metric} of the ${side}`, of: Math.abs((measured?.value ?? Number.NaN) - theirs) },
        { name: `${metric} of the ${side}, sorted once`, of: Math.abs(sorted - theirs) },
      ];
    }),
  );
  const wrong = differences.find(({ of }) => !(of <= 1e-9));
  if (wrong) throw new Error(`${wrong.name} differs by ${wrong.of}`);
  return Math.max(...differences.map(({ of }) => of));
}
