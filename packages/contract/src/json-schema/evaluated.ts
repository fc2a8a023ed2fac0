import type { JsonCondition, KnownItems, KnownMembers } from './condition.ts';
import { type Compile, lacks, membersIn, prefixOf, re2Of, schemasIn } from './parts.ts';

type Schema = Record<string, unknown>;
type Branch = { schema: Schema; when?: JsonCondition };

/**
 * The members that a schema knows: those of its own keywords, and those of the schemas that apply in the same place,
 * as far as they hold (JSON Schema 2020-12, core, section 11.3).
 * @param asking the keyword that asks, which is not among what it looks at
 */
export function knownMembers(schema: Schema, compile: Compile, asking?: string): KnownMembers[] {
  const { properties, patternProperties } = schema;
  const names = properties === undefined ? [] : membersIn('properties', properties).map(([name]) => name);
  const patterns =
    patternProperties === undefined
      ? []
      : membersIn('patternProperties', patternProperties).map(([pattern]) => re2Of(pattern));
  const all = ['additionalProperties', 'unevaluatedProperties'].some(
    (name) => name !== asking && schema[name] !== undefined,
  );
  const own = names.length + patterns.length > 0 || all ? [{ names, patterns, all }] : [];
  return [...own, ...inBranches(schema, compile, (branch) => knownMembers(branch, compile))];
}

/** The items that a schema knows, in the same way; `contains` knows those that it finds. */
export function knownItems(schema: Schema, compile: Compile, asking?: string): KnownItems[] {
  const all = ['items', 'unevaluatedItems'].some((name) => name !== asking && schema[name] !== undefined);
  const first = prefixOf(schema).length;
  const own: KnownItems[] = all || first > 0 ? [{ first: all ? undefined : first }] : [];
  if (schema.contains !== undefined) own.push({ first: 0, matching: compile(schema.contains) });
  return [...own, ...inBranches(schema, compile, (branch) => knownItems(branch, compile))];
}

function inBranches<K extends { when?: JsonCondition }>(
  schema: Schema,
  compile: Compile,
  known: (schema: Schema) => K[],
): K[] {
  return branchesOf(schema, compile).flatMap(({ schema: branch, when }) =>
    known(branch).map((each) => (when ? { ...each, when: each.when ? both(when, each.when) : when } : each)),
  );
}

function both(a: JsonCondition, b: JsonCondition): JsonCondition {
  return { is: 'all', of: [a, b] };
}

/** The schemas that apply in the same place, each with the condition on which it does. */
function branchesOf(schema: Schema, compile: Compile): Branch[] {
  const branches: Branch[] = [];
  const add = (branch: unknown, when?: () => JsonCondition) => {
    const isSchema = typeof branch === 'object' && branch !== null && Object.keys(branch).length > 0;
    if (isSchema) branches.push({ schema: branch as Schema, ...(when ? { when: when() } : {}) });
  };
  const list = (name: string) => (schema[name] === undefined ? [] : schemasIn(name, schema[name]));
  // Where one of these does not hold, nothing does.
  for (const each of list('allOf')) add(each);
  for (const each of [...list('anyOf'), ...list('oneOf')]) add(each, () => compile(each));
  if (schema.if !== undefined) {
    add(schema.if, () => compile(schema.if));
    add(schema.then, () => compile(schema.if));
    add(schema.else, () => ({ is: 'not', of: compile(schema.if) }));
  }
  const dependent =
    schema.dependentSchemas === undefined ? [] : membersIn('dependentSchemas', schema.dependentSchemas);
  for (const [name, each] of dependent) add(each, () => ({ is: 'not', of: lacks(name) }));
  return branches;
}
