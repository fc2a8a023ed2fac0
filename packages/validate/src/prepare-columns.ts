import type { Column, Step, Table } from '@proofmark/contract';
import { identifier, literal, parseSqlType, printSqlType, type SqlType } from '@proofmark/engine';
import {
  type ColumnSql,
  familyInText,
  familyOf,
  isLocalTime,
  isNested,
  numeralSql,
  typedSql,
} from './column-sql.ts';
import { type Dialect, duckdbDialect } from './dialect.ts';
import { JSON_TEXT, jsonTypesOf, type StrictJson } from './strict-json.ts';

/** How the files are stored: with types, as JSON (types, but no dates, and absent fields), or as text. */
export type Storage = 'typed' | 'json' | 'text';

/** Where a value lies: SQL of it, its type, and how conditions on it become conditions on the row. */
type Place = Pick<ColumnSql, 'source' | 'within' | 'any' | 'pick'> & {
  expression: string;
  type: SqlType;
  parent: ColumnSql | undefined;
};

/** Prepares the declared columns that the files have, each followed by what lies inside of it. */
export function prepareColumns(
  columns: readonly Column[],
  types: ReadonlyMap<string, string>,
  storage: Storage,
  dialect: Dialect,
): ColumnSql[] {
  const prepared: ColumnSql[] = [];
  const byPath = new Map<string, ColumnSql>();
  for (const [index, column] of columns.entries()) {
    const place = placeOf(column, types, byPath, storage, dialect);
    if (!place) continue;
    const ready = columnSql(column, place, index, storage, dialect);
    byPath.set(JSON.stringify(column.path), ready);
    prepared.push(ready);
  }
  return prepared;
}

/** Prepares one column of files by itself. */
export function plainColumnSql(
  column: Column,
  physicalType: string,
  index: number,
  storage: Storage,
): ColumnSql {
  return columnSql(column, topPlace(column.name, physicalType, duckdbDialect), index, storage, duckdbDialect);
}

function topPlace(name: string, physicalType: string, dialect: Dialect): Place {
  const source = dialect.stored(identifier(name), physicalType);
  return {
    source,
    within: undefined,
    expression: source,
    type: parseSqlType(dialect.planType(physicalType)),
    parent: undefined,
    any: (condition) => condition,
    pick: (_condition, expression) => expression,
  };
}

function placeOf(
  { name, path }: Column,
  types: ReadonlyMap<string, string>,
  byPath: ReadonlyMap<string, ColumnSql>,
  storage: Storage,
  dialect: Dialect,
): Place | undefined {
  const step = path.at(-1);
  if (path.length === 1) {
    const type = types.get(name);
    return type === undefined ? undefined : topPlace(name, type, dialect);
  }
  const parent = byPath.get(JSON.stringify(path.slice(0, -1)));
  return parent && step ? insidePlace(parent, step, storage) : undefined;
}

function insidePlace(parent: ColumnSql, step: Step, storage: Storage): Place | undefined {
  const { value, any, pick } = parent;
  const type = valueTypeOf(parent);
  if (step.step === 'field') {
    const field = fieldOf(value, type, step.name, storage);
    if (!field) return undefined;
    const source = parent.source === undefined ? undefined : fieldSource(parent, step.name, storage);
    return { ...field, parent, source, within: `${value} IS NOT NULL`, any, pick };
  }
  const list = listOf(value, type, step.step);
  if (!list) return undefined;
  // One name for each level of nesting, so that an inner item does not hide an outer one.
  const item = `e${parent.column.path.length}`;
  const those = (condition: string) => `list_filter(${list.expression}, lambda ${item}: ${condition})`;
  const some = (condition: string) => `len(${those(condition)}) > 0`;
  return {
    expression: item,
    type: list.type,
    parent,
    source: undefined,
    within: undefined,
    any: (condition) => any(some(condition)),
    pick: (condition, expression) =>
      pick(some(condition), `list_transform(${those(condition)}, lambda ${item}: ${expression})[1]`),
  };
}

const JSON_TYPE: SqlType = { kind: 'scalar', name: 'JSON' };

