import type { JsonCondition } from '@proofmark/contract';
import { literal } from '@proofmark/engine';
import { type ColumnSql, typedSql } from './column-sql.ts';
import { itemsSql } from './json-items-sql.ts';
import { membersSql } from './json-members-sql.ts';
import { jsonText, type Place, TYPES, typeOf } from './json-place.ts';
import { breaksMultiple } from './multiple-sql.ts';
import { breaksBound, type NumberSql } from './number-sql.ts';

/**
 * SQL that is true where a condition holds for the value of JSON at a place, and false where it does not: never unknown,
 * as `NOT` is among the conditions. The place must hold a value; the JSON null is one.
 */
export function jsonHolds(condition: JsonCondition, place: Place): string {
  const { dialect } = place;
  switch (condition.is) {
    case 'always':
      return String(condition.holds);
    case 'all':
      return `(${condition.of.map((each) => jsonHolds(each, place)).join(' AND ')})`;
    case 'any':
      return condition.of.length === 0
        ? 'false'
        : `(${condition.of.map((each) => jsonHolds(each, place)).join(' OR ')})`;
    case 'one':
      return `(${condition.of.map((each) => `${jsonHolds(each, place)}::INTEGER`).join(' + ')} = 1)`;
    case 'not':
      return `(NOT ${jsonHolds(condition.of, place)})`;
    case 'type':
      return `(${condition.types.map((type) => isOfType(type, place)).join(' OR ')})`;
    case 'among':
      return amongSql(condition.values, place);
    case 'bound':
      return unlessBroken('number', place, breaksBound(numberAt(place), condition));
    case 'multiple':
      return unlessBroken('number', place, breaksMultiple(numberAt(place), condition.divisor) ?? 'true');
    case 'length': {
      const { limit } = condition;
      const length = `length(${jsonText(place)})`;
      const broken = 'atLeast' in limit ? `${length} < ${limit.atLeast}` : `${length} > ${limit.atMost}`;
      return unlessBroken('string', place, broken);
    }
    case 'matches':
      return unlessBroken('string', place, `NOT ${dialect.matches(jsonText(place), condition.re2)}`);
    case 'moment': {
      const read = typedSql({ ...textAt(place), isJson: true, column: columnOf(condition.type) });
      return unlessBroken('string', place, `(${read}) IS NULL`);
    }
    case 'item':
    case 'items':
    case 'other-items':
    case 'distinct-items':
      return itemsSql(condition, place, jsonHolds);
    case 'has-member':
    case 'member':
    case 'members-matching':
    case 'other-members':
    case 'member-names':
    case 'member-count':
      return membersSql(condition, place, jsonHolds);
  }
}

function unlessBroken(type: 'number' | 'string', place: Place, broken: string): string {
  // A CASE, as what reads digits would throw at other texts; OR may look at both sides.
  return `CASE WHEN ${typeOf(place)} IN ${TYPES[type]} THEN coalesce(NOT ${broken}, true) ELSE true END`;
}

function amongSql(values: readonly (string | number | boolean)[], place: Place): string {
  const text = jsonText(place);
  const constants = (kind: string, write: (value: string | number | boolean) => string) =>
    values.filter((value) => typeof value === kind).map(write);
  const parts = [
    { types: TYPES.string, value: text, list: constants('string', (value) => literal(String(value))) },
    {
      types: TYPES.number,
      value: `try_cast(${text} AS DOUBLE)`,
      list: constants('number', (value) => `'${value}'::DOUBLE`),
    },
    { types: TYPES.boolean, value: text, list: constants('boolean', (value) => `'${value}'`) },
  ].filter(({ list }) => list.length > 0);
  const any = parts.map(
    ({ types, value, list }) =>
      `(${typeOf(place)} IN ${types} AND coalesce(${value} IN (${list.join(', ')}), false))`,
  );
  return `(${any.join(' OR ') || 'false'})`;
}

function isOfType(type: keyof typeof TYPES, place: Place): string {
  if (type !== 'integer') return `${typeOf(place)} IN ${TYPES[type]}`;
  const number = `try_cast(${jsonText(place)} AS DOUBLE)`;
  return `(${typeOf(place)} IN ${TYPES.integer} OR (${typeOf(place)} = 'DOUBLE' AND ${number} = trunc(${number})))`;
}

/** A number of JSON is a numeral in text to what compares numbers exactly. */
function numberAt(place: Place): NumberSql {
  return { ...textAt(place), valueFamily: 'float', physicalType: 'VARCHAR', column: columnOf('number') };
}

function textAt(place: Place) {
  const text = jsonText(place);
  const value = `try_cast(${text} AS DOUBLE)`;
  return {
    dialect: place.dialect,
    family: 'text',
    raw: text,
    numeral: text,
    value,
    strict: undefined,
  } as const;
}

function columnOf(type: 'number' | 'date' | 'timestamp' | 'time'): ColumnSql['column'] {
  return { name: '', logicalName: '', path: [], type, constraints: [] };
}
