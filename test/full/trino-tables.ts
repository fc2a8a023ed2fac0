/** A column of a table that both engines hold: its type in each, and its values as SQL texts (null: NULL). */
export type SharedColumn = {
  name: string;
  duckdb: string;
  trino: string;
  values: readonly (string | null)[];
};

/** Values that engines disagree about when nobody looks. */
export const adversarial: SharedColumn[] = [
  {
    name: 'id',
    duckdb: 'BIGINT',
    trino: 'bigint',
    values: [
      '9007199254740992',
      '9007199254740993',
      '9007199254740993',
      '-9223372036854775808',
      '9223372036854775807',
      '0',
      null,
      '7',
    ],
  },
  {
    name: 'double',
    duckdb: 'DOUBLE',
    trino: 'double',
    values: ['NaN', '0.1', '0.30000000000000004', '-0.0', '1e300', 'Infinity', null, '0.3'],
  },
  {
    name: 'real',
    duckdb: 'FLOAT',
    trino: 'real',
    values: ['0.1', 'NaN', '16777217', '-1.5', '0.3', null, '0.7', '0'],
  },
  {
    name: 'decimal',
    duckdb: 'DECIMAL(38, 10)',
    trino: 'decimal(38, 10)',
    values: [
      '9007199254740993.1',
      '9007199254740993.0000000001',
      '0.3',
      '-0.0000000001',
      '99999999999999999999.5',
      null,
      '0.1',
      '12.5',
    ],
  },
  {
    name: 'text',
    duckdb: 'VARCHAR',
    trino: 'varchar',
    values: ['', 'é', 'e\u0301', '😀', 'a\n', 'NULL', null, "a'b&c"],
  },
  {
    name: 'short',
    duckdb: 'SMALLINT',
    trino: 'smallint',
    values: ['-32768', '32767', '0', '1', '1', null, '3', '-3'],
  },
  {
    name: 'day',
    duckdb: 'DATE',
    trino: 'date',
    values: [
      '1900-01-01',
      '2024-02-29',
      '2024-03-01',
      '9999-12-31',
      null,
      '2024-02-28',
      '2024-02-29',
      '1969-12-31',
    ],
  },
  {
    name: 'moment',
    duckdb: 'TIMESTAMP',
    trino: 'timestamp(6)',
    values: [
      '2024-01-01 00:00:00.000001',
      '2024-01-01 00:00:00',
      '2023-12-31 23:59:59.999999',
      '2024-06-01 12:30:00.5',
      null,
      '1969-12-31 23:59:59',
      '2024-01-01 00:00:00',
      '2024-05-31 00:00:00',
    ],
  },
  {
    name: 'zoned',
    duckdb: 'TIMESTAMPTZ',
    trino: 'timestamp(6) with time zone',
    values: [
      '2024-01-01 01:00:00+01:00',
      '2023-12-31 23:59:59.999999+00:00',
      '2024-01-01 00:00:00+00:00',
      '2024-01-01 00:30:00+01:00',
      null,
      '2024-05-31 00:00:00+00:00',
      '2024-01-01 00:00:00.000001+00:00',
      '2000-01-01 00:00:00-12:00',
    ],
  },
  {
    name: 'flag',
    duckdb: 'BOOLEAN',
    trino: 'boolean',
    values: ['true', 'false', null, 'true', 'false', 'true', null, 'false'],
  },
  {
    name: 'code',
    duckdb: 'VARCHAR',
    trino: 'varchar',
    values: ['1', '01', 'x', null, '2', '3', '4', '5'],
  },
];

const property = (name: string, logicalType: string, rest: Record<string, unknown>) => ({
  name,
  logicalType,
  ...rest,
});

