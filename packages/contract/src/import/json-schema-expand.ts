import type { YamlSource } from '@proofmark/documents';
import { isObject } from '../json-schema/parts.ts';
import type { Path } from './draft.ts';
import { refuse } from './refuse.ts';

/** A schema with its place; `trail` are the places of the references that led to it, so that none is entered twice. */
export type Node = { schema: unknown; at: Path; trail: readonly string[] };

/** One keyword that applies to a value; with a reason when it cannot be applied. */
export type Keyword = Omit<Node, 'schema'> & { name: string; value: unknown; reason?: string };

/** A document that is being expanded, and how many schemas it may still become: references multiply. */
export type Expansion = { source: YamlSource; left: number };

export const MAX_SCHEMAS = 10_000;

/**
 * The keywords that hold for a value all together: of the schema itself, of what it refers to, and of `allOf`.
 * `anyOf: [X, {type: null}]` is X and the mark `nullable`.
 */
export function expand({ schema, at, trail }: Node, into: Expansion): Keyword[] {
  if (into.left-- <= 0)
    refuse(into.source, at, `it becomes more than ${MAX_SCHEMAS} schemas: use fewer $ref`);
  if (schema === true) return [];
  if (schema === false) return [{ name: 'false', value: false, at, trail }];
  if (!isObject(schema)) refuse(into.source, at, 'expected a schema: an object, true or false');
  return Object.entries(schema).flatMap(([name, value]) => {
    const keyword: Keyword = { name, value, at: [...at, name], trail };
    switch (name) {
      case '$ref':
        return follow(keyword, into);
      case 'allOf':
        return listOf(keyword, into).flatMap((each, i) =>
          expand({ schema: each, at: [...keyword.at, i], trail }, into),
        );
      case 'anyOf':
      case 'oneOf':
        return choose(keyword, into);
      default:
        return [keyword];
    }
  });
}

function choose(keyword: Keyword, into: Expansion): Keyword[] {
  const branches = listOf(keyword, into);
  const others = branches.flatMap((branch, i) => (isNull(branch) ? [] : [i]));
  const [only] = others;
  if (only === undefined || others.length > 1 || branches.length === others.length) return [keyword];
  const inner = { schema: branches[only], at: [...keyword.at, only], trail: keyword.trail };
  return [{ ...keyword, name: 'nullable' }, ...expand(inner, into)];
}

function isNull(schema: unknown): boolean {
  return (
    isObject(schema) && Object.keys(schema).length === 1 && (schema.type === 'null' || schema.const === null)
  );
}

function follow(keyword: Keyword, into: Expansion): Keyword[] {
  if (typeof keyword.value !== 'string') refuse(into.source, keyword.at, '$ref: expected a text');
  const found = lookUp(keyword.value, into.source.value);
  if ('reason' in found) return [{ ...keyword, reason: found.reason }];
  const place = JSON.stringify(found.at);
  if (keyword.trail.includes(place)) return [{ ...keyword, reason: 'it refers to itself: it has no end' }];
  return expand({ ...found, trail: [...keyword.trail, place] }, into);
}

/** A reference within the document: a JSON pointer (RFC 6901) or an anchor. */
export function lookUp(reference: string, root: unknown): { schema: unknown; at: Path } | { reason: string } {
  const id = isObject(root) && typeof root.$id === 'string' ? root.$id.replace(/#$/, '') : undefined;
  const local = id !== undefined && reference.startsWith(`${id}#`) ? reference.slice(id.length) : reference;
  if (!local.startsWith('#')) return { reason: 'it refers to another document, which is not read' };
  const pointer = decode(local.slice(1));
  if (pointer === undefined) return { reason: 'it is no valid reference' };
  if (pointer !== '' && !pointer.startsWith('/')) {
    return findAnchor(pointer, root, []) ?? { reason: 'its anchor is not in the document' };
  }
  let schema = root;
  const at: PropertyKey[] = [];
  for (const part of pointer.split('/').slice(1)) {
    const step = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof schema !== 'object' || schema === null || !Object.hasOwn(schema, step)) {
      return { reason: 'it refers to nothing' };
    }
    schema = (schema as Record<string, unknown>)[step];
    at.push(step);
  }
  return { schema, at };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function findAnchor(name: string, schema: unknown, at: Path): { schema: unknown; at: Path } | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  if ((schema as Record<string, unknown>).$anchor === name) return { schema, at };
  for (const [key, value] of Object.entries(schema)) {
    const found = findAnchor(name, value, [...at, key]);
    if (found) return found;
  }
  return undefined;
}

function listOf({ name, value, at }: Keyword, { source }: Expansion): unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  return refuse(source, at, `${name}: expected a list with at least one schema`);
}
