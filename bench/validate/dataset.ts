import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** A rule in words that every tool has: what `value` means depends on `kind`. */
export type BenchRule = {
  id: string;
  column: string;
  kind: 'unique' | 'not_null' | 'pattern' | 'among' | 'at_least' | 'at_most' | 'min_length' | 'max_length';
  value?: string | number | string[];
};

export type Dataset = {
  name: string;
  rows: number;
  /** Share of the rows that break every rule, 0 to 1. */
  rate: number;
  file: string;
  contract: string;
  /** The rules for the tools in Python, as JSON. */
  rulesFile: string;
  rules: BenchRule[];
  /** Rows that break each rule, by its id; of a repeated value the rows after its first. */
  expected: Record<string, number>;
};

type Column = {
  name: string;
  type: 'integer' | 'number' | 'string';
  good: string;
  bad: string;
  rule: BenchRule;
};

const countries = ['DE', 'FR', 'NL', 'PL', 'ES', 'IT', 'SE', 'US', 'CA', 'BR', 'JP', 'IN'];
const states = ['new', 'paid', 'sent', 'done'];

function pick(list: readonly string[], by: string): string {
  return `[${list.map((text) => `'${text}'`).join(', ')}][1 + (${by}) % ${list.length}]`;
}

/** Twelve columns with a rule each; `i` is the number of the row, from 1. */
function narrowColumns(rate: number): Column[] {
  const column = (
    name: string,
    type: Column['type'],
    good: string,
    bad: string,
    kind: BenchRule['kind'],
    value?: BenchRule['value'],
  ): Column => {
    const id = `${name}.${kind}`;
    return {
      name,
      type,
      good,
      bad,
      rule: { id, column: name, kind, ...(value === undefined ? {} : { value }) },
    };
  };
  return [
    column('id', 'integer', 'i', rate === 1 ? 'i - i % 2' : 'i - 1', 'unique'),
    column('user', 'string', "printf('u%06d', (i * 7919) % 1000000)", "'nobody'", 'pattern', '^u[0-9]{6}$'),
    column('email', 'string', "printf('user%d@example.com', i % 50000)", 'NULL', 'not_null'),
    column('country', 'string', pick(countries, 'i * 31'), "'ZZ'", 'among', countries),
    column('amount', 'number', '(i * 37 % 100000) / 100.0', '-1.5', 'at_least', 0),
    column('quantity', 'integer', '1 + i % 100', '1000', 'at_most', 100),
    column('status', 'string', pick(states, 'i'), "'lost'", 'among', states),
    column('score', 'number', '(i % 1000) / 1000.0', '2.5', 'at_most', 1),
    column('code', 'string', "printf('ABC-%04d', i % 10000)", "'bad'", 'pattern', '^[A-Z]{3}-[0-9]{4}$'),
    column('name', 'string', "printf('name %d', i % 777)", "'x'", 'min_length', 3),
    column('age', 'integer', '18 + i % 70', '-1', 'at_least', 0),
    column('tag', 'string', "printf('t%d', i % 99)", "'much too long'", 'max_length', 8),
  ];
}

function wideColumns(): Column[] {
  return Array.from({ length: 500 }, (_, c): Column => {
    const name = `f${c}`;
    const rule: BenchRule = { id: `${name}.at_least`, column: name, kind: 'at_least', value: 0 };
    return { name, type: 'number', good: `((i * ${c + 3}) % 10007) / 100.0`, bad: '-1.5', rule };
  });
}

/** Makes the files of a data set once; later runs find them. */
export async function makeDataset(
  directory: string,
  shape: { rows: number; rate: number; format: 'csv' | 'parquet'; wide?: boolean },
): Promise<Dataset> {
  const { rows, rate, format, wide = false } = shape;
  const columns = wide ? wideColumns() : narrowColumns(rate);
  const name = `${rows}x${columns.length} ${format} ${rate * 100} %`;
  const base = join(directory, `${rows}-${columns.length}-${rate}`);
  const file = `${base}.${format}`;
  // The last rows of each stretch are bad, so that a repeated value has an earlier one.
  const isBad = rate === 0 ? 'false' : rate === 1 ? 'true' : `i % ${Math.round(1 / rate)} = 0`;
  if (!existsSync(file)) {
    const items = columns.map(
      ({ name, good, bad }) => `CASE WHEN ${isBad} THEN ${bad} ELSE ${good} END AS "${name}"`,
    );
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`COPY (SELECT ${items.join(', ')} FROM range(1, ${rows + 1}) t(i)) TO '${file}'`);
    connection.closeSync();
    instance.closeSync();
  }
  const failing = Math.floor(rows * rate);
  const repeats = rate === 1 ? Math.floor((rows - 1) / 2) : failing;
  const rules = columns.map(({ rule }) => rule);
  const contract = `${base}.${format}.odcs.yaml`;
  const rulesFile = `${base}.rules.json`;
  await writeFile(contract, makeContract(columns, file, format));
  await writeFile(rulesFile, JSON.stringify(rules));
  return {
    name,
    rows,
    rate,
    file,
    contract,
    rulesFile,
    rules,
    expected: Object.fromEntries(rules.map(({ id, kind }) => [id, kind === 'unique' ? repeats : failing])),
  };
}

/** ODCS, as Proofmark and datacontract-cli read it; JSON is YAML. */
function makeContract(columns: readonly Column[], file: string, format: string): string {
  return JSON.stringify({
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'bench',
    version: '1.0.0',
    status: 'active',
    servers: [{ server: 'local', type: 'local', path: file, format }],
    schema: [
      {
        name: 'bench',
        properties: columns.map(({ name, type, rule: { kind, value } }) => ({
          name,
          logicalType: type,
          ...propertyOf(kind, value),
        })),
      },
    ],
  });
}

function propertyOf(kind: BenchRule['kind'], value: BenchRule['value']): Record<string, unknown> {
  const options = (name: string) => ({ logicalTypeOptions: { [name]: value } });
  switch (kind) {
    case 'unique':
      return { unique: true };
    case 'not_null':
      return { required: true };
    case 'pattern':
      return options('pattern');
    case 'among':
      return {
        quality: [{ type: 'library', metric: 'invalidValues', arguments: { validValues: value }, mustBe: 0 }],
      };
    case 'at_least':
      return options('minimum');
    case 'at_most':
      return options('maximum');
    case 'min_length':
      return options('minLength');
    case 'max_length':
      return options('maxLength');
  }
}
