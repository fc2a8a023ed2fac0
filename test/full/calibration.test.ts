import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const script = join(import.meta.dirname, '../../bench/calibration/run.ts');

/** Fewer replicates of fewer cells than those of bench/calibration/RESULTS.md. Seeded, so it fails for a change only. */
test('intervals hold their level, and gates their error rates and planned power, in the quick simulation', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--conditions=source', script, '--quick'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  });
  expect(stderr.split('\n').filter((line) => /^outside|Error/.test(line))).toEqual([]);
  expect(status).toBe(0);
}, 600_000);
