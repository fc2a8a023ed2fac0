import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type SpawnResult = { readonly exitCode: number; readonly timedOut: boolean };

/**
 * Runs one script under Node in a clean environment and hands over its output line by line, both streams in the
 * order they arrive. After `timeoutMs` the whole process group is asked to end and two seconds later killed; an
 * aborted `signal` kills it at once.
 */
export async function spawnNode(options: {
  node: string;
  script: string;
  cwd: string;
  env: Readonly<Record<string, string>>;
  timeoutMs: number;
  signal: AbortSignal | undefined;
  onLine: (stream: 'stdout' | 'stderr', line: string) => void;
}): Promise<SpawnResult> {
  const child = spawn(options.node, [options.script], {
    cwd: options.cwd,
    env: { ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that a timeout also ends what the action started.
    detached: process.platform !== 'win32',
  });
  let timedOut = false;
  const kill = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // It ended by itself in the meantime.
    }
  };
  let hardKill: NodeJS.Timeout | undefined;
  const limit = setTimeout(() => {
    timedOut = true;
    kill('SIGTERM');
    hardKill = setTimeout(() => kill('SIGKILL'), 2000);
  }, options.timeoutMs);
  const lose = () => kill('SIGKILL');
  if (options.signal?.aborted) lose();
  else options.signal?.addEventListener('abort', lose);
  const readers = (['stdout', 'stderr'] as const).map(
    (name) =>
      new Promise<void>((resolve) => {
        createInterface({ input: child[name], crlfDelay: Number.POSITIVE_INFINITY })
          .on('line', (line) => options.onLine(name, line))
          .on('close', resolve);
      }),
  );
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? (timedOut ? 124 : 137)));
    });
    await Promise.all(readers);
    return { exitCode, timedOut };
  } finally {
    options.signal?.removeEventListener('abort', lose);
    clearTimeout(limit);
    clearTimeout(hardKill);
  }
}
