import type { Logger } from '@proofmark/documents';

export type LogEntry = {
  readonly level: 'info' | 'warning' | 'error' | 'debug' | 'progress' | 'group';
  readonly message: string;
  readonly location?: { file: string; line?: number | undefined } | undefined;
};

/** A logger for tests: keeps what it is told. */
export function recordingLogger(): Logger & { readonly entries: readonly LogEntry[] } {
  const entries: LogEntry[] = [];
  const keep = (level: LogEntry['level']) => (message: string, location?: LogEntry['location']) => {
    entries.push(location ? { level, message, location } : { level, message });
  };
  return {
    entries,
    info: keep('info'),
    warning: keep('warning'),
    error: keep('error'),
    debug: keep('debug'),
    progress: (done, total, what) => keep('progress')(`${what} ${done}/${total}`),
    group(title, work) {
      keep('group')(title);
      return work();
    },
  };
}
