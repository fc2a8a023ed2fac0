import { messageOf, showForeign, showReceived, UserError } from '@proofmark/documents';

const LIMIT = 500;

/** What DuckDB says, without the query and the options of its SQL dialect that follow; data in it is escaped. */
function firstLines(message: string): string {
  const [head = ''] = message.split(
    /\n\n|\nLINE \d+:|\nPossible (?:solutions|fixes)|\nThe search space|\n\s*Candidate|\n {2}file/,
  );
  const [, file] = /\n {2}file ?= ?(.+)/.exec(message) ?? [];
  const line = head.trim().replaceAll(/\s*\n\s*/g, '; ');
  const whole = file && !line.includes(file) ? `${file}: ${line}` : line;
  return showForeign(whole, LIMIT);
}

/** Says what a failed statement means to the user. `doing` completes "while …". */
export function explainFailure(error: unknown, doing: string): UserError {
  if (error instanceof UserError) return error;
  const message = firstLines(messageOf(error));
  const isData =
    /CSV Error|sniffing file|Malformed JSON|Conversion Error|Parquet|JSON transform error|Invalid unicode/i;
  if (isData.test(message)) {
    return new UserError('data-invalid', `while ${doing}: ${message}`, { cause: error });
  }
  if (/^Out of Memory/i.test(message)) {
    const remedy = 'raise the memory limit or use a larger machine';
    return new UserError('engine-failed', `while ${doing}: ${message}; ${remedy}`, { cause: error });
  }
  return new UserError('engine-failed', `while ${doing}: ${message}`, { cause: error });
}

/** A query that ran longer than allowed. */
export function timedOut(milliseconds: number, sql: string): UserError {
  const seconds = Math.round(milliseconds / 100) / 10;
  return new UserError(
    'engine-timeout',
    `a query was stopped: expected at most ${seconds} s; simplify it or raise the time limit; query: ${showReceived(sql)}`,
  );
}
