import { compileSchema } from '../json-schema/compile.ts';
import { acceptsNull } from '../json-schema/condition.ts';
import { isObject, Uncompilable } from '../json-schema/parts.ts';
import type { Draft, Path } from './draft.ts';
import type { Expansion, Keyword } from './json-schema-expand.ts';
import { resolveSchema } from './json-schema-resolve.ts';

/** What a keyword needs of the keywords beside it. */
const BESIDE: Record<string, readonly string[]> = {
  if: ['then', 'else'],
  contains: ['minContains', 'maxContains'],
};
const IN_PLACE = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'dependentSchemas'];

/**
 * Declares a keyword that ODCS has no words for as a rule of our own, a schema of this keyword and of what it needs;
 * one that no condition can be made of stays unsupported.
 * @returns whether null keeps it
 */
export function importRest(target: Draft, keyword: Keyword, into: Expansion): boolean {
  const { name, value, at } = keyword;
  const made = ruleOf(keyword, into);
  if ('reason' in made) {
    target.keep(name, made.reason, value, at);
    return true;
  }
  putSchema(target, name, made.schema, at);
  return made.acceptsNull;
}

/** Adds a rule of our own that is a schema. */
export function putSchema(target: Draft, name: string, schema: unknown, at: Path): void {
  const rule = target.item('quality', at);
  rule.put('name', name, at);
  rule.put('type', 'custom', at);
  rule.put('engine', 'proofmark', at);
  rule.put('implementation', { jsonSchema: schema }, at);
}

/** Whether a keyword is told by another one beside it. */
export function isPartOfAnother({ name, at }: Keyword, all: readonly Keyword[]): boolean {
  const isBeside = (other: string) => all.some((each) => each.name === other && isSamePlace(each.at, at));
  switch (name) {
    case 'then':
    case 'else':
      return isBeside('if');
    case 'minContains':
    case 'maxContains':
      return isBeside('contains');
    default:
      return false;
  }
}

export function isSamePlace(a: Path, b: Path): boolean {
  return JSON.stringify(a.slice(0, -1)) === JSON.stringify(b.slice(0, -1));
}

type Made = { schema: unknown; acceptsNull: boolean } | { reason: string };

function ruleOf(keyword: Keyword, into: Expansion): Made {
  try {
    const schema = schemaOf(keyword, into);
    const compiled = compileSchema(schema);
    return 'reason' in compiled ? compiled : { schema, acceptsNull: acceptsNull(compiled.condition) };
  } catch (error) {
    if (error instanceof Uncompilable) return { reason: error.message };
    throw error;
  }
}

function schemaOf({ name, value, at, trail }: Keyword, into: Expansion): unknown {
  if (name === 'false') return false;
  const parent = at.slice(0, -1);
  const resolve = (names: readonly string[]): Record<string, unknown> => {
    const beside = schemaAt(parent, into.source.value);
    const picked = Object.fromEntries(
      names.flatMap((each) => (Object.hasOwn(beside, each) ? [[each, beside[each]]] : [])),
    );
    const resolved = resolveSchema({ schema: picked, at: parent, trail }, into);
    return isObject(resolved) ? resolved : {};
  };
  switch (name) {
    case 'items':
      return Array.isArray(value) ? resolve(['items']) : afterFirst(resolve(['prefixItems', 'items']));
    case 'additionalItems':
      return afterFirst(resolve(['items', 'additionalItems']));
    case 'additionalProperties':
      return namesAlone(resolve(['properties', 'patternProperties', name]));
    case 'unevaluatedProperties':
      return namesAlone(
        resolve(['properties', 'patternProperties', 'additionalProperties', '$ref', ...IN_PLACE, name]),
      );
    case 'unevaluatedItems':
      return afterFirst(
        resolve([
          'prefixItems',
          'items',
          'additionalItems',
          'contains',
          'minContains',
          '$ref',
          ...IN_PLACE,
          name,
        ]),
      );
    default:
      return resolve([name, ...(BESIDE[name] ?? [])]);
  }
}

/** The schemas of the first items are rules of their own; here only their number counts. */
function afterFirst(schema: Record<string, unknown>): unknown {
  const { prefixItems } = schema;
  return Array.isArray(prefixItems) ? { ...schema, prefixItems: prefixItems.map(() => true) } : schema;
}

/** The schemas of the members are rules of their own; here only their names count. */
function namesAlone(schema: Record<string, unknown>): unknown {
  const bare = (members: unknown) =>
    isObject(members) ? Object.fromEntries(Object.keys(members).map((name) => [name, true])) : members;
  const { properties, patternProperties, ...others } = schema;
  return {
    ...(properties === undefined ? {} : { properties: bare(properties) }),
    ...(patternProperties === undefined ? {} : { patternProperties: bare(patternProperties) }),
    ...others,
  };
}

function schemaAt(path: Path, root: unknown): Record<string, unknown> {
  let value = root;
  for (const step of path) value = (value as Record<PropertyKey, unknown>)[step];
  return isObject(value) ? value : {};
}
