import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { writingTo } from '@proofmark/documents';

/** Where an engine puts what does not fit in memory; gone with the engine, and with the process. */
export type SpillDirectory = { path: string; remove(): Promise<void> };

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const live = new Set<string>();

/**
 * Makes the directory. A process that was killed outright could not remove its own: those are removed meanwhile, told
 * by the host and the number of the process in their names.
 * @param parent default: the system's directory for temporary files
 */
export async function makeSpillDirectory(parent: string = tmpdir()): Promise<SpillDirectory> {
  const path = await writingTo(parent, async () => {
    await mkdir(parent, { recursive: true });
    return mkdtemp(join(parent, `${ownPrefix}${process.pid}-`));
  });
  if (live.size === 0) for (const signal of signals) process.on(signal, removeAllAndDie);
  live.add(path);
  // A full directory takes a while to be read: nobody waits for it before the end. What cannot be removed stays.
  const swept = sweep(parent).catch(() => undefined);
  return {
    path,
    async remove() {
      await swept;
      live.delete(path);
      if (live.size === 0) for (const signal of signals) process.off(signal, removeAllAndDie);
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** Another machine, or container, that shares the directory has process numbers of its own. */
const ownPrefix = `proofmark-engine-${hostname().replaceAll(/[^A-Za-z0-9]/g, '')}-`;

function removeAllAndDie(signal: NodeJS.Signals): void {
  for (const path of live) rmSync(path, { recursive: true, force: true });
  // As if nobody had listened: the shell and the runner see that the signal ended the process.
  for (const each of signals) process.off(each, removeAllAndDie);
  process.kill(process.pid, signal);
}

async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const [, pid] = name.startsWith(ownPrefix) ? (/^(\d+)-/.exec(name.slice(ownPrefix.length)) ?? []) : [];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another user: it is there, and not ours to ask.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