/** Type of `value`: of text that holds JSON the type it is read into. */
function valueTypeOf({ type, family, column }: ColumnSql): SqlType {
  if (family !== 'text' || !isNested(column.type)) return type;
  return column.type === 'array' || column.type === 'vector'
    ? { kind: 'list', items: JSON_TYPE }
    : { kind: 'map', key: { kind: 'scalar', name: 'VARCHAR' }, value: JSON_TYPE };
}

function fieldOf(
  value: string,
  type: SqlType,
  name: string,
  storage: Storage,
): { expression: string; type: SqlType } | undefined {
  if (type.kind === 'map') return { expression: `${value}[${literal(name)}]`, type: type.value };
  if (type.kind !== 'struct') return undefined;
  const field = type.fields.find((each) => each.name === name);
  if (field) return { expression: `struct_extract(${value}, ${literal(name)})`, type: field.type };
  // A field that no record has, is not there to be found out about.
  return storage === 'json'
    ? { expression: 'NULL::VARCHAR', type: { kind: 'scalar', name: 'VARCHAR' } }
    : undefined;
}

/** A field as SQL over a row of the files, where the parent's `value` has no name yet. */
function fieldSource(parent: ColumnSql, name: string, storage: Storage): string | undefined {
  const { source, value, raw, numeral, column, family, dialect, isJson } = parent;
  if (source === undefined) return undefined;
  const stored =
    value === raw
      ? source
      : `(${typedSql({ column, dialect, family, raw: source, numeral, strict: undefined, isJson })})`;
  return fieldOf(stored, valueTypeOf(parent), name, storage)?.expression;
}

function listOf(
  value: string,
  type: SqlType,
  step: 'items' | 'key' | 'value',
): { expression: string; type: SqlType } | undefined {
  if (step === 'items') return type.kind === 'list' ? { expression: value, type: type.items } : undefined;
  if (type.kind !== 'map') return undefined;
  return step === 'key'
    ? { expression: `map_keys(${value})`, type: type.key }
    : { expression: `map_values(${value})`, type: type.value };
}

function columnSql(
  column: Column,
  place: Place,
  index: number,
  storage: Storage,
  dialect: Dialect,
): ColumnSql {
  const { type, stored } = storedAs(column, place, storage);
  const physicalType = printSqlType(type);
  const family = familyOf(physicalType);
  const inText = family === 'text' && dialect.readsText ? familyInText(column.type) : undefined;
  const isNumeral = inText === 'integer' || inText === 'float';
  const isWhole = storage === 'json' && family === 'float' && column.type === 'integer';
  const declared = isWhole ? 'integer' : inText;
  const strict = storage === 'json' && column.strictJson ? strictJson(column, place, index) : undefined;
  const isUncertain = strict?.jsonType !== undefined && jsonTypesOf(column.type) !== undefined;
  const isRead = declared !== undefined || isUncertain || isLocalTime(column, physicalType);
  const raw = place.source === undefined ? stored(place.expression) : `c${index}`;
  const isJson = place.type.kind === 'scalar' && place.type.name === 'JSON';
  const numeral = isNumeral ? numeralSql({ column, raw, isJson }) : raw;
  const inline = { column, dialect, family, raw, numeral, strict, isJson };
  const names =
    place.source === undefined
      ? { numeral: inline.numeral, value: isRead ? typedSql(inline) : raw }
      : { numeral: isNumeral ? `t${index}` : raw, value: isRead ? `v${index}` : raw };
  return {
    column,
    dialect,
    physicalType,
    type,
    family,
    isTyped: storage === 'typed',
    isJson,
    strict,
    json: asJson(column, place, index, storage),
    valueFamily: declared ?? family,
    raw,
    ...names,
    source: place.source === undefined ? undefined : stored(place.source),
    within: place.within,
    row: place.source === undefined ? (place.parent?.row ?? raw) : raw,
    any: place.any,
    pick: place.pick,
  };
}

