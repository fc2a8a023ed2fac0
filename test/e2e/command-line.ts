import { type Io, main } from '@proofmark/cli';

export type CommandResult = { exitCode: number; out: string; err: string };

/** Runs the command line in this process, as a pipe sees it. */
export async function proofmark(
  directory: string,
  args: readonly string[],
  changes: Partial<Io> = {},
): Promise<CommandResult> {
  let out = '';
  let err = '';
  const io: Io = {
    directory,
    env: {},
    write: (text) => {
      out += text;
    },
    writeError: (text) => {
      err += text;
    },
    open: () => undefined,
    isTerminal: false,
    now: () => new Date('2026-01-01T00:00:00Z'),
    ...changes,
  };
  return { exitCode: await main(args, io), out, err };
}
