import { ANNOTATIONS } from '../json-schema/compile.ts';
import { isObject } from '../json-schema/parts.ts';
import type { Draft, Path } from './draft.ts';
import { type Expansion, expand, type Keyword, type Node } from './json-schema-expand.ts';
import { importRest, isPartOfAnother, isSamePlace } from './json-schema-rest.ts';
import { refuse } from './refuse.ts';

const TEXT_FORMATS = new Set(['email', 'uuid', 'uri', 'hostname', 'ipv4', 'ipv6']);
const TIMES: Record<string, string> = { date: 'date', 'date-time': 'timestamp', time: 'time' };
const OPTIONS = new Set(
  'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern minItems maxItems minProperties maxProperties'.split(
    ' ',
  ),
);
const MAX_DEPTH = 32;

export function isAnnotation(name: string): boolean {
  return (ANNOTATIONS.has(name) && name !== 'description') || name.startsWith('x-') || name === 'nullable';
}

/** The properties that keywords declare, each with all the schemas that hold for it, and the names that are required. */
export function propertiesOf(
  keywords: readonly Keyword[],
  { source }: Expansion,
): { schemas: Map<string, Node[]>; required: Map<string, Path> } {
  const schemas = new Map<string, Node[]>();
  const required = new Map<string, Path>();
  for (const { name, value, at, trail } of keywords) {
    if (name === 'properties') {
      if (!isObject(value)) refuse(source, at, 'properties: expected an object');
      for (const [key, schema] of Object.entries(value)) {
        schemas.set(key, [...(schemas.get(key) ?? []), { schema, at: [...at, key], trail }]);
      }
    }
    if (name === 'required') {
      const names = Array.isArray(value) ? value : [value];
      for (const [i, key] of names.entries()) {
        if (typeof key !== 'string') refuse(source, at, 'required: expected a list of names');
        required.set(key, [...at, i]);
      }
    }
  }
  for (const [key, at] of required) {
    if (!schemas.has(key)) schemas.set(key, [{ schema: true, at, trail: [] }]);
  }
  return { schemas, required };
}

/**
 * Adds the members of an object: columns of a table, or properties of an object column.
 * @param depth of the object: 0 for whole records
 */
export function importProperties(
  target: Draft,
  keywords: readonly Keyword[],
  into: Expansion,
  depth: number,
): void {
  const { schemas, required } = propertiesOf(keywords, into);
  for (const [name, nodes] of schemas) {
    const place = nodes[0]?.at ?? [];
    const property = target.item('properties', place);
    property.put('name', name, place);
    const mayBeNull = importValue(property, nodes, into, depth + 1);
    const demanded = required.get(name);
    if (demanded === undefined) {
      property.custom('proofmarkOptional', true, place);
    } else if (mayBeNull) {
      const reason = 'the key must be there though its value may be null: in a table both are null';
      property.keep('required', reason, true, demanded);
    } else {
      property.put('required', true, demanded);
    }
  }
}

/** Translates what holds for one value. @returns whether it may be null */
export function importValue(target: Draft, nodes: readonly Node[], into: Expansion, depth: number): boolean {
  const keywords = nodes.flatMap((node) => expand(node, into));
  const rest = importType(target, keywords);
  const untold = keywords.filter((keyword) => !importKeyword(target, keyword, keywords, into, depth));
  const isTooDeep = depth > MAX_DEPTH;
  if (target.value.logicalType === 'object' && !isTooDeep) {
    importProperties(target, keywords, into, depth);
  } else {
    for (const keyword of keywords) {
      if (keyword.name !== 'properties' && keyword.name !== 'required') continue;
      if (isTooDeep)
        target.keep(keyword.name, `nested deeper than ${MAX_DEPTH} levels`, keyword.value, keyword.at);
      else untold.push(keyword);
    }
  }
  const acceptNull = [...rest, ...untold].map((keyword) => importRest(target, keyword, into));
  return acceptNull.every(Boolean) && allowsNull(keywords);
}

/** Whether the types and lists of values have null among them; what is a rule of its own is not looked at. */
function allowsNull(keywords: readonly Keyword[]): boolean {
  const isNullable = keywords.some(({ name }) => name === 'nullable');
  return (
    isNullable ||
    keywords.every(({ name, value }) => {
      if (name === 'type') return [value].flat().includes('null');
      if (name === 'const') return value === null;
      return name !== 'enum' || !Array.isArray(value) || value.includes(null);
    })
  );
}

