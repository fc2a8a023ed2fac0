import { showLocation, UserError, type YamlSource } from '@proofmark/documents';

/** Values for `${NAME}` in a contract, given by whoever runs; the environment of the process is never read. */
export type Variables = Readonly<Record<string, string>>;

/** A second `$` before it makes it text: the standard names no way to write `${NAME}` itself. */
const VARIABLE = /\$?\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/** Placeholders of SQL rules, which are written alike. */
const OF_QUERIES = /^(?:table|model|object|schema|dataset|column|field|property)$/;

/** Parts of a contract that say nothing about data: a variable without value is left as written there. */
const UNUSED = new Set([
  'servers',
  'description',
  'support',
  'team',
  'roles',
  'price',
  'context',
  'authoritativeDefinitions',
  'tags',
]);

/**
 * Puts values in the place of `${NAME}` and `${NAME:-default}` (ODCS v3.2, RFC 50) in every text of a contract, once:
 * a value that looks like a variable stays what it is.
 * @throws UserError `contract-invalid` with the place of a variable that has neither value nor default
 */
export function resolveVariables(source: YamlSource, variables: Variables): YamlSource {
  return { ...source, value: resolve(source.value, [], source, variables) };
}

/**
 * Writes a text of a document without variables so that `resolveVariables` gives it back.
 * @param key under which it stands
 */
export function escapeVariables(text: string, key: PropertyKey | undefined): string {
  return text.replace(VARIABLE, (written, name: string) =>
    key === 'query' && OF_QUERIES.test(name) && !written.startsWith('$$') ? written : `$${written}`,
  );
}

function resolve(
  value: unknown,
  path: readonly PropertyKey[],
  source: YamlSource,
  variables: Variables,
): unknown {
  if (typeof value === 'string')
    return value.includes('${') ? replace(value, path, source, variables) : value;
  if (Array.isArray(value)) return value.map((item, i) => resolve(item, [...path, i], source, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolve(item, [...path, key], source, variables)]),
  );
}

function replace(
  text: string,
  path: readonly PropertyKey[],
  source: YamlSource,
  variables: Variables,
): string {
  return text.replace(VARIABLE, (written, name: string, fallback: string | undefined) => {
    if (written.startsWith('$$')) return written.slice(1);
    if (path.at(-1) === 'query' && OF_QUERIES.test(name)) return written;
    const value = Object.hasOwn(variables, name) ? variables[name] : fallback;
    if (value !== undefined) return value;
    if (UNUSED.has(String(path[0])) || path.at(-1) === 'description') return written;
    const location = source.locate(path);
    throw new UserError(
      'contract-invalid',
      `${showLocation(location)}: the variable ${name} has no value: give it (--var ${name}=VALUE, or \`variables\` in the configuration) or a default in the contract, \${${name}:-VALUE}`,
      { location },
    );
  });
}
