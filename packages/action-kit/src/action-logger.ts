import type { Logger } from '@proofmark/documents';
import { safeLines } from './safe-text.ts';
import type { Place, Toolkit } from './toolkit.ts';

// GitHub shows ten annotations of a level per step. One error is kept back for the line that says why a run failed.
const limits = { warning: 10, error: 9 } as const;

export type ActionLogger = Logger & {
  /** Says how many annotations were left out, if any. Call once, at the end. */
  finish(): void;
};

/** Logs to the workflow: warnings and errors are annotations up to GitHub's limit, then plain lines. */
export function actionLogger(toolkit: Toolkit): ActionLogger {
  const counts = { warning: 0, error: 0 };
  const progress = progressLines((line) => toolkit.info(safeLines(line)));

  function annotate(level: 'warning' | 'error', message: string, location: Parameters<Logger['warning']>[1]) {
    counts[level] += 1;
    const safe = safeLines(message);
    if (counts[level] <= limits[level]) toolkit[level](safe, place(location));
    else toolkit.info(safeLines(`${level}: ${location ? `${showPlace(location)}: ` : ''}${message}`));
  }

  return {
    info: (message) => toolkit.info(safeLines(message)),
    debug: (message) => toolkit.debug(safeLines(message)),
    warning: (message, location) => annotate('warning', message, location),
    error: (message, location) => annotate('error', message, location),
    progress,
    async group(title, work) {
      toolkit.startGroup(safeLines(title));
      try {
        return await work();
      } finally {
        toolkit.endGroup();
      }
    },
    finish() {
      for (const level of ['error', 'warning'] as const) {
        const left = counts[level] - limits[level];
        if (left > 0) {
          toolkit.notice(
            `${left} more ${level}${left === 1 ? '' : 's'} not shown as annotations: see the log.`,
          );
        }
      }
    },
  };
}

function place(location: { file: string; line?: number | undefined } | undefined): Place {
  if (location === undefined) return {};
  return location.line === undefined
    ? { file: location.file }
    : { file: location.file, startLine: location.line };
}

function showPlace(location: { file: string; line?: number | undefined }): string {
  return location.line === undefined ? location.file : `${location.file}:${location.line}`;
}

/**
 * Turns a stream of progress calls into few log lines: one per tenth of the work, or per doubling where the total
 * is unknown. By counts, not by the clock, so that a log reads the same on a slow machine.
 */
export function progressLines(print: (line: string) => void): Logger['progress'] {
  let current = '';
  let printed = -1;
  return (done, total, what) => {
    if (what !== current) {
      current = what;
      printed = -1;
    }
    const step = total > 0 ? Math.floor((10 * done) / total) : Math.floor(Math.log2(done + 1));
    if (step <= printed) return;
    printed = step;
    const share = total > 0 ? ` of ${grouped(total)} (${Math.floor((100 * done) / total)} %)` : '';
    print(`${what}: ${grouped(done)}${share}`);
  };
}

/** `1,234,567`. Not with Intl, whose tables take longer to load than the rest of an action. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
