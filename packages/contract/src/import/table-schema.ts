import { check, type YamlSource } from '@proofmark/documents';
import { beginContract, type Draft, type Path, stemOf } from './draft.ts';
import { refuse } from './refuse.ts';
import { importField } from './table-schema-field.ts';
import { TableSchema, unlabelled } from './table-schema-model.ts';

/** Reads a Table Schema of its own: one table, named as the file. */
export function importTableSchema(source: YamlSource): Draft {
  const where = { what: source.file, code: 'contract-invalid', source } as const;
  const schema = check(TableSchema, source.value, where);
  const name = stemOf(source.file);
  const draft = beginContract('table-schema', { id: name, version: undefined, name: undefined });
  const table = draft.item('schema', []);
  table.put('name', name, []);
  importTable(table, name, schema, [], source);
  return draft;
}

/** Translates the fields and keys of one table. */
export function importTable(
  table: Draft,
  name: string,
  schema: TableSchema,
  at: Path,
  source: YamlSource,
): void {
  const matching = [schema.fieldsMatch ?? []].flat()[0];
  const mayBeAbsent = matching === 'superset' || matching === 'partial';
  const properties = schema.fields.map((field, i) => {
    const place = [...at, 'fields', i];
    const property = table.item('properties', place);
    importField(property, field, place);
    if (mayBeAbsent) property.custom('proofmarkOptional', true, [...at, 'fieldsMatch']);
    return property;
  });
  const indexOf = (field: string, place: Path) => {
    const index = schema.fields.findIndex((each) => each.name === field);
    if (index < 0) refuse(source, place, `${field} is no field of the table ${name}`);
    return index;
  };
  for (const [i, field] of [schema.primaryKey ?? []].flat().entries()) {
    const place = [...at, 'primaryKey', ...(typeof schema.primaryKey === 'string' ? [] : [i])];
    const property = properties[indexOf(field, place)];
    property?.put('primaryKey', true, place);
    property?.put('primaryKeyPosition', i + 1, place);
  }
  for (const [i, fields] of (schema.uniqueKeys ?? []).entries()) {
    const place = [...at, 'uniqueKeys', i];
    for (const [j, field] of fields.entries()) indexOf(field, [...place, j]);
    const rule = table.item('quality', place);
    rule.put('name', `uniqueKeys[${i}]`, place);
    Object.assign(rule.value, { metric: 'duplicateValues', arguments: { properties: fields }, mustBe: 0 });
  }
  importForeignKeys(table, name, schema, at, indexOf);
  if (schema.missingValues) table.custom('proofmarkNullText', nullTextOf(schema), [...at, 'missingValues']);
  if (matching !== undefined && matching !== 'subset' && matching !== 'partial') {
    const reason =
      matching === 'exact'
        ? 'the order of the columns, and columns beyond the declared ones, are not checked'
        : 'columns beyond the declared ones are not checked';
    table.keep('fieldsMatch', reason, matching, [...at, 'fieldsMatch']);
  }
}

/** The texts that mean null: by default the empty one. */
export function nullTextOf({ missingValues }: Pick<TableSchema, 'missingValues'>): string[] {
  return missingValues?.map(unlabelled).map(String) ?? [''];
}

const STEP = /^[A-Za-z_][A-Za-z0-9_-]*$/;

function importForeignKeys(
  table: Draft,
  name: string,
  schema: TableSchema,
  at: Path,
  indexOf: (field: string, place: Path) => number,
): void {
  for (const [i, key] of (schema.foreignKeys ?? []).entries()) {
    const place = [...at, 'foreignKeys', i];
    const from = [key.fields].flat();
    const to = [key.reference.fields].flat();
    for (const field of from) indexOf(field, [...place, 'fields']);
    const target = key.reference.resource || name;
    if (![name, target, ...from, ...to].every((step) => STEP.test(step))) {
      table.keep('foreignKey', 'its names have characters that references of ODCS cannot have', key, place);
      continue;
    }
    const ends = [from.map((field) => `${name}.${field}`), to.map((field) => `${target}.${field}`)];
    const isSingle = from.length === 1 && to.length === 1;
    const relationship = table.item('relationships', place);
    relationship.put('from', isSingle ? ends[0]?.[0] : ends[0], [...place, 'fields']);
    relationship.put('to', isSingle ? ends[1]?.[0] : ends[1], [...place, 'reference']);
  }
}
