import fc from 'fast-check';

/** Formats the same values are written in; those of CSV are texts, the others have types. */
export type FuzzFormat = 'csv' | 'jsonl' | 'parquet';
export type FuzzType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp';

export type FuzzColumn = {
  name: string;
  type: FuzzType;
  /** SQL type in Parquet, empty for other formats. */
  stored: string;
  values: (string | null)[];
  required: boolean;
  unique: boolean;
  /** Numerals as they are written in the contract. */
  minimum?: string;
  exclusiveMinimum?: string;
  maximum?: string;
  exclusiveMaximum?: string;
  multipleOf?: string;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  enum?: string[];
  /** At most so many nulls, as a quality rule. */
  nullsAtMost?: { value: number; unit: 'rows' | 'percent' };
  repeatsAtMost?: number;
  tolerance?: number;
};

export type FuzzCase = {
  format: FuzzFormat;
  columns: FuzzColumn[];
  rows: number;
  /** Names of the key's columns; empty for none. */
  key: string[];
  rowsAtLeast: number;
};

const NAMES = [
  'a',
  'b c',
  'we"ird',
  "x'y",
  'ünï',
  '{column}',
  'select',
  'row',
  'c0',
  'v0',
  'total',
  'n_c0',
  '1',
  'a.b',
];
const PATTERNS = [
  '^[a-z]+$',
  'a|b',
  '^.{2,3}$',
  '\\d',
  '^[A-Z]{3}$',
  '^(?:x|yy)$',
  '[^a-z]',
  '^$',
  'é$',
  '^a|b$',
  '\\$',
  '^\\w*$',
];

const STRINGS = [
  'a',
  'ab',
  'abc',
  'ABC',
  'b',
  'x',
  'yy',
  'é',
  'e\u0301',
  '😀',
  '😀x',
  '12',
  ' a',
  'a ',
  'NULL',
  'null',
  'a,b',
  'q"q',
  'l\nb',
  "o'o",
  '$',
  '0',
  '-',
  '\t',
  '\\',
  '--',
  '🇩🇪',
];
const INTEGERS = [
  '0',
  '1',
  '-1',
  '2',
  '3',
  '7',
  '10',
  '-10',
  '127',
  '128',
  '2147483647',
  '-2147483648',
  '9007199254740992',
  '9007199254740993',
  '-9007199254740993',
  '9223372036854775807',
];
const ODD_INTEGERS = [
  '007',
  '+5',
  '-0',
  '9223372036854775808',
  '170141183460469231731687303715884105727',
  '1.0',
  '1e3',
  ' 1',
  '1_000',
  '0x1F',
  'abc',
  '--1',
  '１',
];
const NUMBERS = [
  '0',
  '1',
  '-1',
  '0.1',
  '0.2',
  '0.3',
  '0.30',
  '1.5',
  '-2.25',
  '100',
  '0.01',
  '3.14',
  '1000000',
  '123456.78',
];
const ODD_NUMBERS = [
  '.5',
  '5.',
  '1e3',
  '1E-2',
  '+0.1',
  'nan',
  'inf',
  '-inf',
  '1_000',
  'x',
  '9007199254740993',
  '0.30000000000000004',
  '1,5',
  'Infinity',
  '1e',
];
const BOOLEANS = ['true', 'false'];
const ODD_BOOLEANS = ['True', 'FALSE', '1', '0', 'yes', 'no', 't', 'TrUe', '2'];
const DATES = ['2024-01-01', '2024-02-29', '2023-12-31', '1999-01-01', '2024-06-30', '2100-01-01'];
const ODD_DATES = [
  '2023-02-29',
  '2024-13-01',
  '2024-1-1',
  '20240101',
  '2024-01-01T00:00:00',
  '24-01-01',
  'today',
  '0001-01-01',
  '2024-01-01 ',
];
const TIMESTAMPS = [
  '2024-01-01 00:00:00',
  '2024-02-29 23:59:59',
  '2023-12-31 12:00:00',
  '2024-06-30 10:20:30',
];
const ODD_TIMESTAMPS = [
  '2024-01-01T00:00:00Z',
  '2024-01-01T02:00:00+02:00',
  '2024-01-01',
  '2024-01-01 25:00:00',
  '2024-01-01T10:00',
  'now',
  '2024-02-30 00:00:00',
];

const pools: Record<FuzzType, { usual: string[]; odd: string[]; stored: string[] }> = {
  string: { usual: STRINGS, odd: [...DATES, ...INTEGERS, 'x'.repeat(300)], stored: ['VARCHAR'] },
  integer: {
    usual: INTEGERS,
    odd: ODD_INTEGERS,
    stored: ['BIGINT', 'INTEGER', 'SMALLINT', 'DECIMAL(18,0)', 'UBIGINT'],
  },
  number: { usual: NUMBERS, odd: ODD_NUMBERS, stored: ['DOUBLE', 'FLOAT', 'DECIMAL(12,2)', 'INTEGER'] },
  boolean: { usual: BOOLEANS, odd: ODD_BOOLEANS, stored: ['BOOLEAN'] },
  date: { usual: DATES, odd: ODD_DATES, stored: ['DATE'] },
  timestamp: { usual: TIMESTAMPS, odd: ODD_TIMESTAMPS, stored: ['TIMESTAMP'] },
};

