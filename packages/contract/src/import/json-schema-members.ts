import { translatePattern } from '../regex.ts';
import type { Draft } from './draft.ts';
import { isObject, type Keyword } from './json-schema-expand.ts';

const MEMBER_KEYWORDS = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'minProperties',
  'maxProperties',
  'dependentRequired',
]);

export function isAboutMembers(name: string): boolean {
  return MEMBER_KEYWORDS.has(name);
}

/**
 * Adds a rule about which members an object has, as SQL over whole records: the standard has no words for it. A
 * member that is null is absent, as everywhere in tables.
 * @param fields names of the fields that lead from the record to the object; empty for the record itself
 * @param all everything that holds for the object
 */
export function importMembers(
  target: Draft,
  keyword: Keyword,
  all: readonly Keyword[],
  fields: readonly string[],
): void {
  const { name, value, at } = keyword;
  if (value === true) return;
  const written = queryOf(conditionOf(keyword, all), fields);
  if ('reason' in written) {
    target.keep(name, written.reason, value, at);
    return;
  }
  const rule = target.item('quality', at);
  rule.put('id', name, at);
  rule.put('description', written.description, at);
  rule.put('type', 'sql', at);
  rule.put('query', written.query, at);
  rule.put('mustBe', 0, at);
}

function queryOf(
  broken: Condition,
  fields: readonly string[],
): { query: string; description: string } | { reason: string } {
  if ('reason' in broken) return broken;
  const pointer = fields.map((field) => `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const object = fields.length === 0 ? RECORD : `${RECORD} -> ${quoted(pointer)}`;
  if (/[{}]/.test(broken.sql + pointer)) return { reason: 'a name with braces cannot stand in SQL' };
  const keys = `SELECT json_keys(${object}) AS keys FROM {object} AS "one record"`;
  return { query: `SELECT count(*) FROM (${keys}) WHERE ${broken.sql}`, description: broken.description };
}

/** Without the members that are null. */
const RECORD = `json_merge_patch('{}', to_json("one record"))`;

type Condition = { sql: string; description: string } | { reason: string };

/** SQL that is true where the names `keys` of the members break a keyword. */
function conditionOf({ name, value, at }: Keyword, all: readonly Keyword[]): Condition {
  switch (name) {
    case 'minProperties':
    case 'maxProperties': {
      if (!Number.isSafeInteger(value)) return { reason: 'expected a whole number' };
      const [sign, words] = name === 'minProperties' ? ['<', 'fewer'] : ['>', 'more'];
      return {
        sql: `len(keys) ${sign} ${value}`,
        description: `records with ${words} than ${value} members`,
      };
    }
    case 'dependentRequired':
      return dependencies(value);
    default: {
      if (value !== false) return { reason: 'members beyond the declared ones are not checked by a schema' };
      // `additionalProperties` looks at the keywords beside it, `unevaluatedProperties` at all that hold.
      const isBeside = (other: Keyword) =>
        JSON.stringify(other.at.slice(0, -1)) === JSON.stringify(at.slice(0, -1));
      return closed(name === 'additionalProperties' ? all.filter(isBeside) : all);
    }
  }
}

function closed(keywords: readonly Keyword[]): Condition {
  const keysOf = (wanted: string) =>
    keywords.flatMap(({ name, value }) => (name === wanted && isObject(value) ? Object.keys(value) : []));
  const names = keysOf('properties');
  const known = names.length > 0 ? [`k IN (${names.map(quoted).join(', ')})`] : [];
  for (const pattern of keysOf('patternProperties')) {
    const translated = translatePattern(pattern);
    if ('reason' in translated) return { reason: `patternProperties: ${translated.reason}` };
    known.push(`regexp_matches(k, ${quoted(translated.re2)})`);
  }
  return {
    sql: `len(list_filter(keys, lambda k: NOT (${known.join(' OR ') || 'false'}))) > 0`,
    description: 'records with members that are not declared',
  };
}

function dependencies(value: unknown): Condition {
  const wanted = isObject(value) ? Object.entries(value) : [];
  const isList = (names: unknown): names is string[] =>
    Array.isArray(names) && names.every((each) => typeof each === 'string');
  if (!isObject(value) || !wanted.every(([, names]) => isList(names))) {
    return { reason: 'expected lists of names' };
  }
  const broken = wanted.flatMap(([name, names]) =>
    isList(names) && names.length > 0
      ? [`list_contains(keys, ${quoted(name)}) AND NOT list_has_all(keys, [${names.map(quoted).join(', ')}])`]
      : [],
  );
  return {
    sql: broken.join(' OR ') || 'false',
    description: 'records with a member, but without one that it requires',
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
