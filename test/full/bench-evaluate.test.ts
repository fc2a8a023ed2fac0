import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const python = process.env.PROOFMARK_PYTHON ?? '';
const missing =
  process.env.PROOFMARK_FULL !== '1'
    ? 'PROOFMARK_FULL is not 1'
    : python === '' || !existsSync(python)
      ? 'PROOFMARK_PYTHON names no interpreter'
      : undefined;
if (missing) console.log(`skipped: the benchmark of evaluations (${missing})`);

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
