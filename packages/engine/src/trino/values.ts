import type { Value } from '../port.ts';

export type TrinoColumn = { name: string; type: string };

/** The third argument of a reviver, of which the language's types know nothing yet. */
type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

const toExact: Reviver = (_key, value, context) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
    ? BigInt(context?.source ?? '')
    : value;

/** Parses JSON with integers beyond 2^53 as `bigint`. */
export function parseExactly(json: string): unknown {
  return JSON.parse(json, toExact as (key: string, value: unknown) => unknown);
}

/** Turns a value of a result into one of the port. Arrays, maps and rows become JSON text. */
export function toPortValue(value: unknown, type: string): Value {
  switch (typeof value) {
    case 'bigint':
    case 'boolean':
    case 'number':
      return value;
    case 'string':
      if (type === 'double' || type === 'real') return Number(value);
      return type.startsWith('timestamp') ? instant(value) : value;
    default:
      return value === null ? null : JSON.stringify(value, (_key, item) => showBigint(item));
  }
}

/** `2001-01-01 00:00:00.000 UTC` as ISO 8601; an offset of another zone keeps its name. */
function instant(text: string): string {
  return text.replace(' ', 'T').replace(/ UTC$/, 'Z');
}

function showBigint(item: unknown): unknown {
  return typeof item === 'bigint' ? String(item) : item;
}
