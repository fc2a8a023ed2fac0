import fc from 'fast-check';

/** A row of orders: two columns that refer to a row of places, a number, and a day as text. */
export type Order = { code: string | null; number: string | null; amount: string | null; day: string | null };
export type Place = { code: string; number: string };

/** Tables with a foreign key of one column or two, SQL rules, and dates in a JDK format. */
export type JoinedCase = {
  orders: Order[];
  places: Place[];
  isComposite: boolean;
  format: string;
  earliest: string;
  /** Of the SQL rule: how many rows may have a larger amount. */
  sql: { above: number; atMost: number; perPlace: boolean } | undefined;
};

export const FORMATS = [
  'dd.MM.yyyy',
  'd.M.yyyy',
  'yyyy/MM/dd',
  'MM-dd-yyyy',
  'dd/MM/yyyy',
  'yyyyMMdd',
  'd MMM yyyy',
];
const DAYS = [
  '2024-02-29',
  '2023-02-29',
  '2024-02-30',
  '05.01.2024',
  '5.1.2024',
  '31.04.2024',
  '29.02.2023',
  '2024/01/05',
  '2024/13/01',
  '12-31-2024',
  '31-12-2024',
  '05/01/2024',
  '20240105',
  '20240230',
  '5 Jan 2024',
  '05 Jan 2024',
  '5 jan 2024',
  '31 Dec 1999',
  ' 05.01.2024',
  '05.01.24',
  'x',
];

const code = fc.constantFrom('a', 'b', 'A', 'é', "o'o", ' a', 'NULL', '1');
const number = fc.constantFrom('1', '2', '10', '9007199254740993', '-1', '01');
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 6 });

export const joinedCase: fc.Arbitrary<JoinedCase> = fc.record({
  orders: fc.array(
    fc.record({
      code: orNull(code),
      number: orNull(number),
      amount: orNull(fc.integer({ min: -20, max: 20 }).map(String)),
      day: orNull(fc.constantFrom(...DAYS)),
    }),
    { minLength: 1, maxLength: 25 },
  ),
  places: fc.array(fc.record({ code, number }), { minLength: 1, maxLength: 8 }),
  isComposite: fc.boolean(),
  format: fc.constantFrom(...FORMATS),
  earliest: fc.constantFrom('2024-01-05', '2024-02-29', '2000-01-01'),
  // Rare: an engine that has run the SQL of a contract is not used again.
  sql: fc.option(
    fc.record({ above: fc.integer({ min: -20, max: 20 }), atMost: fc.nat(10), perPlace: fc.boolean() }),
    { nil: undefined, freq: 1 },
  ),
});

export function joinedContract({ isComposite, format, earliest, sql }: JoinedCase): string {
  const single = isComposite ? {} : { relationships: [{ to: 'places.number' }] };
  const composite = [{ from: ['orders.code', 'orders.number'], to: ['places.code', 'places.number'] }];
  const quality = sql && [
    {
      id: 'sql',
      type: 'sql',
      query: sql.perPlace
        ? `SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM {table} WHERE amount > ${sql.above} GROUP BY code)`
        : `SELECT count(*) FROM {table} WHERE amount > ${sql.above}`,
      mustBeLessOrEqualTo: sql.atMost,
    },
  ];
  const schema = [
    {
      name: 'orders',
      properties: [
        { name: 'code', logicalType: 'string' },
        { name: 'number', logicalType: 'integer', ...single },
        { name: 'amount', logicalType: 'integer' },
        { name: 'day', logicalType: 'date', logicalTypeOptions: { format, minimum: earliest } },
      ],
      ...(isComposite ? { relationships: composite } : {}),
      ...(quality ? { quality } : {}),
    },
    {
      name: 'places',
      properties: [
        { name: 'code', logicalType: 'string' },
        { name: 'number', logicalType: 'integer' },
      ],
    },
  ];
  return JSON.stringify({ apiVersion: 'v3.2.0', kind: 'DataContract', id: 'shop', version: '1.0.0', schema });
}

export function csvOf(rows: readonly Record<string, string | null>[], columns: readonly string[]): string {
  const quote = (text: string | null) => (text === null ? '' : `"${text.replaceAll('"', '""')}"`);
  const line = (row: Record<string, string | null>) =>
    columns.map((name) => quote(row[name] ?? null)).join(',');
  return `${[columns.join(','), ...rows.map(line)].join('\n')}\n`;
}
