import { existsSync } from 'node:fs';

/** The interpreter of an environment with test/peers/requirements.txt installed; empty where none is named. */
export const python = process.env.PROOFMARK_PYTHON ?? '';

/**
 * Why tests that need the peers are left out, which is printed once; undefined where they run.
 * @param what is not tested then
 * @param needed a file of the environment
 */
export function whyNoPeers(what: string, needed = python): string | undefined {
  const missing =
    process.env.PROOFMARK_FULL !== '1'
      ? 'PROOFMARK_FULL is not 1'
      : python === ''
        ? 'PROOFMARK_PYTHON names no interpreter'
        : existsSync(needed)
          ? undefined
          : `PROOFMARK_PYTHON names no environment with ${needed}`;
  if (missing) console.log(`skipped: ${what} (${missing})`);
  return missing;
}
