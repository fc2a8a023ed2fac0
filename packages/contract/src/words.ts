import { type FileDigest, showReceived } from '@proofmark/documents';
import type { Column, Comparison, Demand, Limit, Literal, TimeSpan, Unit } from './model.ts';

const SHOWN_VALUES = 8;

/** A rule in words, whole and without its subject. */
export function describeDemand(
  demand: Demand,
  column: Column | undefined,
): { description: string; expected: string } {
  const subject = column?.name ?? 'the table';
  if ('unenforced' in demand) {
    const expected = `${demand.kind} as declared`;
    return { description: `${subject}: ${expected}`, expected };
  }
  const expected = expectation(demand, column);
  switch (demand.kind) {
    case 'column-present':
      return { description: `the column ${subject} exists`, expected };
    case 'pattern':
      return { description: `${subject} matches ${demand.pattern}`, expected };
    case 'primary-key':
      return {
        description: `${demand.columns.join(', ')} ${demand.columns.length === 1 ? 'identifies' : 'identify'} each row`,
        expected,
      };
    case 'duplicate-values':
      return { description: `rows that repeat ${demand.columns.join(', ')}: ${expected}`, expected };
    case 'null-values':
    case 'missing-values':
    case 'invalid-values':
      return { description: `${demand.kind.replace('-', ' ')} of ${subject}: ${expected}`, expected };
    case 'row-count':
      return { description: `the table has ${countOf(demand.comparison)}`, expected };
    case 'sql':
      return { description: `the result of its SQL is ${expected}`, expected };
    case 'items':
    case 'properties':
      return { description: `${subject} has ${expected}`, expected };
    case 'foreign-key':
      return { description: `${demand.columns.join(', ')} is ${expected}`, expected };
    case 'distribution':
      return { description: `${subject} is distributed as in ${demand.profile}: ${expected}`, expected };
    case 'row-count-change':
      return { description: `the number of rows is near that of ${demand.profile}: ${expected}`, expected };
    case 'json-schema':
      return { description: `${column?.name ?? 'each record'} is ${expected}`, expected };
    case 'checksum':
      return { description: `the file ${demand.paths[0]} has ${expected}`, expected };
    default:
      return { description: `${subject} is ${expected}`, expected };
  }
}

function expectation(demand: Exclude<Demand, { unenforced: unknown }>, column: Column | undefined): string {
  switch (demand.kind) {
    case 'column-present':
      return 'present';
    case 'type':
      return `of type ${column?.type}`;
    case 'required':
      return 'not null';
    case 'unique':
      return 'unique';
    case 'primary-key':
      return 'unique and not null together';
    case 'enum':
      return `one of ${showLiterals(demand.values)}`;
    case 'pattern':
      return `matching ${demand.pattern}`;
    case 'format':
      return `of the format ${demand.format}`;
    case 'integer-range':
      return `within ${demand.format}`;
    case 'time-zone':
      return demand.required ? 'with a time zone' : 'without a time zone';
    case 'min-length':
      return `at least ${demand.length} characters long`;
    case 'max-length':
      return `at most ${demand.length} characters long`;
    case 'minimum':
      return `${demand.exclusive ? 'greater than' : 'at least'} ${demand.bound}`;
    case 'maximum':
      return `${demand.exclusive ? 'less than' : 'at most'} ${demand.bound}`;
    case 'multiple-of':
      return `a multiple of ${demand.divisor}`;
    case 'null-values':
    case 'missing-values':
    case 'invalid-values':
    case 'duplicate-values':
      return showComparison(demand.comparison, demand.unit);
    case 'row-count':
      return showComparison(demand.comparison, 'rows');
    case 'sql':
      return showComparison(demand.comparison, undefined);
    case 'freshness':
      return `at its newest no older than ${showSpan(demand.span)}`;
    case 'retention':
      return `at its oldest no older than ${showSpan(demand.span)}`;
    case 'items':
      return 'unique' in demand.items ? 'distinct items' : showLimit(demand.items, 'item');
    case 'properties':
      return 'names' in demand.properties
        ? `values for ${demand.properties.names.join(', ')}`
        : showLimit(demand.properties, 'property');
    case 'vector':
      return describeVector(demand.vector);
    case 'foreign-key':
      return `among the rows of ${demand.to.join(', ')}`;
    case 'distribution':
      return `${demand.distance} at most ${demand.max}`;
    case 'json-schema':
      return `valid by the JSON Schema ${showReceived(demand.schema)}`;
    case 'row-count-change':
      return `a change of at most ${Number((100 * demand.max).toPrecision(6))} %`;
    case 'checksum':
      return demand.digest ? `the ${nameOf(demand.digest)} ${demand.digest.value}` : `${demand.bytes} bytes`;
  }
}

function nameOf({ algorithm }: FileDigest): string {
  return algorithm.toUpperCase().replace(/^SHA/, 'SHA-');
}

function describeVector(vector: Extract<Demand, { vector: unknown }>['vector']): string {
  if ('dimensions' in vector) return `of ${vector.dimensions} dimensions`;
  if ('elementType' in vector) return `made of ${vector.elementType}`;
  return `of length 1, within ${vector.unitLength}`;
}

function showLimit(limit: Limit, noun: 'item' | 'property'): string {
  const count = 'atLeast' in limit ? limit.atLeast : limit.atMost;
  const nouns = { item: ['item', 'items'], property: ['property', 'properties'] }[noun];
  return `${'atLeast' in limit ? 'at least' : 'at most'} ${count} ${nouns[count === 1 ? 0 : 1]}`;
}

export function showSpan({ amount, unit }: TimeSpan): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

function showComparison(comparison: Comparison, unit: Unit | undefined): string {
  const suffix = unit === 'percent' ? ' %' : '';
  return 'low' in comparison
    ? `${comparison.operator} ${comparison.low}${suffix} and ${comparison.high}${suffix}`
    : `${comparison.operator} ${comparison.value}${suffix}`;
}

function countOf(comparison: Comparison): string {
  if ('low' in comparison) {
    return `${comparison.operator} ${comparison.low} and ${comparison.high} rows`;
  }
  const words = {
    '=': 'exactly',
    '!=': 'not exactly',
    '>': 'more than',
    '>=': 'at least',
    '<': 'fewer than',
    '<=': 'at most',
  }[comparison.operator];
  return `${words} ${comparison.value} ${comparison.value === 1 ? 'row' : 'rows'}`;
}

function showLiterals(values: readonly Literal[]): string {
  const shown = values
    .slice(0, SHOWN_VALUES)
    .map((literal) => (literal.type === 'null' ? 'null' : literal.value));
  const rest = values.length - shown.length;
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
