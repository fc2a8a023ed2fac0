import { EOL } from 'node:os';
import type { Environment } from './inputs.ts';
import { appendEntry, appendToFile, type CommandProperties, workflowCommand } from './runner-commands.ts';

export type Place = { readonly file?: string; readonly startLine?: number; readonly startColumn?: number };

/** The runner as an action sees it. */
export type Toolkit = {
  readonly env: Environment;
  setSecret(secret: string): void;
  setOutput(name: string, value: string): void;
  setExitCode(code: number): void;
  /** Ends the process with `code` after `report`, when something is thrown that no caller waits for. */
  onCrash(code: number, report: (error: unknown) => void): void;
  info(message: string): void;
  debug(message: string): void;
  notice(message: string): void;
  warning(message: string, place: Place): void;
  error(message: string, place: Place): void;
  startGroup(title: string): void;
  endGroup(): void;
  appendSummary(markdown: string): void;
};

/** The runner this process was started by. */
export function runnerToolkit(): Toolkit {
  const { env } = process;
  const print = (line: string) => process.stdout.write(`${line}${EOL}`);
  const command = (name: string, message: string, properties: CommandProperties = {}) =>
    print(workflowCommand(name, properties, message));
  return {
    env,
    setSecret: (secret) => command('add-mask', secret),
    setOutput(name, value) {
      // A runner older than the files reads the command, after an empty line.
      if (!appendEntry(env, 'GITHUB_OUTPUT', name, value)) {
        print('');
        command('set-output', value, { name });
      }
    },
    setExitCode(code) {
      process.exitCode = code;
    },
    onCrash(code, report) {
      process.once('uncaughtException', (error) => {
        report(error);
        process.exit(code);
      });
    },
    info: print,
    debug: (message) => command('debug', message),
    notice: (message) => command('notice', message),
    warning: (message, place) => command('warning', message, placeProperties(place)),
    error: (message, place) => command('error', message, placeProperties(place)),
    startGroup: (name) => command('group', name),
    endGroup: () => command('endgroup', ''),
    appendSummary: (markdown) => {
      appendToFile(env, 'GITHUB_STEP_SUMMARY', markdown + EOL);
    },
  };
}

function placeProperties({ file, startLine, startColumn }: Place): CommandProperties {
  return { file, line: startLine, col: startColumn };
}
