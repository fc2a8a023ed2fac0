import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tests make directories by the thousand: all lie in one, which goes with the run. */
export function setup(): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'proofmark-tests-'));
  process.env.TMPDIR = directory;
  return () => rmSync(directory, { recursive: true, force: true });
}
