import type { Column, Comparison, Literal, Table } from '../model.ts';
import { compareValues } from './compare.ts';
import { demandsOf, error, type Finding, type Stated, warning } from './finding.ts';

/** Enumerations against what else is said of the column, and what is said of nulls. */
export function lintValues(column: Column, table: Table): Finding[] {
  return [
    ...demandsOf(column.constraints, 'enum').flatMap((stated) => [
      ...repeatedValues(stated, column),
      ...unreachableValues(stated, column),
      ...tooFewForUnique(stated, column, table),
    ]),
    ...lintNulls(column),
  ];
}

const show = (literal: Literal) => (literal.type === 'null' ? 'null' : String(literal.value));

/** Equal for the values that the rule takes for equal: by the type of the column. */
function keyOf(literal: Literal, { type, strictJson }: Column): string {
  const text = show(literal);
  if (type === 'integer' || type === 'number') {
    const [, sign, whole = '', fraction = ''] = /^([-+]?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
    return whole === '' ? text : `${sign === '-' ? '-' : ''}${whole}.${fraction}`;
  }
  return strictJson || literal.type === 'null' ? `${literal.type} ${text}` : text;
}

function differentValues(values: readonly Literal[], column: Column): Literal[] {
  return [...new Map(values.map((literal) => [keyOf(literal, column), literal])).values()];
}

/** The schema compares whole entries, so that one value may stand there twice with two labels. */
function repeatedValues({ constraint, demand }: Stated<'enum'>, column: Column): Finding[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const literal of demand.values) {
    const key = keyOf(literal, column);
    if (seen.has(key)) repeated.add(show(literal));
    seen.add(key);
  }
  return [...repeated].map((value) => error(constraint, `the enum names ${value} more than once`));
}

function unreachableValues({ constraint, demand }: Stated<'enum'>, column: Column): Finding[] {
  return differentValues(demand.values, column).flatMap((literal) => {
    if (literal.type === 'null')
      return [warning(constraint, 'null in an enum says nothing: nulls are allowed unless required')];
    const value = String(literal.value);
    const why = refusedBy(value, column);
    return why === undefined ? [] : [error(constraint, `the enum allows ${value}, which ${why} forbids`)];
  });
}

/** The constraint of the column that a value of its enum breaks. */
function refusedBy(value: string, column: Column): string | undefined {
  const { constraints, type } = column;
  if (type === 'integer' && !/^[-+]?\d+$/.test(value)) return 'logicalType integer';
  if (type === 'number' && !Number.isFinite(Number(value))) return 'logicalType number';
  for (const { constraint, demand } of demandsOf(constraints, 'minimum', 'maximum')) {
    const order = compareValues(value, demand.bound, column);
    if (order === undefined) continue;
    const side = demand.kind === 'minimum' ? order : -order;
    if (side < 0 || (side === 0 && demand.exclusive)) return constraint.name;
  }
  const length = [...value].length;
  for (const { constraint, demand } of demandsOf(constraints, 'min-length', 'max-length')) {
    if (demand.kind === 'min-length' ? length < demand.length : length > demand.length)
      return constraint.name;
  }
  return undefined;
}

function leastOf(comparison: Comparison): number {
  if ('low' in comparison) return comparison.operator === 'between' ? comparison.low : 0;
  return comparison.operator === '>'
    ? comparison.value + 1
    : ['>=', '='].includes(comparison.operator)
      ? comparison.value
      : 0;
}

function tooFewForUnique({ constraint, demand }: Stated<'enum'>, column: Column, table: Table): Finding[] {
  const isKey = table.key.length === 1 && table.key[0] === column.name;
  if (demandsOf(column.constraints, 'unique').length === 0 && !isKey) return [];
  const count = differentValues(demand.values, column).length;
  const rows = Math.max(
    0,
    ...demandsOf(table.constraints, 'row-count').map((each) => leastOf(each.demand.comparison)),
  );
  const isRequired = isKey || demandsOf(column.constraints, 'required').length > 0;
  return isRequired && rows > count
    ? [error(constraint, `${rows} rows cannot have different values of an enum of ${count}`)]
    : [warning(constraint, `unique values of an enum allow ${count} rows at most`)];
}

/** `required` beside a rule that wants nulls. */
function lintNulls({ constraints }: Column): Finding[] {
  const [required] = demandsOf(constraints, 'required');
  if (!required) return [];
  return demandsOf(constraints, 'null-values').flatMap(({ constraint, demand }) => {
    if (leastOf(demand.comparison) > 0)
      return [error(constraint, 'it wants nulls in a column that is required')];
    return 'value' in demand.comparison && demand.comparison.value === 0
      ? [warning(constraint, '`required` says the same')]
      : [];
  });
}
