import { openTarget } from './open-target.ts';

/** What the process gives the command line; tests give something else. */
export type Io = {
  directory: string;
  env: Readonly<Record<string, string | undefined>>;
  write(text: string): void;
  writeError(text: string): void;
  /** Shows a file or an address to the user. */
  open(target: string): void;
  isTerminal: boolean;
  now: () => Date;
};

/** Reads what Node gives. A reader that closes early (`| head`) ends the program quietly, as it does for other tools. */
export function processIo(): Io {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  return {
    directory: process.cwd(),
    env: process.env,
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    open: openTarget,
    isTerminal: process.stderr.isTTY === true,
    now: () => new Date(),
  };
}
