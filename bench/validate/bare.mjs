// The counts of a data set as somebody who knows DuckDB asks for them: one query, nothing else.
//
//   node bench/validate/bare.mjs FILE RULES.json [CONTRACT]
//
// Plain JavaScript, so that no time goes into stripping types.
// With a contract it counts as a validator has to: every value is read as text and tried in its declared type, and
// those that do not fit are counted too, where the plain query would stop at the first.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [file = '', rulesFile = '', contractFile] = process.argv.slice(2);
/** @type {import('./dataset.ts').BenchRule[]} */
const rules = JSON.parse(readFileSync(rulesFile, 'utf8'));

const casts = { integer: 'BIGINT', number: 'DOUBLE' };

/** Columns of numbers, by name, with the type that their text is tried in; none without a contract. */
function numberColumns() {
  if (contractFile === undefined) return new Map();
  const { schema } = JSON.parse(readFileSync(contractFile, 'utf8'));
  return new Map(
    (schema[0]?.properties ?? []).flatMap(({ name, logicalType }) =>
      logicalType === 'integer' || logicalType === 'number' ? [[name, casts[logicalType]]] : [],
    ),
  );
}

const numbers = numberColumns();
const tried = (column) =>
  numbers.has(column) ? `TRY_CAST("${column}" AS ${numbers.get(column)})` : `"${column}"`;

function condition({ column, kind, value }) {
  const name = kind === 'not_null' ? `"${column}"` : tried(column);
  switch (kind) {
    case 'unique':
      return '';
    case 'not_null':
      return `${name} IS NULL`;
    case 'pattern':
      return `NOT regexp_matches(${name}, '${value}')`;
    case 'among':
      return `${name} NOT IN (${value.map((text) => `'${text}'`).join(', ')})`;
    case 'at_least':
      return `${name} < ${value}`;
    case 'at_most':
      return `${name} > ${value}`;
    case 'min_length':
      return `length(${name}) < ${value}`;
    case 'max_length':
      return `length(${name}) > ${value}`;
  }
}

const items = rules.map((rule) =>
  rule.kind === 'unique'
    ? `count("${rule.column}") - count(DISTINCT "${rule.column}") AS "${rule.id}"`
    : `count(*) FILTER (WHERE ${condition(rule)}) AS "${rule.id}"`,
);
const misfits = [...numbers.keys()].map(
  (column) =>
    `count(*) FILTER (WHERE "${column}" IS NOT NULL AND ${tried(column)} IS NULL) AS "${column}.type"`,
);
const source = contractFile === undefined ? `'${file}'` : `read_csv('${file}', all_varchar = true)`;
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const result = await connection.runAndReadAll(`SELECT ${[...items, ...misfits].join(', ')} FROM ${source}`);
const [row = {}] = result.getRowObjects();
console.log(
  JSON.stringify(Object.fromEntries(Object.entries(row).map(([id, count]) => [id, Number(count)]))),
);
