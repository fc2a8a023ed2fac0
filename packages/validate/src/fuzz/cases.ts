import fc from 'fast-check';
import {
  BOOLEANS,
  DATES,
  INTEGERS,
  NAMES,
  NUMBERS,
  ODD_BOOLEANS,
  ODD_DATES,
  ODD_INTEGERS,
  ODD_NUMBERS,
  ODD_TIMES,
  ODD_TIMESTAMPS,
  PATTERNS,
  STRINGS,
  TIMES,
  TIMESTAMPS,
} from './values.ts';

/** Formats the same values are written in; those of CSV are texts, the others have types. */
export type FuzzFormat = 'csv' | 'jsonl' | 'parquet';
export type FuzzType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp' | 'time';

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
  time: { usual: TIMES, odd: ODD_TIMES, stored: ['TIME'] },
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
    time: ordered(TIMES),
  };
  return fc.record(fields[type]) as fc.Arbitrary<Partial<FuzzColumn>>;
}

function columnArbitrary(name: string, format: FuzzFormat, rows: number): fc.Arbitrary<FuzzColumn> {
  return fc
    .constantFrom<FuzzType>('string', 'integer', 'number', 'boolean', 'date', 'timestamp', 'time')
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
            type === 'timestamp' || type === 'date' || type === 'time'
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
