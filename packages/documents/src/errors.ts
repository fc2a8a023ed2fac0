/** What went wrong, for programs: tests and callers branch on the code, people read the message. */
export type ErrorCode =
  | 'config-invalid'
  | 'contract-invalid'
  | 'data-invalid'
  | 'data-missing'
  | 'document-invalid'
  | 'document-version'
  | 'engine-failed'
  | 'engine-timeout'
  | 'engine-unavailable'
  | 'evidence-invalid'
  | 'file-missing'
  | 'github-conflict'
  | 'github-permission'
  | 'github-unavailable'
  | 'input-invalid'
  | 'model-invalid'
  | 'output-unwritable'
  | 'policy-invalid'
  | 'predictions-invalid'
  | 'query-refused'
  | 'unsafe-event';

/** Where an error stands in a file the user wrote. Lines and columns count from 1. */
export type SourceLocation = { file: string; line?: number | undefined; column?: number | undefined };

/**
 * Something the user can fix: shown as one line, without a stack, and ends the run with exit code 2.
 * The message says what is wrong, where, what was expected, what was received and what to do.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: ErrorCode;
  readonly location: SourceLocation | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; location?: SourceLocation | undefined } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.location = options.location;
  }
}

/**
 * Data whose bytes cannot be read: a row of another width, an open quote, another encoding, a damaged file. The message
 * may quote them; `problem` says the same, and what to do, without a word of the data.
 */
export class UnreadableData extends UserError {
  readonly problem: string;
  /** The file, and the line in it, where they are known. */
  readonly place: SourceLocation | undefined;

  constructor(
    message: string,
    { problem, place, ...options }: { problem: string; place?: SourceLocation | undefined; cause?: unknown },
  ) {
    super('data-invalid', message, { ...options, location: place?.line === undefined ? undefined : place });
    this.problem = problem;
    this.place = place;
  }
}

const RECEIVED_LIMIT = 200;

/**
 * Renders a value from outside for an error message: JSON, so that control characters are escaped,
 * and cut at 200 characters, so that a hostile value cannot flood the log.
 */
export function showReceived(value: unknown): string {
  const text = escapeInvisible(stringify(value));
  return text.length > RECEIVED_LIMIT ? `${text.slice(0, RECEIVED_LIMIT)}… (cut)` : text;
}

/** Foreign words inside a message of ours, without quotes around them: escaped and cut at `limit` characters. */
export function showForeign(message: string, limit: number): string {
  const text = escapeInvisible(JSON.stringify(message).slice(1, -1).replaceAll('\\"', '"'));
  return text.length > limit ? `${text.slice(0, limit)}… (cut)` : text;
}

/** JSON leaves bidirectional overrides and zero-width characters as they are; a terminal obeys them. */
function escapeInvisible(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function stringify(value: unknown): string {
  // JSON has no word for NaN and the infinities.
  if (typeof value === 'number') return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // JSON.parse reads any depth, JSON.stringify does not write it.
    return '(nested too deeply to show)';
  }
}

/** `file:line:column`, as editors and terminals link it. */
export function showLocation(location: SourceLocation): string {
  return [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
