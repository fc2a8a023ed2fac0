import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Logger, showForeign, UserError } from '@proofmark/documents';
import { expandFiles } from '@proofmark/engine';

/** The command that writes the predictions. `run` is the user's own text; nothing of ours is put into it. */
export type CommandSpec = {
  run: string;
  directory: string;
  /** Files and globs that it must write. */
  writes: readonly string[];
  timeoutMinutes: number;
};

const SHOWN_LINES = 20;
const GRACE = 5_000;

/** What the runner gives to steps and actions alone: tokens, and files whose lines it obeys. */
const withheld =
  /^(INPUT_.*|ACTIONS_.*|(GITHUB|GH)_TOKEN|GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)|MLFLOW_TRACKING_(TOKEN|PASSWORD)|TRINO_(TOKEN|PASSWORD))$/;

/**
 * Runs the command by `bash` as a process group of its own, which ends with this process or after the timeout. It
 * sees the environment without tokens, and its output goes to the log line by line.
 * @throws UserError `predictions-invalid` for a failure, or for files that are absent or were there before
 */
export async function runCommand(spec: CommandSpec, logger: Logger): Promise<void> {
  const before = await stampFiles(spec);
  await logger.group(`Run: ${showForeign(spec.run, 200)}`, () => execute(spec, logger));
  const after = await stampFiles(spec);
  if (after.size === 0) {
    throw new UserError(
      'predictions-invalid',
      `evaluation.run: the command ended, but wrote no ${spec.writes.join(', ')}; expected it to write evaluation.predictions`,
    );
  }
  for (const [path, stamp] of after) {
    if (before.get(path) !== stamp) continue;
    throw new UserError(
      'predictions-invalid',
      `evaluation.run: the command ended, but ${showForeign(path, 200)} is as old as before; remove old predictions, and check where the command writes`,
    );
  }
}

/** Path to the time of its last change, size and inode. */
async function stampFiles({ writes, directory }: CommandSpec): Promise<Map<string, string>> {
  const stamps = new Map<string, string>();
  for (const pattern of writes) {
    for (const path of expand(pattern, directory)) {
      const { mtimeMs, size, ino } = await stat(path);
      stamps.set(path, `${mtimeMs} ${size} ${ino}`);
    }
  }
  return stamps;
}

function expand(pattern: string, directory: string): readonly string[] {
  try {
    return expandFiles([pattern], directory);
  } catch (error) {
    if (error instanceof UserError && /missing/.test(error.code)) return [];
    throw error;
  }
}

async function execute({ run, directory, timeoutMinutes }: CommandSpec, logger: Logger): Promise<void> {
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', run], {
    cwd: directory,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !withheld.test(name))),
  });
  const last: string[] = [];
  const follow = async (stream: NodeJS.ReadableStream, keep: boolean) => {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      logger.info(line);
      if (keep && last.push(showForeign(line, 300)) > SHOWN_LINES) last.shift();
    }
  };
  let timedOut = false;
  const end = () => endGroup(child.pid);
  const timer = setTimeout(() => {
    timedOut = true;
    end();
  }, timeoutMinutes * 60_000);
  const cancel = (signal: NodeJS.Signals) => {
    end();
    process.exitCode = signal === 'SIGINT' ? 130 : 143;
  };
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  try {
    const closed = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
    const [{ code, signal }] = await Promise.all([
      closed,
      follow(child.stdout, false),
      follow(child.stderr, true),
    ]).catch((cause: unknown) => {
      throw new UserError('predictions-invalid', 'evaluation.run: bash could not be started; install it', {
        cause,
      });
    });
    if (code === 0 && !timedOut) return;
    const how = timedOut
      ? `did not end within ${timeoutMinutes} minutes (evaluation.run-timeout)`
      : code === null
        ? `was ended by ${signal}`
        : `ended with exit code ${code}`;
    const said = last.length === 0 ? 'it wrote nothing to stderr' : `its last lines: ${last.join(' | ')}`;
    throw new UserError('predictions-invalid', `evaluation.run: the command ${how}; ${said}`);
  } finally {
    clearTimeout(timer);
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
    // What it left running in the background ends too.
    endGroup(child.pid);
  }
}

/** Asks every process of the group to end, and ends those that do not. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined || !signalGroup(pid, 'SIGTERM')) return;
  setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE).unref();
}

function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
    return false;
  }
}
