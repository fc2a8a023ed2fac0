import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { check } from './explain.ts';
import { parseDocument } from './read.ts';

const message = (schema: z.ZodType, value: unknown): string => {
  try {
    check(schema, value, { what: 'f.yml', code: 'config-invalid' });
    return 'nothing is wrong';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('every kind of mistake is told in the words of the house', () => {
  test.each<[z.ZodType, unknown, string]>([
    [z.number().nonnegative(), -1, 'expected at least 0, received -1'],
    [z.number().positive(), 0, 'expected more than 0, received 0'],
    [z.number().lt(1), 1, 'expected less than 1, received 1'],
    [z.int().max(5), 6, 'expected at most 5, received 6'],
    [z.int(), 1.5, 'expected a whole number, received 1.5'],
    [z.string().min(1), '', 'expected at least 1 character, received ""'],
    [z.array(z.int()).min(2), [1], 'expected at least 2 entries, received [1]'],
    [z.number().multipleOf(5), 7, 'expected a multiple of 5, received 7'],
    [z.string().regex(/^[a-z]+$/), 'A', 'expected a text like /^[a-z]+$/, received "A"'],
    [z.string().regex(/^[a-z]+$/, 'expected small letters'), 'A', 'expected small letters, received "A"'],
    [z.iso.datetime(), 'now', 'expected a date and time such as 2026-01-31T12:00:00Z, received "now"'],
    [z.url(), 'x', 'expected a URL, received "x"'],
    [z.enum(['a', 'b']), 'c', 'expected "a" or "b", received "c"'],
    [z.literal(['a', undefined]), 'c', 'expected "a", received "c"'],
    [z.union([z.string(), z.array(z.string())]), 1, 'expected a text or a list, received 1'],
    [z.number().refine(() => false, 'expected a prime, received 4'), 4, 'expected a prime, received 4'],
    [z.number().refine(() => false, 'the gate is shut'), 4, 'the gate is shut, received 4'],
    [
      z.record(z.string().regex(/^a/), z.int()),
      { b: 1 },
      'expected another key (a text like /^a/), received 1',
    ],
  ])('%#', (schema, value, expected) => {
    expect(message(z.strictObject({ field: schema }), { field: value })).toMatch(/^f\.yml: field/);
    expect(message(z.strictObject({ field: schema }), { field: value })).toContain(expected);
  });

  test.each<[z.ZodType, unknown, string]>([
    [z.strictObject({ a: z.int() }), {}, 'f.yml: a is missing: expected a number'],
    [z.strictObject({ a: z.int() }), null, 'f.yml: the file is empty: expected a mapping of keys'],
    [
      z.strictObject({ a: z.union([z.int(), z.string()]) }),
      {},
      'f.yml: a is missing: expected a number or a text',
    ],
  ])('what is missing: %#', (schema, value, expected) => {
    expect(message(schema, value)).toBe(expected);
  });
});

test('a field that a newer release added is told as such', () => {
  const text = JSON.stringify({
    document: 'proofmark/report',
    version: '1.9',
    format: 'html',
    from: [{ path: 'a', bytes: 1, sha256: 'a'.repeat(64) }],
    written: { path: 'a', bytes: 1, sha256: 'a'.repeat(64) },
    mood: 'good',
  });
  expect(() => parseDocument(text, 'report', 'r.json')).toThrow(
    /^r\.json: unknown key "mood"; expected one of .*written; a newer release of Proofmark may have written it: read it with that one$/,
  );
});

test('JSON that is no document of ours is told as such', () => {
  expect(() => parseDocument('{"a":1}', 'evaluation', 'e.json')).toThrow(
    'e.json: expected a proofmark/evaluation document, received JSON without the field document',
  );
});