/** The value as JSON, where a rule is a schema: of text that the contract calls a list or object, what it spells. */
function asJson(
  { constraints, path, type: declared }: Column,
  { source, expression, type }: Place,
  index: number,
  storage: Storage,
): ColumnSql['json'] {
  if (!constraints.some(({ demand }) => demand.kind === 'json-schema')) return undefined;
  const isText = storage === 'text' && type.kind === 'scalar' && type.name === 'VARCHAR';
  if (isText && !isNested(declared)) return undefined;
  const json = (sql: string) => (isText ? `try_cast(${sql} AS JSON)` : `to_json(${sql})`);
  if (source !== undefined) return { value: `s${index}`, source: json(source) };
  // Items that are null are values.
  const isItem = path.at(-1)?.step === 'items';
  const value = json(expression);
  return { value: isItem ? `coalesce(${value}, 'null'::JSON)` : value, source: undefined };
}

/** The type of each value where a column holds several, and that of texts where they are not what is declared. */
function strictJson(column: Column, { type, source, expression }: Place, index: number): StrictJson {
  const none = { jsonType: undefined, source: undefined };
  if (type.kind !== 'scalar') return none;
  if (type.name === 'JSON') {
    return source === undefined
      ? { jsonType: `json_type(${expression})`, source: undefined }
      : { jsonType: `j${index}`, source };
  }
  const isText = type.name === 'VARCHAR' && jsonTypesOf(column.type) !== JSON_TEXT;
  return isText ? { jsonType: "'VARCHAR'", source: undefined } : none;
}

/**
 * What is read of a stored value: JSON as its text, an object with the fields it has as a map where one is declared,
 * and types that are text with restrictions as text.
 */
function storedAs(
  column: Column,
  { type }: Place,
  storage: Storage,
): { type: SqlType; stored: (expression: string) => string } {
  const text: SqlType = { kind: 'scalar', name: 'VARCHAR' };
  if (type.kind === 'scalar' && type.name === 'JSON') {
    // With its quotes a text that spells JSON is no list or object.
    const isQuoted = storage === 'json' && column.strictJson && isNested(column.type);
    return {
      type: text,
      stored: (expression) =>
        isQuoted
          ? `CASE WHEN json_type(${expression}) <> 'NULL' THEN CAST(${expression} AS VARCHAR) END`
          : `(${expression} ->> '$')`,
    };
  }
  if (type.kind === 'scalar' && type.name === 'UUID') {
    return { type: text, stored: (expression) => `CAST(${expression} AS VARCHAR)` };
  }
  if (storage === 'json' && type.kind === 'struct' && column.type === 'map') {
    const entries = (of: string) =>
      type.fields.map(({ name }) => {
        const field = `struct_extract(${of}, ${literal(name)})`;
        return `{k: ${literal(name)}, v: CASE WHEN ${field} IS NOT NULL THEN to_json(${field}) END}`;
      });
    const map = (of: string) =>
      `CASE WHEN ${of} IS NOT NULL THEN map_from_entries(list_filter([${entries(of).join(', ')}], lambda e: e.v IS NOT NULL)) END`;
    return { type: { kind: 'map', key: text, value: JSON_TYPE }, stored: map };
  }
  return { type, stored: (expression) => expression };
}

/**
 * Whole records as a column, for the rules about them: of all columns of the files, and without a value that evidence
 * could show.
 */
export function recordSql(table: Table, names: readonly string[], storage: Storage): ColumnSql | undefined {
  const isAsked = table.constraints.some(({ demand }) => demand.kind === 'json-schema');
  if (!isAsked || storage === 'text') return undefined;
  const column: Column = { name: '', logicalName: '', path: [], constraints: [] };
  const members = names.map((name) => `${literal(name)}: ${identifier(name)}`);
  const json = { value: 'record_json', source: `to_json({${members.join(', ')}})` };
  const place = { ...topPlace('', 'BOOLEAN', duckdbDialect), source: 'true', pick: () => 'NULL' };
  const own = { raw: 'record', numeral: 'record', value: 'record', row: 'record' };
  return { ...columnSql(column, place, 0, storage, duckdbDialect), ...own, json };
}
