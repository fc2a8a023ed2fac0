import { canonicalJson } from './digest.ts';
import { showReceived } from './errors.ts';

/** A place where two JSON values differ. `path` is dotted, `gates[2].limit.value`; empty for the whole. */
export type Difference = { path: string; expected: string; received: string };

/** Every leaf in which two JSON values differ, keys sorted; numbers must be the same double. Absent equals undefined. */
export function listDifferences(expected: unknown, received: unknown, path = ''): Difference[] {
  if (canonical(expected) === canonical(received)) return [];
  if (!isContainer(expected) || !isContainer(received)) {
    return [{ path, expected: showReceived(expected), received: showReceived(received) }];
  }
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(received)])].sort();
  if (Array.isArray(expected)) keys.sort((a, b) => Number(a) - Number(b));
  return keys.flatMap((key) => {
    const step = Array.isArray(expected) ? `[${key}]` : path === '' ? key : `.${key}`;
    return listDifferences(expected[key], received[key], `${path}${step}`);
  });
}

function canonical(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalJson(value);
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
