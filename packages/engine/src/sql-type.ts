import { identifier } from './port.ts';

/** An SQL type as `DESCRIBE` prints it, taken apart. A list of fixed length is a list. */
export type SqlType =
  | { kind: 'scalar'; name: string }
  | { kind: 'list'; items: SqlType }
  | { kind: 'struct'; fields: { name: string; type: SqlType }[] }
  | { kind: 'map'; key: SqlType; value: SqlType };

/** Parses `STRUCT(a INTEGER, "b c" VARCHAR[])` and the like. What is no list, struct or map is a scalar. */
export function parseSqlType(text: string): SqlType {
  const trimmed = text.trim();
  const list = /\[\d*\]$/.exec(trimmed);
  if (list) return { kind: 'list', items: parseSqlType(trimmed.slice(0, list.index)) };
  const nested = /^(STRUCT|MAP)\((.*)\)$/s.exec(trimmed);
  const parts = nested ? splitTopLevel(nested[2] ?? '') : [];
  if (nested?.[1] === 'STRUCT') return { kind: 'struct', fields: parts.map(parseField) };
  const [key, value] = parts;
  return key !== undefined && value !== undefined
    ? { kind: 'map', key: parseSqlType(key), value: parseSqlType(value) }
    : { kind: 'scalar', name: trimmed };
}

/** The inverse of `parseSqlType`, with `scalar` deciding what a scalar type becomes. */
export function printSqlType(type: SqlType, scalar: (name: string) => string = (name) => name): string {
  switch (type.kind) {
    case 'scalar':
      return scalar(type.name);
    case 'list':
      return `${printSqlType(type.items, scalar)}[]`;
    case 'struct':
      return `STRUCT(${type.fields.map((field) => `${identifier(field.name)} ${printSqlType(field.type, scalar)}`).join(', ')})`;
    case 'map':
      return `MAP(${printSqlType(type.key, scalar)}, ${printSqlType(type.value, scalar)})`;
  }
}

function parseField(text: string): { name: string; type: SqlType } {
  const [, quoted, bare, type = ''] = /^\s*(?:"((?:[^"]|"")*)"|(\S+))\s+(.*)$/s.exec(text) ?? [];
  return { name: quoted?.replaceAll('""', '"') ?? bare ?? '', type: parseSqlType(type) };
}

/** Splits at the commas outside of parentheses and quotes. */
function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: mark, index } of text.matchAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[(),]/g)) {
    if (mark === '(') depth++;
    else if (mark === ')') depth--;
    else if (mark === ',' && depth === 0) {
      parts.push(text.slice(from, index));
      from = index + 1;
    }
  }
  return [...parts, text.slice(from)];
}
