import type { YamlSource } from '@proofmark/documents';
import { showReceived } from '@proofmark/documents';
import { isObject } from '../json-schema/parts.ts';
import { beginContract, type Draft, stemOf } from './draft.ts';
import { type Expansion, expand, type Keyword, MAX_SCHEMAS, type Node } from './json-schema-expand.ts';
import { importRest, isPartOfAnother } from './json-schema-rest.ts';
import { importProperties, isAnnotation } from './json-schema-value.ts';
import { refuse } from './refuse.ts';

const DIALECTS = /^https?:\/\/json-schema\.org\/draft\/(2019-09|2020-12)\/schema#?$/;

/**
 * Reads a JSON Schema (draft 2019-09 or 2020-12) as the contract of records, one JSON object in each line: its
 * properties are the columns. A schema of a list of objects is one of its items.
 */
export function importJsonSchema(source: YamlSource): Draft {
  const root = source.value;
  const dialect = isObject(root) ? root.$schema : undefined;
  if (dialect !== undefined && !DIALECTS.test(String(dialect))) {
    const received = showReceived(dialect);
    refuse(source, ['$schema'], `$schema: expected draft 2019-09 or 2020-12, received ${received}`);
  }
  const name = stemOf(source.file);
  const title = isObject(root) && typeof root.title === 'string' ? root.title : undefined;
  const draft = beginContract('json-schema', { id: name, version: undefined, name: title });
  const table = draft.item('schema', []);
  table.put('name', name, []);
  table.custom('proofmarkStrictJson', true, []);
  const into = { source, left: MAX_SCHEMAS };
  importRecords(table, { schema: root, at: [], trail: ['[]'] }, into);
  return draft;
}

function importRecords(table: Draft, node: Node, into: Expansion): void {
  const keywords = expand(node, into);
  const types = keywords.filter(({ name }) => name === 'type');
  const [type] = types;
  const isList = type?.value === 'array';
  if (!isList && type !== undefined && !types.some(({ value }) => isOfObjects(value))) {
    const received = showReceived(type.value);
    refuse(into.source, type.at, `type: expected object, as records are objects, received ${received}`);
  }
  const records = isList ? keywords.flatMap((keyword) => importListKeyword(table, keyword, into)) : keywords;
  importProperties(table, records, into, 0);
  for (const keyword of records) {
    const { name, value, at, reason } = keyword;
    const isRead =
      ['properties', 'required', 'description'].includes(name) ||
      (name === 'type' && isOfObjects(value)) ||
      isAnnotation(name) ||
      isPartOfAnother(keyword, records) ||
      (value === true && /^(additional|unevaluated)Properties$/.test(name));
    if (reason !== undefined) table.keep(name, reason, value, at);
    else if (!isRead) importRest(table, keyword, into);
  }
}

function isOfObjects(type: unknown): boolean {
  return [type].flat().includes('object');
}

/** A file that is one list: its length is the number of rows. */
function importListKeyword(table: Draft, keyword: Keyword, into: Expansion): Keyword[] {
  const { name, value, at, trail, reason } = keyword;
  if (name === 'items' && !Array.isArray(value)) return expand({ schema: value, at, trail }, into);
  if ((name === 'minItems' || name === 'maxItems') && reason === undefined) {
    const rule = table.item('quality', at);
    rule.put('name', name, at);
    rule.put('metric', 'rowCount', at);
    rule.put(name === 'minItems' ? 'mustBeGreaterOrEqualTo' : 'mustBeLessOrEqualTo', value, at);
    return [];
  }
  if (name !== 'type' && !isAnnotation(name)) {
    table.keep(name, reason ?? `the keyword ${name} is not checked of the list of records`, value, at);
  }
  return [];
}
