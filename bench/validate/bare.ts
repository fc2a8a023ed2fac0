// The counts of a data set as somebody who knows DuckDB asks for them: one query, nothing else.
//
//   node bench/validate/bare.ts FILE RULES.json
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import type { BenchRule } from './dataset.ts';

const [file = '', rulesFile = ''] = process.argv.slice(2);
const rules = JSON.parse(readFileSync(rulesFile, 'utf8')) as BenchRule[];

function condition({ column, kind, value }: BenchRule): string {
  const name = `"${column}"`;
  switch (kind) {
    case 'unique':
      return '';
    case 'not_null':
      return `${name} IS NULL`;
    case 'pattern':
      return `NOT regexp_matches(${name}, '${value}')`;
    case 'among':
      return `${name} NOT IN (${(value as string[]).map((text) => `'${text}'`).join(', ')})`;
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
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const result = await connection.runAndReadAll(`SELECT ${items.join(', ')} FROM '${file}'`);
const [row = {}] = result.getRowObjects();
console.log(
  JSON.stringify(Object.fromEntries(Object.entries(row).map(([id, count]) => [id, Number(count)]))),
);