/** Whether a text can be kept in a typed column without a change that a reader would not expect. */
function fits(stored: string, text: string): boolean {
  const [, width, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(stored) ?? [];
  if (width !== undefined && scale !== undefined) {
    const [whole = '', fraction = ''] = text.replace('-', '').split('.');
    return whole.length <= Number(width) - Number(scale) && fraction.length <= Number(scale);
  }
  const range: Record<string, [number, number]> = {
    SMALLINT: [-32_768, 32_767],
    INTEGER: [-(2 ** 31), 2 ** 31 - 1],
    UBIGINT: [0, Infinity],
  };
  const [low, high] = range[stored] ?? [-Infinity, Infinity];
  if (stored === 'INTEGER' && text.includes('.')) return false;
  return !(Number(text) < low || Number(text) > high);
}

/** Large integers lose digits where JSON readers take them for doubles, and DuckDB takes dates in text for dates. */
function fitsJson(type: FuzzType, text: string): boolean {
  if (type === 'integer') return Number.isSafeInteger(Number(text));
  return type !== 'string' || !/^\d{4}-|^$/.test(text);
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });

const NUMERALS = fc.constantFrom(
  '0',
  '1',
  '-1',
  '0.1',
  '0.3',
  '2.5',
  '10',
  '9007199254740993',
  '-9007199254740993',
  '3',
  '100',
  '0.30000000000000004',
);
const DIVISORS = fc.constantFrom('1', '2', '3', '0.1', '0.01', '0.3', '7', '1.5');

function boundsOf(type: FuzzType, stored: string): fc.Arbitrary<Partial<FuzzColumn>> {
  const numeric = {
    minimum: maybe(NUMERALS),
    exclusiveMinimum: maybe(NUMERALS),
    maximum: maybe(NUMERALS),
    exclusiveMaximum: maybe(NUMERALS),
    multipleOf: stored === 'FLOAT' ? fc.constant(undefined) : maybe(DIVISORS),
  };
  const ordered = (pool: string[]) => ({
    minimum: maybe(fc.constantFrom(...pool)),
    exclusiveMinimum: maybe(fc.constantFrom(...pool)),
    maximum: maybe(fc.constantFrom(...pool)),
    exclusiveMaximum: maybe(fc.constantFrom(...pool)),
  });
  const fields: Record<FuzzType, Record<string, fc.Arbitrary<unknown>>> = {
    string: {
      minLength: maybe(fc.nat(3)),
      maxLength: maybe(fc.nat(3)),
      pattern: maybe(fc.constantFrom(...PATTERNS)),
    },
    integer: numeric,
    number: numeric,
    boolean: {},
    date: ordered(DATES),
    timestamp: ordered(TIMESTAMPS),
  };
  return fc.record(fields[type]) as fc.Arbitrary<Partial<FuzzColumn>>;
}

function columnArbitrary(name: string, format: FuzzFormat, rows: number): fc.Arbitrary<FuzzColumn> {
  return fc
    .constantFrom<FuzzType>('string', 'integer', 'number', 'boolean', 'date', 'timestamp')
    .chain((type) =>
      fc.record({
        type: fc.constant(type),
        stored: fc.constantFrom(...(format === 'parquet' ? pools[type].stored : [''])),
      }),
    )
    .chain(({ type, stored }) => {
      const { usual, odd } = pools[type];
      const keeps = (text: string) => (format === 'parquet' ? fits(stored, text) : fitsJson(type, text));
      const good = format === 'csv' ? usual : usual.filter(keeps);
      const pool = format === 'csv' ? [...usual, ...usual, ...odd] : good;
      // A few distinct values, so that some repeat and some rules hold for all.
      const value = fc.uniqueArray(fc.constantFrom(...pool), { minLength: 1, maxLength: 6 });
      const base = value.chain((some) =>
        fc.record({
          name: fc.constant(name),
          type: fc.constant(type),
          stored: fc.constant(stored),
          values: fc.array(fc.option(fc.constantFrom(...some), { nil: null, freq: 6 }), {
            minLength: rows,
            maxLength: rows,
          }),
          required: fc.boolean(),
          unique: fc.boolean(),
          enum:
            type === 'timestamp' || type === 'date'
              ? fc.constant(undefined)
              : maybe(
                  fc.uniqueArray(fc.constantFrom(...good), {
                    minLength: 1,
                    maxLength: 12,
                    selector: (text) =>
                      type === 'string' || type === 'boolean' ? text : String(Number(text)),
                  }),
                ),
          nullsAtMost: maybe(fc.record({ value: fc.nat(20), unit: fc.constantFrom('rows', 'percent') })),
          repeatsAtMost: maybe(fc.nat(5)),
          tolerance: maybe(fc.constantFrom(0.1, 0.5, 1)),
        }),
      );
      return fc
        .tuple(base, boundsOf(type, stored))
        .map(([column, bounds]) => ({ ...column, ...bounds }) as FuzzColumn);
    });
}

/** Contracts with matching data, of which an independent count is possible. */
export const fuzzCase: fc.Arbitrary<FuzzCase> = fc
  .record({
    format: fc.constantFrom<FuzzFormat>('csv', 'csv', 'jsonl', 'parquet'),
    rows: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 30 }) },
      { weight: 1, arbitrary: fc.constant(0) },
    ),
    names: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 }),
    rowsAtLeast: fc.nat(20),
    keySize: fc.nat(2),
  })
  // A JSONL file without rows has no bytes, which is refused.
  .map((shape) => ({ ...shape, rows: shape.format === 'jsonl' ? Math.max(1, shape.rows) : shape.rows }))
  .chain(({ format, rows, names, rowsAtLeast, keySize }) =>
    fc.tuple(...names.map((name) => columnArbitrary(name, format, rows))).map((columns) => ({
      format,
      columns,
      rows,
      rowsAtLeast,
      key: names.slice(0, keySize),
    })),
  );

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
