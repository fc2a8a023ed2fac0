import { canonicalJson, showReceived } from '@proofmark/documents';

export type Difference = { path: string; expected: string; received: string };

/** The first place where two JSON values differ, keys sorted; numbers must be the same double. */
export function firstDifference(expected: unknown, received: unknown, path = ''): Difference | undefined {
  if (canonical(expected) === canonical(received)) return undefined;
  if (isContainer(expected) && isContainer(received)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(received)])].sort();
    for (const key of keys) {
      const inner = firstDifference(expected[key], received[key], path === '' ? key : `${path}.${key}`);
      if (inner) return inner;
    }
  }
  return { path: path || 'document', expected: showReceived(expected), received: showReceived(received) };
}

function canonical(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalJson(value);
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
