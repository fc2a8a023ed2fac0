import { type Aggregate, messageOf, type StatedValue, showReceived, UserError } from '@proofmark/documents';

/** A result with its name, as a tool states it. */
export type ImportedValue = StatedValue & {
  metric: string;
  direction?: Aggregate['direction'];
};

export type Imported = {
  values: ImportedValue[];
  /** What names the rows that were evaluated (a dataset revision, a hash), where the tool tells. */
  testSet?: string;
  /** What was not taken over, and why. */
  notes: string[];
  /** The results before, where one file compares two. */
  old?: Omit<Imported, 'old'>;
};

/** A file that was read; `where` names it in messages. */
export type Source = { text: string; where: string };

const MAX_VALUES = 10_000;
const MAX_NAME = 300;
const MAX_DEPTH = 20;

/** The error of every importer: where, what was expected and received. */
export function refuseImport(where: string, problem: string, cause?: unknown): UserError {
  return new UserError('predictions-invalid', `${where}: ${problem}`, { cause });
}

/**
 * JSON as Python writes it: NaN and Infinity stand for themselves there, and become null here.
 * @throws UserError `predictions-invalid`
 */
export function parsePythonJson({ text, where }: Source): unknown {
  const strict = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
    found.startsWith('"') ? found : 'null',
  );
  try {
    return JSON.parse(strict);
  } catch (cause) {
    throw refuseImport(
      where,
      `not valid JSON: ${messageOf(cause).slice(0, 200)}; it may be cut off: make it again`,
      cause,
    );
  }
}

/** An object that is no list; undefined for everything else. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

export function asList(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** @throws UserError `predictions-invalid` saying what the format has there */
export function requireRecord(
  value: unknown,
  where: string,
  expected: string,
): Readonly<Record<string, unknown>> {
  const record = asRecord(value);
  if (record === undefined)
    throw refuseImport(where, `expected ${expected}, received ${showReceived(value)}`);
  return record;
}

export function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Every number of a nested document by its dotted path; texts are passed over, null (NaN) is noted. */
export function flattenNumbers(
  value: unknown,
  prefix: string,
  found: Imported,
  where: string,
  depth = 0,
): void {
  if (depth > MAX_DEPTH) throw refuseImport(where, `nested too deeply: expected at most ${MAX_DEPTH} levels`);
  if (typeof value === 'number' && Number.isFinite(value)) {
    found.values.push({ metric: prefix === '' ? 'value' : prefix, value });
  } else if (value === null || typeof value === 'number') {
    found.notes.push(`${prefix}: no finite number`);
  } else if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      flattenNumbers(inner, prefix === '' ? key : `${prefix}.${key}`, found, where, depth + 1);
    }
  }
}

/**
 * Refuses what no evaluation could hold: nothing, too much, names twice.
 * @throws UserError `predictions-invalid`
 */
export function checkImported(imported: Imported, where: string): Imported {
  const { values, notes } = imported;
  if (values.length === 0) {
    const why = notes.length > 0 ? ` (${notes.slice(0, 3).join('; ')})` : '';
    throw refuseImport(
      where,
      `no metrics: expected at least one finite number${why}; check the file and evaluation.import.format`,
    );
  }
  if (values.length > MAX_VALUES) {
    throw refuseImport(where, `expected at most ${MAX_VALUES} metrics, received ${values.length}`);
  }
  const seen = new Set<string>();
  for (const { metric } of values) {
    if (metric.length > MAX_NAME || metric.trim() === '') {
      throw refuseImport(
        where,
        `expected names of 1 to ${MAX_NAME} characters, received ${showReceived(metric)}`,
      );
    }
    if (seen.has(metric)) {
      throw refuseImport(where, `the metric ${showReceived(metric)} is there twice: which one is meant?`);
    }
    seen.add(metric);
  }
  return imported;
}
