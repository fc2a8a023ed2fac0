/** Where a run tells people what it does. Actions log to the workflow, the CLI to the terminal, tests to a list. */
export type Logger = {
  info(message: string): void;
  warning(message: string, location?: { file: string; line?: number | undefined }): void;
  error(message: string, location?: { file: string; line?: number | undefined }): void;
  debug(message: string): void;
  /** `done` of `total` (same unit, `total` 0 when unknown) of a long piece of work. */
  progress(done: number, total: number, what: string): void;
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
};

/** Says nothing: for library use and tests that look at results only. */
export const silentLogger: Logger = {
  info() {},
  warning() {},
  error() {},
  debug() {},
  progress() {},
  group: (_title, work) => work(),
};
