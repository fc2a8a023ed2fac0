import { literal } from '@proofmark/engine';
import type { Dialect } from './dialect.ts';

/** Where a value of JSON lies: below a value that SQL names, along a JSON pointer (RFC 6901). */
export type Place = {
  dialect: Dialect;
  base: string;
  /** Empty for the base itself. */
  pointer: string;
  /** How many lists it lies in: each names its items. */
  depth: number;
};

const INTEGERS = "'BIGINT', 'UBIGINT', 'HUGEINT', 'UHUGEINT'";

/** What DuckDB calls the types of JSON. */
export const TYPES = {
  null: "('NULL')",
  boolean: "('BOOLEAN')",
  integer: `(${INTEGERS})`,
  number: `(${INTEGERS}, 'DOUBLE')`,
  string: "('VARCHAR')",
  array: "('ARRAY')",
  object: "('OBJECT')",
} as const;

export function jsonAt({ base, pointer }: Place): string {
  return pointer === '' ? base : `json_extract(${base}, ${literal(pointer)})`;
}

export function jsonText({ base, pointer }: Place): string {
  return pointer === '' ? `(${base} ->> '$')` : `json_extract_string(${base}, ${literal(pointer)})`;
}

export function typeOf({ base, pointer }: Place): string {
  return pointer === '' ? `json_type(${base})` : `json_type(${base}, ${literal(pointer)})`;
}

/** A member or item of the value. */
export function inside(place: Place, step: string | number): Place {
  const token = String(step).replaceAll('~', '~0').replaceAll('/', '~1');
  return { ...place, pointer: `${place.pointer}/${token}` };
}

/** A value with a name of its own, one list further in. */
export function named(place: Place, base: string): Place {
  return { ...place, base, pointer: '', depth: place.depth + 1 };
}
