import type { Draft, Path } from './draft.ts';
import { type Expansion, expand, isObject, type Keyword, type Node } from './json-schema-expand.ts';
import { importMembers } from './json-schema-members.ts';
import { refuse } from './refuse.ts';

/** Keywords that say nothing about values. */
const ANNOTATIONS = new Set(
  '$schema $id $comment $defs definitions $anchor $vocabulary title default examples deprecated readOnly writeOnly'.split(
    ' ',
  ),
);

const TEXT_FORMATS = new Set(['email', 'uuid', 'uri', 'hostname', 'ipv4', 'ipv6']);
const TIMES: Record<string, string> = { date: 'date', 'date-time': 'timestamp', time: 'time' };
const OPTIONS = new Set(
  'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern minItems maxItems minProperties maxProperties'.split(
    ' ',
  ),
);
const MAX_DEPTH = 32;

/** Where a value lies: how deep, and the fields that lead there; undefined behind a list or map. */
type Inside = { depth: number; fields: readonly string[] | undefined };

export function isAnnotation(name: string): boolean {
  return ANNOTATIONS.has(name) || name.startsWith('x-') || name === 'nullable';
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

/** Adds the members of an object: columns of a table, or properties of an object column. */
export function importProperties(
  target: Draft,
  keywords: readonly Keyword[],
  into: Expansion,
  inside: Inside,
): void {
  const { schemas, required } = propertiesOf(keywords, into);
  for (const [name, nodes] of schemas) {
    const place = nodes[0]?.at ?? [];
    const property = target.item('properties', place);
    property.put('name', name, place);
    const mayBeNull = importValue(property, nodes, into, {
      depth: inside.depth + 1,
      fields: inside.fields && [...inside.fields, name],
    });
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
export function importValue(target: Draft, nodes: readonly Node[], into: Expansion, inside: Inside): boolean {
  const keywords = nodes.flatMap((node) => expand(node, into));
  const named = (name: string) => keywords.filter((keyword) => keyword.name === name);
  const allowsNull = importType(target, keywords);
  for (const keyword of keywords) importKeyword(target, keyword, keywords, into, inside);
  if (inside.depth > MAX_DEPTH) {
    for (const { value, at } of named('properties'))
      target.keep('properties', `nested deeper than ${MAX_DEPTH} levels`, value, at);
  } else if (target.value.logicalType === 'object') {
    importProperties(target, keywords, into, inside);
  } else if (target.value.logicalType !== 'map') {
    for (const { name, value, at } of [...named('properties'), ...named('required')])
      target.keep(name, `\`${name}\` needs the type object beside it`, value, at);
  }
  return allowsNull;
}

/** Finds the one type beside null. Keywords of a type bind values of that type only, so that it must be named. */
function importType(target: Draft, keywords: readonly Keyword[]): boolean {
  let allowsNull = true;
  let isNullable = false;
  for (const { name, value, at } of keywords) {
    if (name === 'nullable') isNullable = true;
    if (name === 'const') allowsNull &&= value === null;
    if (name === 'enum' && Array.isArray(value)) allowsNull &&= value.includes(null);
    if (name !== 'type') continue;
    const types = [value].flat().map(String);
    allowsNull &&= types.includes('null');
    const others = types.filter((type) => type !== 'null');
    const type = others.includes('number') ? others.filter((each) => each !== 'integer') : others;
    const [only] = type;
    if (only === undefined || type.length > 1) {
      target.keep('type', 'exactly one type beside null can be checked', value, at);
    } else if (!target.has('logicalType')) {
      target.put('logicalType', logicalType(only, keywords), at);
    } else if (target.value.logicalType !== logicalType(only, keywords)) {
      target.keep('type', 'a second type beside another one', value, at);
    }
  }
  return allowsNull || isNullable;
}

function logicalType(type: string, keywords: readonly Keyword[]): string {
  const format = keywords.find(({ name }) => name === 'format')?.value;
  if (type === 'string') return TIMES[String(format)] ?? type;
  const isMap =
    type === 'object' &&
    !keywords.some(({ name }) => name === 'properties' || name === 'required') &&
    keywords.some(({ name, value }) => name === 'additionalProperties' && isObject(value));
  return isMap ? 'map' : type;
}

function importKeyword(
  target: Draft,
  keyword: Keyword,
  all: readonly Keyword[],
  into: Expansion,
  { depth, fields }: Inside,
): void {
  const within = { depth: depth + 1, fields: undefined };
  const { name, value, at, trail, reason } = keyword;
  if (reason !== undefined) target.keep(name, reason, value, at);
  else if (OPTIONS.has(name)) target.option(name, value, at);
  else if (!isAnnotation(name)) {
    switch (name) {
      case 'type':
      case 'properties':
      case 'required':
        return;
      case 'description':
        if (!target.has('description')) target.put('description', String(value), at);
        return;
      case 'uniqueItems':
        if (value === true) target.option(name, value, at);
        return;
      case 'enum':
      case 'const':
        importEnum(target, keyword);
        return;
      case 'format':
        importFormat(target, keyword);
        return;
      case 'items':
        if (target.value.logicalType === 'array' && !Array.isArray(value) && depth <= MAX_DEPTH) {
          importValue(target.child('items', at), [{ schema: value, at, trail }], into, within);
        } else target.keep(name, 'what is inside this list cannot be checked', value, at);
        return;
      case 'additionalProperties':
      case 'unevaluatedProperties':
      case 'dependentRequired':
        if (name === 'additionalProperties' && target.value.logicalType === 'map' && depth <= MAX_DEPTH) {
          const map = target.child('map', at);
          map.child('key', at).put('logicalType', 'string', at);
          importValue(map.child('value', at), [{ schema: value, at, trail }], into, within);
        } else if (target.value.logicalType !== 'object') {
          if (value !== true) target.keep(name, `\`${name}\` needs the type object beside it`, value, at);
        } else if (fields) importMembers(target, keyword, all, fields);
        else target.keep(name, 'which members the objects of a list or map have is not checked', value, at);
        return;
      default:
        target.keep(name, `the keyword ${name} is not checked`, value, at);
    }
  }
}

function importEnum(target: Draft, { name, value, at }: Keyword): void {
  const values = name === 'const' ? [value] : value;
  const isScalar = (each: unknown) => each === null || typeof each !== 'object';
  if (!Array.isArray(values) || values.length === 0 || !values.every(isScalar) || target.has('enum')) {
    target.keep(name, 'one list of texts, numbers and booleans can be checked', value, at);
    return;
  }
  const placed = values.map((each, i) => ({ value: each, at: name === 'const' ? at : [...at, i] }));
  // Null is allowed by not being required; as the only value it would allow nothing else.
  const present = placed.filter((each) => each.value !== null);
  if (present.length > 0) target.enumeration(present, at);
  else target.keep(name, 'a column of nulls alone is not checked', value, at);
}

/** The standard lets `format` be a remark; a contract that states one means it. */
function importFormat(target: Draft, { name, value, at }: Keyword): void {
  const type = target.value.logicalType;
  if (type !== undefined && TIMES[String(value)] === type) return;
  if (type === 'string' && TEXT_FORMATS.has(String(value))) target.option('format', value, at);
  else target.keep(name, `the format ${value} is not checked`, value, at);
}
