import { showReceived, UserError } from '@proofmark/documents';
import { SizeGuard } from './guard-sizes.ts';

/** Table functions that make rows out of values or tables; all others read files, settings or the system. */
const TABLE_FUNCTIONS = new Set(['generate_series', 'range', 'repeat', 'unnest', 'json_each', 'json_tree']);

/**
 * Functions of one row that tell of the machine instead of the data, change something, only take time or memory, or give
 * another result every time: a result must be repeatable.
 */
const FORBIDDEN_FUNCTIONS = new Set(
  (
    'current_setting getvariable getenv nextval currval write_log sleep_ms pg_sleep pg_get_viewdef ' +
    // What a fold builds may double with every item of a list, within one call.
    'list_reduce array_reduce reduce ' +
    'random setseed uuid gen_random_uuid uuidv4 uuidv7'
  ).split(' '),
);

/**
 * Judges SQL by its syntax tree, as `json_serialize_sql` of DuckDB prints it (which serialises SELECT alone).
 * This gives a clear error early; it is not the barrier. Of functions of one row it knows some by name, no more. What
 * keeps a query from files, the network and the settings is the sealed engine: `enable_external_access` off and the configuration locked
 * before the first such query runs.
 * @param tables the names that the SQL may read, besides those it defines itself
 * @throws UserError `query-refused`
 */
export function refuseUnsafe(tree: string, sql: string, tables: ReadonlySet<string>): void {
  const parsed = readTree(tree, sql);
  if (sql.includes('\0')) refuse(sql, 'it holds a NUL character, where some readers end and others do not');
  if (parsed.error) refuse(sql, `expected one SELECT${whyNot(parsed.error_message)}`);
  if (parsed.statements?.length !== 1) {
    refuse(sql, `expected one statement, received ${parsed.statements?.length ?? 0}`);
  }
  const sizes = new SizeGuard();
  for (const { node, scope } of walk(parsed.statements, tables)) {
    const problem = problemOf(node, scope, tables) ?? sizes.problemOf(node);
    if (problem !== undefined) refuse(sql, problem);
  }
}

type Parsed = { error: boolean; error_message?: string; statements?: unknown[] };

function readTree(tree: string, sql: string): Parsed {
  try {
    return JSON.parse(tree) as Parsed;
  } catch {
    return refuse(sql, 'it holds a number that is not finite');
  }
}

function problemOf(
  node: SyntaxNode,
  scope: ReadonlySet<string>,
  tables: ReadonlySet<string>,
): string | undefined {
  if (node.type === 'TABLE_FUNCTION') {
    const name = String((node.function as { function_name?: unknown } | undefined)?.function_name);
    if (!TABLE_FUNCTIONS.has(name.toLowerCase())) return `the table function ${name} is not allowed`;
  }
  if (node.type === 'FUNCTION' && FORBIDDEN_FUNCTIONS.has(String(node.function_name).toLowerCase()))
    return `the function ${String(node.function_name)} is not allowed`;
  if (node.type === 'BASE_TABLE') {
    const name = String(node.table_name).toLowerCase();
    const qualified = node.schema_name || node.catalog_name;
    if (qualified || !scope.has(name)) {
      const known = [...tables].join(', ') || 'none';
      return `it reads ${showReceived(node.table_name)}, which is not a table; expected ${known}`;
    }
  }
  if (node.type === 'SHOW_REF') return 'expected one SELECT';
  const sample = sampleProblem(node.sample);
  if (sample !== undefined) return sample;
  if (node.class === 'PARAMETER') return 'parameters are not allowed';
  return undefined;
}

/** Of a sample without a seed, and of one of blocks (`SYSTEM`), which threads divide in another way each time. */
function sampleProblem(sample: unknown): string | undefined {
  if (typeof sample !== 'object' || sample === null) return undefined;
  const { seed, method } = sample as { seed?: unknown; method?: unknown };
  if (String(method).toLowerCase() === 'system') {
    return 'a sample of blocks gives another result every time: expected `reservoir(…)` or `bernoulli(…)`, with a seed';
  }
  return typeof seed === 'number' && seed >= 0
    ? undefined
    : 'a sample without a seed gives another result every time: expected `REPEATABLE (7)` behind it';
}

/** The parser's complaint; that something else than SELECT cannot be serialised is our way of asking, not news. */
function whyNot(message: string | undefined): string {
  return message === undefined || message.includes('serialized') ? '' : `: ${message}`;
}

type SyntaxNode = Record<string, unknown>;

/**
 * Each node with the names that a table may have there. A name of WITH holds in the query behind it and in the later
 * names, not before: there, DuckDB would take it for a file.
 */
function* walk(
  value: unknown,
  scope: ReadonlySet<string>,
): Generator<{ node: SyntaxNode; scope: ReadonlySet<string> }> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item, scope);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const node = value as SyntaxNode;
  yield { node, scope };
  const { cte_map: withs, ...rest } = node;
  const inner = new Set(scope);
  for (const { key, value: definition } of (withs as { map?: Named[] } | undefined)?.map ?? []) {
    yield* walk(definition, inner);
    inner.add(String(key).toLowerCase());
  }
  if (node.type !== 'RECURSIVE_CTE_NODE') {
    yield* walk(Object.values(rest), inner);
    return;
  }
  // The part that repeats, and only that, reads what is being defined.
  const { right, ...first } = rest;
  yield* walk(Object.values(first), inner);
  yield* walk(right, new Set([...inner, String(node.cte_name).toLowerCase()]));
}

type Named = { key?: unknown; value?: unknown };

function refuse(sql: string, why: string): never {
  throw new UserError(
    'query-refused',
    `the SQL is refused: ${why}; only one SELECT over the attached tables may run; query: ${showReceived(sql)}`,
  );
}
