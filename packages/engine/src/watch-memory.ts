import { totalmem } from 'node:os';

/** What the process may gain while a query runs, in bytes. */
export type MemoryBounds = {
  /** Beyond it the query is interrupted. */
  interrupt: number;
  /** Beyond it the query does not heed the interruption, and the process has to end. */
  stop: number;
};

const MEGABYTE = 1_000_000;
const INTERVAL_MS = 20;
const UNITS: Readonly<Record<string, number>> = {
  bytes: 1,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/**
 * Bounds that follow from the memory limit of DuckDB, which counts its own buffers alone: what a function builds before
 * it returns, and what the allocator keeps, comes on top. A tenth of the machine is left to others.
 * @param setting as DuckDB shows it, `18.8 GiB`
 * @param machine bytes of memory that the process may have at most
 */
export function memoryBounds(setting: string, machine = memoryOfMachine()): MemoryBounds {
  const [, number = '', unit = ''] = /^([\d.]+) ?(\w+)$/.exec(setting.trim()) ?? [];
  const limit = Number(number) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  const most = 0.9 * machine;
  const wanted = Number.isNaN(limit) ? most : 1.5 * limit + 256 * MEGABYTE;
  return { interrupt: Math.min(wanted, 0.9 * most), stop: Math.min(1.5 * wanted, most) };
}

/** A container has less than the machine. */
function memoryOfMachine(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/**
 * Watches the memory of the process while a stranger's query runs: what one call of a function builds is neither counted
 * by the engine nor, before the call returns, ended by a time limit.
 * @param act what to do at either bound; each is called again as long as the memory stays beyond it
 * @param resident bytes of memory of the process
 * @returns `exceeded`, whether the query was interrupted, and `end`, which ends the watch
 */
export function watchMemory(
  bounds: MemoryBounds,
  act: { interrupt: () => void; stop: () => void },
  resident: () => number = process.memoryUsage.rss,
): { exceeded: () => boolean; end: () => void } {
  const before = resident();
  let exceeded = false;
  const timer = setInterval(() => {
    const gained = resident() - before;
    if (gained <= bounds.interrupt) return;
    exceeded = true;
    if (gained > bounds.stop) act.stop();
    else act.interrupt();
  }, INTERVAL_MS);
  return { exceeded: () => exceeded, end: () => clearInterval(timer) };
}
