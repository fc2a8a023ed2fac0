import { type Logger, showLocation } from '@proofmark/documents';
import { plain } from '@proofmark/report';
import type { Io } from './io.ts';

/** Logs to standard error, so that standard output holds only what was asked for. */
export function terminalLogger(io: Pick<Io, 'writeError' | 'isTerminal'>): Logger {
  let progressShown = false;
  const line = (text: string) => {
    if (progressShown) io.writeError('\r\u001b[K');
    progressShown = false;
    io.writeError(`${plain(text)}\n`);
  };
  const located = (level: string, message: string, location?: { file: string; line?: number | undefined }) =>
    line(`${level}: ${location ? `${showLocation(location)}: ` : ''}${message}`);
  return {
    info: line,
    warning: (message, location) => located('warning', message, location),
    error: (message, location) => located('error', message, location),
    debug() {},
    progress(done, total, what) {
      // A pipe or a log file has no line to write over.
      if (!io.isTerminal) return;
      const share = total > 0 ? `${Math.floor((100 * done) / total)} %` : String(done);
      io.writeError(`\r\u001b[K${plain(what)}: ${share}`);
      progressShown = true;
    },
    group: async (title, work) => {
      line(title);
      return work();
    },
  };
}
