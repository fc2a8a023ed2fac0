import { literal } from '@proofmark/engine';
import type { Dialect } from './dialect.ts';
import { groupedRepeats } from './repeats-sql.ts';

const PLAN_TYPES: Record<string, string> = {
  real: 'FLOAT',
  double: 'DOUBLE',
  varbinary: 'BLOB',
  json: 'VARCHAR',
};

const CAST_TYPES: Record<string, string> = {
  HUGEINT: 'DECIMAL(38, 0)',
  UHUGEINT: 'DECIMAL(38, 0)',
  FLOAT: 'REAL',
};

/** SQL of Trino, checked against version 476. */
export const trinoDialect: Dialect = {
  readsText: false,
  planType(type) {
    // `timestamp(6) with time zone` loses its precision, `decimal(10,2)` keeps its own.
    const [, name = '', size = '', zone = ''] = /^(\w+)(\(.*\))?( with time zone)?$/s.exec(type) ?? [];
    switch (name) {
      case 'varchar':
      case 'char':
        return 'VARCHAR';
      case 'time':
      case 'timestamp':
        return `${name}${zone}`.toUpperCase();
      // What lies inside is not looked at yet.
      case 'array':
        return 'OTHER[]';
      case 'map':
        return 'MAP(OTHER, OTHER)';
      case 'row':
        return 'STRUCT(inside OTHER)';
      default:
        return PLAN_TYPES[name] ?? `${name.toUpperCase()}${size}`;
    }
  },
  castType: (type) => CAST_TYPES[type] ?? type,
  stored(expression, type) {
    if (type === 'json') return `json_format(${expression})`;
    if (type.startsWith('char')) return `CAST(${expression} AS VARCHAR)`;
    return type.endsWith('with time zone') && type.startsWith('timestamp')
      ? `CAST(${expression} AT TIME ZONE 'UTC' AS TIMESTAMP(12))`
      : expression;
  },
  localToUtc: (expression, timeZone) =>
    `CAST(with_timezone(${expression}, ${literal(timeZone)}) AT TIME ZONE 'UTC' AS TIMESTAMP(12))`,
  // A cast to a type without precision would round to milliseconds.
  moment: (expression) => expression,
  isNan: (expression) => `is_nan(${expression})`,
  isFinite: (expression) => `is_finite(${expression})`,
  quantiles: (expression, shares) => `approx_percentile(${expression}, ARRAY[${shares.join(', ')}])`,
  matches: (text, re2) => `regexp_like(${text}, ${literal(javaPattern(re2))})`,
  isIn: (expression, constants) => `${expression} IN (${constants.join(', ')})`,
  text(expression, family) {
    const text = `CAST(${expression} AS VARCHAR)`;
    // Trino writes every digit of the fraction that the type has.
    return family === 'timestamp' || family === 'time'
      ? `regexp_replace(${text}, '\\.0+$|(\\.\\d*[1-9])0+$', '$1')`
      : text;
  },
  extreme(expression, family) {
    // As text a float would come as 1.0E3; as a number it comes as one.
    return family === 'float' ? expression : trinoDialect.text(expression, family);
  },
  without: (own, other, equal, condition) =>
    `SELECT * FROM (${own}) o WHERE ${condition} AND NOT EXISTS (SELECT 1 FROM (${other}) r WHERE ${equal})`,
  repeats: groupedRepeats,
};

/**
 * RE2 syntax for Trino's matcher (Joni with Java's syntax, or RE2J where the server is set so). It differs in two
 * things: `$` would match before a last line break too, and `&&` in a class would intersect.
 */
function javaPattern(re2: string): string {
  let pattern = '';
  let isClass = false;
  for (const [token] of re2.matchAll(/\\x\{[^}]*\}|\\.|\[\^?\]?|[^\\]/gsu)) {
    if (isClass) {
      isClass = token !== ']';
      pattern += token === '&' ? '\\&' : token;
    } else {
      isClass = token.startsWith('[');
      pattern += token === '$' ? '\\z' : token;
    }
  }
  return pattern;
}
