import type { Rule } from '@proofmark/contract';
import type { Engine } from '@proofmark/engine';
import { type ColumnSql, familyInText } from './column-sql.ts';
import type { Outcome } from './outcome.ts';

/** The rules that a warehouse cannot check yet, each with the reason: nothing is skipped silently. */
export function refuseOnTrino(
  { name }: Pick<Engine, 'name'>,
  rules: readonly Rule[],
  present: readonly ColumnSql[],
): Map<string, Outcome> {
  if (name !== 'trino') return new Map();
  const byName = new Map(present.map((column) => [column.column.name, column]));
  return new Map(
    rules.flatMap((rule): [string, Outcome][] => {
      const reason = reasonOf(rule, byName.get(rule.column ?? ''));
      return reason === undefined
        ? []
        : [[rule.id, { status: 'unsupported', reason: `not on Trino yet: ${reason}` }]];
    }),
  );
}

function reasonOf({ plan, outer }: Rule, column: ColumnSql | undefined): string | undefined {
  if (plan.status !== 'enforced') return undefined;
  if (outer !== undefined) return 'it is about what lies inside of a column';
  const { test } = plan;
  switch (test.test) {
    case 'sql':
      return "a stranger's SQL is judged by DuckDB's parser";
    case 'json':
      return 'values of JSON are taken apart by DuckDB';
    case 'distribution':
      return 'profiles are made by DuckDB';
    case 'item-count':
    case 'distinct-items':
    case 'field-count':
    case 'has-fields':
    case 'dimensions':
    case 'elements':
    case 'unit-length':
      return 'it is about what lies inside of a column';
    case 'checksum':
    case 'present':
    case 'type':
    case 'not-null':
    case 'count-nulls':
    case 'count-rows':
    case 'row-count-change':
    case 'unique':
    case 'count-duplicates':
    case 'refers':
      return undefined;
    case 'length':
    case 'matches':
      return aboutFloatText(column) ?? aboutTypedText(column);
    case 'count-invalid':
      return (test.re2 === undefined ? undefined : aboutFloatText(column)) ?? aboutTypedText(column);
    default:
      return aboutTypedText(column);
  }
}

/** Trino writes 0.1 as 1.0E-1. */
function aboutFloatText(column: ColumnSql | undefined): string | undefined {
  return column?.family === 'float' ? 'it is about the text of a floating-point number' : undefined;
}

function aboutTypedText(column: ColumnSql | undefined): string | undefined {
  const isRead = column?.family === 'text' && familyInText(column.column.type) !== undefined;
  return isRead ? `the column keeps its ${column.column.type} values as text` : undefined;
}
