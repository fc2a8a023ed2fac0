import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { whyNoPeers } from './peer-python.ts';

const root = join(import.meta.dirname, '../..');
const missing = whyNoPeers('the benchmark of evaluations');

test.skipIf(missing !== undefined)(
  'the benchmark of evaluations finds the values of scikit-learn and of a bootstrap that sorts once',
  () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=source', 'bench/evaluate/run.ts', '--quick'],
      { cwd: root, encoding: 'utf8' },
    );
    expect(status, stderr).toBe(0);
    expect(stdout.match(/rows: values equal within/g)).toHaveLength(2);
  },
  300_000,
);