/** A contract that asks every column the common questions; most answers are "no" for some row. */
export function adversarialContract(): string {
  const percentOfNulls = { metric: 'nullValues', unit: 'percent', mustBeLessThan: 1 };
  const properties = [
    property('id', 'integer', {
      primaryKey: true,
      logicalTypeOptions: { minimum: -9_007_199_254_740_991, exclusiveMaximum: 9_223_372_036_854_775_807n },
      quality: [
        percentOfNulls,
        { metric: 'duplicateValues', mustBe: 0 },
        { metric: 'invalidValues', mustBe: 0, arguments: { validValues: ['9007199254740993', '7', '0'] } },
      ],
    }),
    property('double', 'number', {
      required: true,
      unique: true,
      logicalTypeOptions: { minimum: 0, maximum: 0.3, multipleOf: 0.1 },
      quality: [{ metric: 'missingValues', mustBe: 0, arguments: { missingValues: [null, 0.1, 'NaN'] } }],
    }),
    property('real', 'number', {
      unique: true,
      logicalTypeOptions: { exclusiveMinimum: -1.5, maximum: 16_777_216, multipleOf: 0.1 },
    }),
    property('decimal', 'number', {
      required: true,
      logicalTypeOptions: { minimum: 0, maximum: '#9007199254740993.1', multipleOf: 0.1 },
    }),
    property('text', 'string', {
      required: true,
      unique: true,
      logicalTypeOptions: { minLength: 1, maxLength: 2, pattern: '^[a-z&&é]+$' },
      quality: [
        { metric: 'invalidValues', mustBe: 0, arguments: { validValues: ['é', '😀', "a'b&c"] } },
        { id: 'shape', metric: 'invalidValues', mustBe: 0, arguments: { pattern: '^.$' } },
        { id: 'line', metric: 'invalidValues', mustBe: 0, arguments: { pattern: '^a$' } },
        { metric: 'missingValues', mustBe: 0, arguments: { missingValues: ['', 'NULL', null] } },
      ],
    }),
    property('short', 'integer', {
      relationships: [{ to: 'adversarial.id' }],
      logicalTypeOptions: { format: 'i8', multipleOf: 3, minimum: -3.5 },
    }),
    property('day', 'date', {
      unique: true,
      quality: [{ metric: 'invalidValues', mustBe: 0, arguments: { validValues: ['2024-02-29'] } }],
      logicalTypeOptions: { minimum: '2024-02-29', exclusiveMaximum: '9999-12-31' },
    }),
    property('moment', 'timestamp', {
      required: true,
      quality: [
        {
          metric: 'invalidValues',
          mustBe: 0,
          arguments: { validValues: ['2024-01-01 00:00:00', '2024-06-01 12:30:00.5'] },
        },
      ],
      logicalTypeOptions: { minimum: '2024-01-01T00:00:00', maximum: '2024-06-01T12:30:00.25' },
    }),
    property('zoned', 'timestamp', {
      logicalTypeOptions: { exclusiveMinimum: '2024-01-01T00:00:00Z', timezone: true },
    }),
    property('flag', 'boolean', { required: true }),
    property('code', 'integer', { required: true, logicalTypeOptions: { minimum: 2 } }),
    property('absent', 'string', { required: true }),
  ];
  const contract = {
    apiVersion: 'v3.2.0',
    kind: 'DataContract',
    id: 'adversarial',
    version: '1.0.0',
    schema: [
      {
        name: 'adversarial',
        properties,
        quality: [
          { id: 'rows', metric: 'rowCount', mustBe: 8 },
          { id: 'pairs', metric: 'duplicateValues', mustBe: 0, arguments: { properties: ['short', 'flag'] } },
          { id: 'own-sql', type: 'sql', query: 'SELECT count(*) FROM {table}', mustBe: 8 },
        ],
      },
    ],
    slaProperties: [{ property: 'freshness', value: 1, unit: 'd', element: 'adversarial.moment' }],
  };
  return JSON.stringify(
    contract,
    (_key, value) => (typeof value === 'bigint' ? `#${value}` : value),
    1,
  ).replace(/"#([\d.]+)"/g, '$1');
}
