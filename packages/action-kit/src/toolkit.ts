import * as core from '@actions/core';
import type { Environment } from './inputs.ts';

export type Place = { readonly file?: string; readonly startLine?: number; readonly startColumn?: number };

/** The runner as an action sees it; the real one is `@actions/core`. */
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
  appendSummary(markdown: string): Promise<void>;
};

/** The runner this process was started by. */
export function runnerToolkit(): Toolkit {
  return {
    env: process.env,
    setSecret: core.setSecret,
    setOutput: core.setOutput,
    setExitCode(code) {
      process.exitCode = code;
    },
    onCrash(code, report) {
      process.once('uncaughtException', (error) => {
        report(error);
        process.exit(code);
      });
    },
    info: core.info,
    debug: core.debug,
    notice: (message) => core.notice(message),
    warning: (message, place) => core.warning(message, place),
    error: (message, place) => core.error(message, place),
    startGroup: core.startGroup,
    endGroup: core.endGroup,
    async appendSummary(markdown) {
      await core.summary.addRaw(markdown, true).write();
    },
  };
}
