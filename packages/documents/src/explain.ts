import type { z } from 'zod';
import { type ErrorCode, showLocation, showReceived, UserError } from './errors.ts';
import type { YamlSource } from './yaml.ts';

type Issue = z.core.$ZodIssue;

/**
 * Checks a value against a schema.
 * @throws UserError naming the first wrong field, with what was expected and received
 */
export function check<S extends z.ZodType>(
  schema: S,
  value: unknown,
  where: { what: string; code: ErrorCode; source?: YamlSource },
): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = deepest(result.error.issues);
  const location = where.source?.locate(
    issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path,
    issue.code === 'unrecognized_keys' ? 'key' : 'value',
  );
  const at = location ? showLocation(location) : where.what;
  throw new UserError(
    where.code,
    `${at}: ${describe(issue, value, schema)}${countMore(result.error.issues)}`,
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

function describe(issue: Issue, root: unknown, schema: z.ZodType): string {
  const field = showPath(issue.path);
  const received = showReceived(valueAt(root, issue.path));
  switch (issue.code) {
    case 'unrecognized_keys': {
      const key = issue.keys[0] ?? '';
      const known = knownKeys(schema, issue.path);
      const near = nearest(key, known);
      const hint = near
        ? `, did you mean "${near}"?`
        : known.length
          ? `; expected one of ${known.join(', ')}`
          : '';
      return `${field ? `${field}: ` : ''}unknown key ${showReceived(key)}${hint}`;
    }
    case 'invalid_type': {
      const expected = kinds[issue.expected] ?? issue.expected;
      const value = valueAt(root, issue.path);
      if (!field && (value === undefined || value === null)) return `the file is empty: expected ${expected}`;
      if (value === undefined) return `${field} is missing: expected ${expected}`;
      // YAML reads 1.0, true and no as what they look like.
      const isPlain = issue.expected === 'string' && ['number', 'boolean'].includes(typeof value);
      const remedy = isPlain ? '; put it in quotes' : '';
      return `${field ? `${field}: ` : ''}expected ${expected}, received ${received}${remedy}`;
    }
    case 'invalid_value':
      return `${field}: expected ${issue.values.map((v) => showReceived(v)).join(' or ')}, received ${received}`;
    case 'too_small':
    case 'too_big': {
      const said = issue.message.startsWith('Too ') ? `expected ${showBound(issue)}` : issue.message;
      return `${field ? `${field}: ` : ''}${said}, received ${received}`;
    }
    default: {
      const isMissing = valueAt(root, issue.path) === undefined;
      if (isMissing && issue.code === 'invalid_union') return `${field} is missing`;
      return `${field ? `${field}: ` : ''}${issue.message}${isMissing ? '' : `, received ${received}`}`;
    }
  }
}

type BoundIssue = Extract<Issue, { code: 'too_small' | 'too_big' }>;

/** `more than 0.5`, `at least 1 entry`: a bound in the words of the other messages. */
function showBound(issue: BoundIssue): string {
  const [closed, open, bound] =
    issue.code === 'too_small'
      ? ['at least', 'more than', issue.minimum]
      : ['at most', 'less than', issue.maximum];
  const things: Readonly<Record<string, readonly [string, string]>> = {
    string: ['character', 'characters'],
    array: ['entry', 'entries'],
  };
  const thing = things[issue.origin]?.[Number(bound) === 1 ? 0 : 1];
  const how = issue.exact ? 'exactly' : issue.inclusive ? closed : open;
  return `${how} ${bound}${thing === undefined ? '' : ` ${thing}`}`;
}

/** The words of JSON Schema in those of people who write YAML. */
const kinds: Readonly<Record<string, string>> = {
  object: 'a mapping of keys',
  record: 'a mapping of keys',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

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
