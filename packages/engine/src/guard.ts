import { showReceived, UserError } from '@proofmark/documents';

/** Table functions that make rows out of values or tables; all others read files, settings or the system. */
const TABLE_FUNCTIONS = new Set(['generate_series', 'range', 'repeat', 'unnest', 'json_each', 'json_tree']);

/**
 * Judges SQL by its syntax tree, as `json_serialize_sql` of DuckDB prints it (which serialises SELECT alone).
 * This gives a clear error early; it is not the barrier. Scalar functions are not looked at. What keeps a query from
 * files, the network and the settings is the sealed engine: `enable_external_access` off and the configuration locked
 * before the first such query runs.
 * @param tables the names that the SQL may read, besides those it defines itself
 * @throws UserError `query-refused`
 */
export function refuseUnsafe(tree: string, sql: string, tables: ReadonlySet<string>): void {
  const parsed = JSON.parse(tree) as { error: boolean; error_message?: string; statements?: unknown[] };
  if (parsed.error) refuse(sql, `expected one SELECT${whyNot(parsed.error_message)}`);
  if (parsed.statements?.length !== 1) {
    refuse(sql, `expected one statement, received ${parsed.statements?.length ?? 0}`);
  }
  const nodes = [...walk(parsed.statements)];
  const defined = new Set(nodes.flatMap(commonTableNames));
  for (const node of nodes) {
    if (node.type === 'TABLE_FUNCTION') {
      const name = String((node.function as { function_name?: unknown } | undefined)?.function_name);
      if (!TABLE_FUNCTIONS.has(name.toLowerCase())) refuse(sql, `the table function ${name} is not allowed`);
    }
    if (node.type === 'BASE_TABLE') {
      const name = String(node.table_name).toLowerCase();
      const qualified = node.schema_name || node.catalog_name;
      if (qualified || !(tables.has(name) || defined.has(name))) {
        const known = [...tables].join(', ') || 'none';
        refuse(sql, `it reads ${showReceived(node.table_name)}, which is not a table; expected ${known}`);
      }
    }
    if (node.type === 'SHOW_REF') refuse(sql, 'expected one SELECT');
    if (node.class === 'PARAMETER') refuse(sql, 'parameters are not allowed');
  }
}

/** The parser's complaint; that something else than SELECT cannot be serialised is our way of asking, not news. */
function whyNot(message: string | undefined): string {
  return message === undefined || message.includes('serialized') ? '' : `: ${message}`;
}

type SyntaxNode = Record<string, unknown>;

function* walk(value: unknown): Generator<SyntaxNode> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item);
  } else if (value !== null && typeof value === 'object') {
    yield value as SyntaxNode;
    for (const item of Object.values(value)) yield* walk(item);
  }
}

function commonTableNames(node: SyntaxNode): string[] {
  const map = (node.cte_map as { map?: { key?: unknown }[] } | undefined)?.map ?? [];
  return map.map(({ key }) => String(key).toLowerCase());
}

function refuse(sql: string, why: string): never {
  throw new UserError(
    'query-refused',
    `the SQL is refused: ${why}; only one SELECT over the attached tables may run; query: ${showReceived(sql)}`,
  );
}
