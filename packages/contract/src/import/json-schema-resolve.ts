import { isObject, Uncompilable } from '../json-schema/parts.ts';
import { type Expansion, lookUp, MAX_SCHEMAS, type Node } from './json-schema-expand.ts';
import { refuse } from './refuse.ts';

/** Keywords whose value is a schema, a list of schemas, and an object of schemas. */
const ONE = new Set(
  'not if then else contains items additionalProperties propertyNames unevaluatedItems unevaluatedProperties'.split(
    ' ',
  ),
);
const LIST = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MEMBERS = new Set(['properties', 'patternProperties', 'dependentSchemas']);
/** What only the references need, which are followed, and remarks. */
const LEFT_OUT = new Set(
  '$schema $id $comment $defs definitions $anchor title description default examples'.split(' '),
);

/**
 * A schema by itself, in the words of draft 2020-12: what it refers to stands in its place, in an `allOf`.
 * @throws Uncompilable where a reference cannot be followed
 */
export function resolveSchema({ schema, at, trail }: Node, into: Expansion): unknown {
  if (into.left-- <= 0)
    refuse(into.source, at, `it becomes more than ${MAX_SCHEMAS} schemas: use fewer $ref`);
  if (!isObject(schema)) return schema;
  const resolve = (inner: unknown, ...path: PropertyKey[]) =>
    resolveSchema({ schema: inner, at: [...at, ...path], trail }, into);
  const resolved: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(schema)) {
    if (LEFT_OUT.has(name) || name === '$ref') continue;
    const isList = Array.isArray(value) && (LIST.has(name) || name === 'items');
    if (isList) resolved[wordOf(name)] = value.map((each, i) => resolve(each, name, i));
    else if (MEMBERS.has(name) && isObject(value)) {
      resolved[name] = Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, resolve(each, name, key)]),
      );
    } else if (name === 'additionalItems') {
      // Draft 2019-09: of the items behind a list of `items`; else it says nothing.
      if (Array.isArray(schema.items)) resolved.items = resolve(value, name);
    } else resolved[name] = ONE.has(name) ? resolve(value, name) : value;
  }
  if (schema.$ref === undefined) return resolved;
  const own = Array.isArray(resolved.allOf) ? resolved.allOf : [];
  return { ...resolved, allOf: [...own, followed(schema.$ref, trail, into)] };
}

/** Draft 2019-09 has a list of `items` where 2020-12 has `prefixItems`. */
function wordOf(name: string): string {
  return name === 'items' ? 'prefixItems' : name;
}

function followed(reference: unknown, trail: readonly string[], into: Expansion): unknown {
  const found = lookUp(String(reference), into.source.value);
  if ('reason' in found) throw new Uncompilable(found.reason);
  const place = JSON.stringify(found.at);
  if (trail.includes(place)) throw new Uncompilable('it refers to itself: it has no end');
  return resolveSchema({ ...found, trail: [...trail, place] }, into);
}