/**
 * Finds the one type beside null. Keywords of a type bind values of that type only, so that it must be named.
 * @returns the other keywords about types
 */
function importType(target: Draft, keywords: readonly Keyword[]): Keyword[] {
  const rest: Keyword[] = [];
  for (const keyword of keywords) {
    if (keyword.name !== 'type') continue;
    const others = [keyword.value]
      .flat()
      .map(String)
      .filter((type) => type !== 'null');
    const [only, ...more] = others.includes('number') ? others.filter((each) => each !== 'integer') : others;
    const type = only === undefined || more.length > 0 ? undefined : logicalType(only, keywords);
    if (type !== undefined && !target.has('logicalType')) target.put('logicalType', type, keyword.at);
    else if (type === undefined || target.value.logicalType !== type) rest.push(keyword);
  }
  return rest;
}

function logicalType(type: string, keywords: readonly Keyword[]): string {
  const format = keywords.find(({ name }) => name === 'format')?.value;
  if (type === 'string') return TIMES[String(format)] ?? type;
  const hasSome = (...names: string[]) => keywords.some(({ name }) => names.includes(name));
  const isMap =
    type === 'object' &&
    !hasSome('properties', 'required', 'patternProperties') &&
    keywords.filter(({ name, value }) => name === 'additionalProperties' && isObject(value)).length === 1;
  return isMap ? 'map' : type;
}

/** Declares one keyword in the words of ODCS. @returns false where it has none */
function importKeyword(
  target: Draft,
  keyword: Keyword,
  all: readonly Keyword[],
  into: Expansion,
  depth: number,
): boolean {
  const { name, value, at, trail, reason } = keyword;
  if (reason !== undefined) {
    target.keep(name, reason, value, at);
    return true;
  }
  if (isAnnotation(name) || isPartOfAnother(keyword, all)) return true;
  if (OPTIONS.has(name)) return target.takeOption(name, value, at);
  switch (name) {
    case 'type':
    case 'properties':
    case 'required':
      return true;
    case 'description':
      if (!target.has('description')) target.put('description', String(value), at);
      return true;
    case 'uniqueItems':
      return value !== true || target.takeOption(name, value, at);
    case 'enum':
    case 'const':
      return importEnum(target, keyword);
    case 'format':
      return importFormat(target, keyword);
    case 'items': {
      const isPlain = !all.some((each) => each.name === 'prefixItems' && isSamePlace(each.at, at));
      if (target.value.logicalType !== 'array' || Array.isArray(value) || !isPlain) return false;
      if (target.has('items') || depth > MAX_DEPTH) return false;
      const items = target.child('items', at);
      const mayBeNull = importValue(items, [{ schema: value, at, trail }], into, depth + 1);
      if (!mayBeNull) items.put('required', true, at);
      return true;
    }
    case 'additionalItems':
      // It speaks of the items behind a list of `items`.
      return !all.some(
        (each) => each.name === 'items' && Array.isArray(each.value) && isSamePlace(each.at, at),
      );
    case 'additionalProperties': {
      if (value === true) return true;
      if (target.value.logicalType !== 'map' || depth > MAX_DEPTH || !isObject(value)) return false;
      const map = target.child('map', at);
      map.child('key', at).put('logicalType', 'string', at);
      importValue(map.child('value', at), [{ schema: value, at, trail }], into, depth + 1);
      return true;
    }
    case 'unevaluatedProperties':
    case 'unevaluatedItems':
      return value === true;
    default:
      return false;
  }
}

/** @returns whether the standard can say it: one list of texts, numbers and booleans */
function importEnum(target: Draft, { name, value, at }: Keyword): boolean {
  const values = name === 'const' ? [value] : value;
  const isScalar = (each: unknown) => each === null || typeof each !== 'object';
  if (!Array.isArray(values) || !values.every(isScalar) || target.has('enum')) return false;
  const placed = values.map((each, i) => ({ value: each, at: name === 'const' ? at : [...at, i] }));
  // Null is allowed by not being required; as the only value it would allow nothing else.
  const present = placed.filter((each) => each.value !== null);
  if (present.length === 0) return false;
  target.enumeration(present, at);
  return true;
}

/** The standard lets `format` be a remark; a contract that states one means it. */
function importFormat(target: Draft, { value, at }: Keyword): boolean {
  const type = target.value.logicalType;
  if (type !== undefined && TIMES[String(value)] === type) return true;
  return type === 'string' && TEXT_FORMATS.has(String(value)) && target.takeOption('format', value, at);
}
