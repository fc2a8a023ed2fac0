import { messageOf, showForeign, showReceived, UnreadableData, UserError } from '@proofmark/documents';
import { explainDamage, explainText } from './explain-text.ts';

const LIMIT = 500;

/** What DuckDB says, without the query and the options of its SQL dialect that follow; data in it is escaped. */
function firstLines(message: string): string {
  const [head = ''] = message.split(
    /\n\n|\nLINE \d+:|\nPossible (?:solutions|fixes)|\nThe search space|\n\s*Candidate (?!bindings)|\n {2}file/,
  );
  const file = fileIn(message);
  const line = head.trim().replaceAll(/\s*\n\s*/g, '; ');
  const whole = file && !line.includes(file) ? `${file}: ${line}` : line;
  return showForeign(whole, LIMIT);
}

/** The file that DuckDB names among its options: none while it finds out about the first lines. */
function fileIn(message: string): string | undefined {
  return /\n {2}file ?= ?(\S.*)/.exec(message)?.[1];
}

function fileBeingRead(doing: string): string | undefined {
  return /^reading (.+?)(?: and \d+ more)?$/.exec(doing)?.[1];
}

/** A line of a text table that does not fit: `p.csv:242: expected 3 columns, received 4: "241,1,0.5,7"`. */
function explainLine(message: string, doing: string, cause: unknown): UnreadableData | undefined {
  const [, line] = /CSV Error on Line: (\d+)/.exec(message) ?? [];
  const file = fileIn(message) ?? fileBeingRead(doing);
  if (line === undefined || file === undefined) return undefined;
  const [, original = ''] = /\nOriginal Line: ?(.*)/.exec(message) ?? [];
  const [, why = ''] = /\nOriginal Line:.*\n(.+)/.exec(message) ?? [];
  const known = explainText(message);
  const { what, remedy, isLine } = known ?? {
    what: 'the line cannot be read',
    remedy: 'correct the line',
    isLine: true,
  };
  const said = known === undefined ? showForeign(why, LIMIT) : what;
  const quoted = isLine ? `: ${showReceived(original)}` : '';
  return new UnreadableData(`${file}:${line}: ${said}${quoted}; ${remedy}`, {
    problem: `${what}; ${remedy}`,
    place: { file, line: Number(line) },
    cause,
  });
}

/**
 * Says what a failed statement means to the user. `doing` completes "while …"; paths below `directory` are shown
 * relative to it.
 */
export function explainFailure(cause: unknown, doing: string, directory = ''): UserError {
  if (cause instanceof UserError) return cause;
  const shown = directory.length > 1 ? messageOf(cause).replaceAll(`${directory}/`, '') : messageOf(cause);
  // Before the rest, as it may quote the name of a file, or of a reader.
  if (/^Out of Memory/i.test(shown)) {
    const remedy = 'raise engine.memory in the configuration, or use a larger machine';
    return new UserError('engine-failed', `while ${doing}: ${firstLines(shown)}; ${remedy}`, { cause });
  }
  const line = explainLine(shown, doing, cause);
  if (line) return line;
  const message = firstLines(shown);
  const damage = explainDamage(message);
  if (damage) {
    const { problem, file = fileBeingRead(doing) } = damage;
    const place = file === undefined ? undefined : { file };
    return new UnreadableData(`while ${doing}: ${message}`, { problem, place, cause });
  }
  const isData =
    /CSV Error|sniffing file|Malformed JSON|Conversion Error|Parquet|JSON transform error|Invalid unicode/i;
  if (isData.test(message)) {
    return new UserError('data-invalid', `while ${doing}: ${message}`, { cause });
  }
  return new UserError('engine-failed', `while ${doing}: ${message}`, { cause });
}

/** A query that took more memory than the engine is given. */
export function tooLarge(sql: string): UserError {
  return new UserError(
    'engine-failed',
    `a query was stopped: it takes more memory than the engine is given; simplify it, or raise engine.memory in the configuration; query: ${showReceived(sql)}`,
  );
}

/** A query that ran longer than allowed. */
export function timedOut(milliseconds: number, sql: string): UserError {
  const seconds = Math.round(milliseconds / 100) / 10;
  return new UserError(
    'engine-timeout',
    `a query was stopped: expected at most ${seconds} s; simplify it, or raise engine.timeout (minutes) in the configuration; query: ${showReceived(sql)}`,
  );
}
