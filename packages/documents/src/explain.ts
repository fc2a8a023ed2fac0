import type { z } from 'zod';
import { type ErrorCode, showLocation, showReceived, UserError } from './errors.ts';
import { expectationOf } from './expectations.ts';
import type { YamlSource } from './yaml.ts';

type Issue = z.core.$ZodIssue;

/**
 * Checks a value against a schema.
 * @param where.unknownKey what else to say of a key that is not known
 * @throws UserError naming the first wrong field, with what was expected and received
 */
export function check<S extends z.ZodType>(
  schema: S,
  value: unknown,
  where: { what: string; code: ErrorCode; source?: YamlSource; unknownKey?: string },
): z.infer<S> {
  // A schema is used once or twice in a run: compiling it takes longer than it saves.
  const result = schema.safeParse(value, { jitless: true });
  if (result.success) return result.data;
  const issue = deepest(result.error.issues);
  const location = where.source?.locate(
    issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path,
    issue.code === 'unrecognized_keys' ? 'key' : 'value',
  );
  const at = location ? showLocation(location) : where.what;
  throw new UserError(
    where.code,
    `${at}: ${describe(issue, value, schema, where.unknownKey)}${countMore(result.error.issues)}`,
    {
      cause: result.error,
      location,
    },
  );
}

function countMore(issues: readonly Issue[]): string {
  return issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
}

/** Inside a union the issue that matters is the one of the branch that got furthest. */
function deepest(issues: readonly Issue[]): Issue {
  const [first] = issues;
  if (!first) throw new Error('a failed check has no issue');
  if (first.code !== 'invalid_union') return first;
  const inner = first.errors.map((branch) => branch[0]).filter((issue) => issue !== undefined);
  inner.sort((a, b) => b.path.length - a.path.length);
  const [best] = inner;
  return best && best.path.length > 0 ? { ...best, path: [...first.path, ...best.path] } : first;
}

function describe(issue: Issue, root: unknown, schema: z.ZodType, unknownKey = ''): string {
  const field = showPath(issue.path);
  const at = field ? `${field}: ` : '';
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = knownKeys(schema, issue.path);
    const near = nearest(key, known);
    const hint = near
      ? `, did you mean "${near}"?`
      : known.length
        ? `; expected one of ${known.join(', ')}`
        : '';
    return `${at}unknown key ${showReceived(key)}${hint}${unknownKey}`;
  }
  const value = valueAt(root, issue.path);
  if (issue.code === 'custom' && !/^(Invalid input: )?expected /.test(issue.message))
    return `${at}${issue.message}${showValue(issue.message, value)}`;
  const expected = expectationOf(issue);
  if (!field && (value === undefined || value === null)) return `the file is empty: expected ${expected}`;
  if (value === undefined) return `${field} is missing: expected ${expected}`;
  // YAML reads 1.0, true and no as what they look like.
  const isPlain =
    issue.code === 'invalid_type' && issue.expected === 'string' && /^(number|boolean)$/.test(typeof value);
  return `${at}expected ${expected}${showValue(expected, value)}${isPlain ? '; put it in quotes' : ''}`;
}

/** Once is enough: a rule of a schema may have told it. */
function showValue(told: string, value: unknown): string {
  return value === undefined || told.includes('received ') ? '' : `, received ${showReceived(value)}`;
}

function showPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i ? `.${String(step)}` : String(step)))
    .join('');
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<PropertyKey, unknown> | null | undefined)?.[step],
    root,
  );
}

/** The keys a schema knows at a path, looked up through its public JSON-like definition. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = schema;
  for (const step of [...path, undefined]) {
    at = unwrap(at);
    const def = (
      at as { def?: { type?: string; shape?: Record<string, unknown>; element?: unknown } } | undefined
    )?.def;
    if (step === undefined) return Object.keys(def?.shape ?? {});
    at = def?.type === 'array' ? def.element : def?.shape?.[String(step)];
  }
  return [];
}

function unwrap(schema: unknown): unknown {
  const inner = (schema as { def?: { innerType?: unknown } } | undefined)?.def?.innerType;
  return inner ? unwrap(inner) : schema;
}

/** The known key within two typing mistakes (Levenshtein), if any. */
export function nearest(key: string, known: readonly string[]): string | undefined {
  const ranked = known.map((name) => ({
    name,
    distance: editDistance(key.toLowerCase(), name.toLowerCase()),
  }));
  ranked.sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.min(2, Math.floor(best.name.length / 2)) ? best.name : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
