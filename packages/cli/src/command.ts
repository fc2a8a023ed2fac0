import type { Status } from '@proofmark/documents';
import type { Command } from 'commander';
import type { Io } from './io.ts';

export const exitCodes = { pass: 0, fail: 1, error: 2, inconclusive: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Adds one command to the program; the exit code of its run goes to `exit`. */
export type Add = (program: Command, io: Io, exit: (code: ExitCode) => void) => void;

/** The exit code of a verdict. */
export function exitCodeOf(status: Status): ExitCode {
  return exitCodes[status];
}

/** The options that every command with documents has. */
export function withPlace(command: Command): Command {
  return command
    .option('--config <file>', 'the configuration', 'proofmark.yml')
    .option('--out-dir <directory>', 'where JSON documents go and come from', 'proofmark-out');
}

/** Examples at the end of `--help`. */
export function withExamples(command: Command, ...examples: string[]): Command {
  return command.addHelpText(
    'after',
    `\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`,
  );
}

/** Collects the values of an option that may be repeated. */
export function append(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}
