import fc from 'fast-check';

/** Text that a stranger's contract or data file may hold. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.constantFrom(...'a,"\n\r;\t\u0000\ufeff\'{}[]:1\\|é#&*!%-'), { maxLength: 60 })
    .map((parts) => parts.join('')),
);

/** Values that do not belong where they are put, or do harm where they are believed. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    ...["'; DROP TABLE t; --", '^(a+)+$', '(?<=x)y', '\\1', '[', '(', 'a{9999}', '\ud800', '__row', '__file'],
    ...[
      '1e999',
      '-1e-999',
      '9'.repeat(400),
      '0x10',
      'NaN',
      'yyyy-MM-dd',
      "yyyy'",
      '%n',
      '2024-99-99',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the standard
      '${HOME}',
    ],
    ...[
      'https://example.com/x.yaml#/schema',
      '../../etc/passwd',
      't.a',
      'object',
      'array',
      'vector',
      'sql',
      'custom',
    ],
    ...[-1, 0, 1e308, 5e-324, 2 ** 53, -(2 ** 63), 1.5, true, null],
  ),
);

/** Changes one place of a JSON text, chosen by a number: its value, or the name of its field. */
export function mutate(json: string, place: number, value: unknown, renames: boolean): string {
  const root: unknown = JSON.parse(json);
  const places = [...placesOf(root)];
  const found = places[place % places.length];
  if (found === undefined) return json;
  const { holder, name } = found;
  if (renames && !Array.isArray(holder)) {
    holder[String(value)] = holder[name];
    delete holder[name];
  } else {
    holder[name] = value;
  }
  return JSON.stringify(root);
}

type Holder = Record<string, unknown>;

function* placesOf(value: unknown): Generator<{ holder: Holder; name: string }> {
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Holder;
  for (const name of Object.keys(holder)) {
    yield { holder, name };
    yield* placesOf(holder[name]);
  }
}

/** YAML that is little to write and much to read: one token many times, aliases of aliases, keys of keys. */
export const yamlBomb: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        '"',
        "'",
        '[',
        ']',
        '{',
        '}',
        '- ',
        '? ',
        ':',
        '-\n',
        '#\n',
        '&a ',
        '*a ',
        '!a ',
        '|\n',
        '---\n',
        'a: ',
        '[],',
      ),
      fc.integer({ min: 1, max: 20_000 }),
      hostileText,
    )
    .map(([token, times, tail]) => token.repeat(times) + tail),
  fc.tuple(fc.integer({ min: 2, max: 30 }), fc.integer({ min: 1, max: 12 })).map(([width, depth]) => {
    const levels = Array.from(
      { length: depth },
      (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(width)}]`,
    );
    return ['a0: &a0 x', ...levels, 'schema: *a1'].join('\n');
  }),
);

/** A value of JSON inside of others, whatever a contract says of it. */
export const nestedValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({
    n: fc.oneof(fc.jsonValue({ maxDepth: 2 }), hostileText),
    m: fc.array(fc.jsonValue({ maxDepth: 1 })),
  }),
  fc.jsonValue({ maxDepth: 4 }),
);

const size = fc.constantFrom(
  '0',
  '7',
  '10000000',
  '2000000000',
  '100000000000',
  '10 ** 9',
  '(SELECT max(a) FROM t)',
);

/** SQL of a rule that takes memory or time, or is none. */
export const hostileSql: fc.Arbitrary<string> = fc.oneof(
  size.map((n) => `SELECT length(repeat('x', ${n}))`),
  size.map((n) => `SELECT length(repeat(repeat('x', 9999), ${n}))`),
  size.map((n) => `SELECT length(lpad('x', ${n}, 'yz'))`),
  size.map((n) => `SELECT len(range(${n}))`),
  size.map((n) => `SELECT count(*) FROM range(${n})`),
  size.map((n) => `SELECT len(list(range)) FROM range(${n})`),
  size.map((n) => `SELECT count(*) FROM t, range(${n}), range(${n})`),
  size.map(
    (n) =>
      `WITH RECURSIVE r AS (SELECT 1 x UNION ALL SELECT x + 1 FROM r WHERE x < ${n}) SELECT max(x) FROM r`,
  ),
  hostileText,
  hostileText.map((text) => `SELECT count(*) FROM t WHERE b = '${text}'`),
);
