import type { InsideFacts, LogicalType, ValueFacts } from '@proofmark/contract';
import {
  type Engine,
  identifier,
  literal,
  parseSqlType,
  printSqlType,
  type SqlType,
} from '@proofmark/engine';
import { type Family, familyOf } from './column-sql.ts';

type Field = Extract<InsideFacts, { properties: unknown }>['properties'][number];

/** A field of an object and SQL that is true for rows whose object lacks it. */
type Question = { field: Field; object: string; lacks: string };

/**
 * What lies inside of columns, by their types: fields of objects, items of lists, keys and values of maps. A field is
 * required where each object has it; of objects in lists that is not asked.
 * @returns by name of the column
 */
export async function inferInside(
  engine: Engine,
  columns: readonly { name: string; type: string }[],
): Promise<Map<string, InsideFacts>> {
  const questions: Question[] = [];
  const found = new Map<string, InsideFacts>();
  for (const { name, type } of columns) {
    const inside = insideOf(parseSqlType(type), identifier(name), questions);
    if (inside) found.set(name, inside);
  }
  if (questions.length === 0) return found;
  const items = questions.map(
    ({ object, lacks }, i) => `count(${object}) > 0 AND count_if(${lacks}) = 0 AS q${i}`,
  );
  const [row = {}] = await engine.query(`SELECT ${items.join(',\n')} FROM data`);
  for (const [i, { field }] of questions.entries()) field.required = row[`q${i}`] === true;
  return found;
}

/** @param expression SQL of the value over a row; undefined inside of lists and maps */
function insideOf(
  type: SqlType,
  expression: string | undefined,
  questions: Question[],
): InsideFacts | undefined {
  const factsOf = (inner: SqlType, sql?: string): ValueFacts => ({
    type: logicalOf(familyOf(printSqlType(inner))),
    inside: insideOf(inner, sql, questions),
  });
  switch (type.kind) {
    case 'list':
      return { items: factsOf(type.items) };
    case 'map':
      return { key: factsOf(type.key), value: factsOf(type.value) };
    case 'struct':
      return {
        properties: type.fields.map(({ name, type: inner }) => {
          const sql = expression && `struct_extract(${expression}, ${literal(name)})`;
          const field: Field = { name, required: false, ...factsOf(inner, sql) };
          if (expression !== undefined && sql !== undefined) {
            const lacks = `${expression} IS NOT NULL AND ${sql} IS NULL`;
            questions.push({ field, object: expression, lacks });
          }
          return field;
        }),
      };
    default:
      return undefined;
  }
}

export function logicalOf(family: Family): LogicalType | undefined {
  switch (family) {
    case 'text':
      return 'string';
    case 'decimal':
    case 'float':
      return 'number';
    case 'other':
      return undefined;
    default:
      return family;
  }
}
