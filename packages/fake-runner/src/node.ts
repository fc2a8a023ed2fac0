import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The Node 24 that runs actions, as `using: node24` promises: the dev dependency `node`, else this process when it
 * is 24 or newer. Throws with the remedy otherwise.
 */
export function findNode24(): string {
  const require = createRequire(import.meta.url);
  try {
    const executable = process.platform === 'win32' ? 'node.exe' : 'node';
    const binary = join(dirname(require.resolve('node/package.json')), 'bin', executable);
    if (existsSync(binary)) return binary;
  } catch {
    // Not installed: fall through to the running Node.
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error('No Node 24 found. Run `npm rebuild node --ignore-scripts=false`, or use Node 24.');
}
