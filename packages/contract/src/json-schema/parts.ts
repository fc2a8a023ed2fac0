import { translatePattern } from '../regex.ts';
import { type JsonCondition, NEVER } from './condition.ts';

/** A schema that no condition can be made of; the message is the reason, for the report. */
export class Uncompilable extends Error {}

export type Compile = (schema: unknown) => JsonCondition;

/** True of objects without the member, and of what is no object. */
export function lacks(name: string): JsonCondition {
  return { is: 'member', name, holds: NEVER };
}

export function countOf(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Uncompilable(`${name}: expected a whole number from 0`);
}

export function re2Of(pattern: unknown): string {
  if (typeof pattern !== 'string') throw new Uncompilable('pattern: expected a text');
  const translated = translatePattern(pattern);
  if ('reason' in translated) throw new Uncompilable(`pattern: ${translated.reason}`);
  return translated.re2;
}

export function prefixOf({ prefixItems }: Record<string, unknown>): unknown[] {
  return prefixItems === undefined ? [] : schemasIn('prefixItems', prefixItems);
}

export function schemasIn(name: string, value: unknown): unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  throw new Uncompilable(`${name}: expected a list with at least one schema`);
}

export function membersIn(name: string, value: unknown): [string, unknown][] {
  if (!isObject(value)) throw new Uncompilable(`${name}: expected an object`);
  return Object.entries(value);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
