import type { DuckDBTimestampTZValue, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import type { Value } from './port.ts';

/** Turns a value of DuckDB into one of the port; what has no counterpart there becomes text. */
export function toPortValue(value: DuckDBValue, type: DuckDBType): Value {
  switch (typeof value) {
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    case 'object':
      return value === null ? null : toText(value, type);
    default:
      return value;
  }
}

function toText(value: object, type: DuckDBType): string {
  const name = String(type);
  if (name.startsWith('TIMESTAMP WITH TIME ZONE')) {
    return new Date(Number((value as DuckDBTimestampTZValue).micros / 1000n)).toISOString();
  }
  // DuckDB separates date and time by a space; ISO 8601 by a T.
  return name.startsWith('TIMESTAMP') ? String(value).replace(' ', 'T') : String(value);
}
