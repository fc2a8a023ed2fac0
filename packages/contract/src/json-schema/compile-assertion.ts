import { exactDecimal } from '@proofmark/documents';
import { translateTextFormat } from '../text-format.ts';
import { ALWAYS, allOf, JSON_TYPES, type JsonCondition, type JsonType } from './condition.ts';
import { countOf, isObject, lacks, re2Of, Uncompilable } from './parts.ts';

const TIMES = { date: 'date', 'date-time': 'timestamp', time: 'time' } as const;
const TEXT_FORMATS = new Set(['email', 'uuid', 'uri', 'hostname', 'ipv4', 'ipv6']);

/** The keywords that hold no schemas; undefined for others. */
export function compileAssertion(
  name: string,
  value: unknown,
  count: () => void,
): JsonCondition[] | undefined {
  switch (name) {
    case 'type':
      return [{ is: 'type', types: typesOf(value) }];
    case 'const':
      return [equalTo(value, count)];
    case 'enum':
      if (!Array.isArray(value)) throw new Uncompilable('enum: expected a list');
      return [amongOf(value, count)];
    case 'minimum':
    case 'exclusiveMinimum':
    case 'maximum':
    case 'exclusiveMaximum': {
      const side = /min/i.test(name) ? 'at-least' : 'at-most';
      return [{ is: 'bound', side, bound: decimal(name, value), exclusive: name.startsWith('exclusive') }];
    }
    case 'multipleOf': {
      const divisor = decimal(name, value);
      if (Number(divisor) <= 0) throw new Uncompilable('multipleOf: expected a number above 0');
      return [{ is: 'multiple', divisor }];
    }
    case 'minLength':
      return [{ is: 'length', limit: { atLeast: countOf(name, value) } }];
    case 'maxLength':
      return [{ is: 'length', limit: { atMost: countOf(name, value) } }];
    case 'minItems':
      return [{ is: 'items', holds: ALWAYS, limit: { atLeast: countOf(name, value) } }];
    case 'maxItems':
      return [{ is: 'items', holds: ALWAYS, limit: { atMost: countOf(name, value) } }];
    case 'minProperties':
      return [{ is: 'member-count', limit: { atLeast: countOf(name, value) } }];
    case 'maxProperties':
      return [{ is: 'member-count', limit: { atMost: countOf(name, value) } }];
    case 'pattern':
      return [{ is: 'matches', re2: re2Of(value) }];
    case 'format':
      return [formatted(value)];
    case 'uniqueItems':
      return value === true ? [{ is: 'distinct-items' }] : [];
    case 'required':
      return namesIn(name, value).map((each) => ({ is: 'has-member', name: each }));
    case 'dependentRequired':
      if (!isObject(value)) throw new Uncompilable('dependentRequired: expected an object');
      return Object.entries(value).map(([member, names]) => ({
        is: 'any',
        of: [lacks(member), allOf(namesIn(name, names).map((each) => ({ is: 'has-member', name: each })))],
      }));
    default:
      return undefined;
  }
}

function typesOf(value: unknown): JsonType[] {
  return [value].flat().map((given) => {
    const known = JSON_TYPES.find((type) => type === given);
    if (known === undefined) throw new Uncompilable(`the type ${String(given)} is unknown`);
    return known;
  });
}

/** Texts, numbers and booleans are looked up together: hundreds of conditions take an engine minutes to plan. */
function amongOf(values: readonly unknown[], count: () => void): JsonCondition {
  const scalars = values.filter(isScalar);
  for (const each of scalars) if (typeof each === 'number') decimal('enum', each);
  const others = values.filter((each) => !isScalar(each)).map((each) => equalTo(each, count));
  return {
    is: 'any',
    of: [...(scalars.length > 0 ? [{ is: 'among', values: scalars } as const] : []), ...others],
  };
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Equality of JSON Schema: 1.0 is 1, the order of members does not matter. */
function equalTo(value: unknown, count: () => void): JsonCondition {
  count();
  if (value === null) return { is: 'type', types: ['null'] };
  if (isScalar(value)) {
    if (typeof value === 'number') decimal('const', value);
    return { is: 'among', values: [value] };
  }
  if (Array.isArray(value)) {
    const limits = [{ atLeast: value.length }, { atMost: value.length }];
    return allOf([
      { is: 'type', types: ['array'] },
      ...limits.map((limit): JsonCondition => ({ is: 'items', holds: ALWAYS, limit })),
      ...value.map((each, index): JsonCondition => ({ is: 'item', index, holds: equalTo(each, count) })),
    ]);
  }
  if (!isObject(value)) throw new Uncompilable('it has a value that JSON cannot write');
  const members = Object.entries(value).filter(([, each]) => each !== null);
  return allOf([
    { is: 'type', types: ['object'] },
    { is: 'member-count', limit: { atMost: members.length } },
    ...members.flatMap(([name, each]): JsonCondition[] => [
      { is: 'has-member', name },
      { is: 'member', name, holds: equalTo(each, count) },
    ]),
  ]);
}

function decimal(name: string, value: unknown): string {
  const exact = typeof value === 'number' ? exactDecimal(String(value)) : undefined;
  if (exact === undefined) throw new Uncompilable(`${name}: expected a number`);
  if (Math.abs(Number(value)) > Number.MAX_SAFE_INTEGER) {
    throw new Uncompilable(`${name}: a number beyond 2^53 is not exact inside of such a schema`);
  }
  return exact;
}

function namesIn(keyword: string, value: unknown): string[] {
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
  if (!isList) throw new Uncompilable(`${keyword}: expected lists of names`);
  return value;
}

/** The standard lets `format` be a remark; a contract that states one means it. */
function formatted(value: unknown): JsonCondition {
  const format = String(value);
  if (Object.hasOwn(TIMES, format)) return { is: 'moment', type: TIMES[format as keyof typeof TIMES] };
  const translated = TEXT_FORMATS.has(format) ? translateTextFormat(format) : undefined;
  if (translated === undefined || 'reason' in translated)
    throw new Uncompilable(`the format ${format} is not checked`);
  return { is: 'matches', re2: translated.re2 };
}
