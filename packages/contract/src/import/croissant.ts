import { check, readDigest, type YamlSource } from '@proofmark/documents';
import { z } from 'zod';
import { readCroissantType } from './croissant-types.ts';
import { beginContract, type Draft, type Path, stemOf } from './draft.ts';

/** JSON-LD lets a single value stand for a list of one. */
const many = <S extends z.ZodType>(item: S) => z.union([item, z.array(item)]).optional();
const Reference = z.union([z.string(), z.looseObject({ '@id': z.string() })]);
const Named = { '@id': z.string().optional(), name: z.string().optional() };

const FileObject = z.looseObject({
  ...Named,
  contentUrl: z.string().optional(),
  contentSize: z.union([z.string(), z.number()]).optional(),
  sha256: z.string().optional(),
  md5: z.string().optional(),
  containedIn: many(Reference),
});
const Source = z.looseObject({
  fileObject: Reference.optional(),
  fileSet: Reference.optional(),
  distribution: Reference.optional(),
  extract: z.looseObject({ column: z.string().optional() }).optional(),
});
const Field = z.looseObject({
  ...Named,
  description: z.string().optional(),
  dataType: many(z.string()),
  source: Source.optional(),
  references: z.looseObject({ field: Reference.optional() }).optional(),
  repeated: z.boolean().optional(),
  isArray: z.boolean().optional(),
});
type Field = z.infer<typeof Field>;
const RecordSet = z.looseObject({
  ...Named,
  description: z.string().optional(),
  key: many(Reference),
  field: many(Field),
});
type RecordSet = z.infer<typeof RecordSet>;
/** Croissant 1.0 and 1.1 (https://docs.mlcommons.org/croissant/docs/croissant-spec.html), as far as tables go. */
const Croissant = z.looseObject({
  name: z.string().optional(),
  version: z.union([z.string(), z.number()]).optional(),
  distribution: many(FileObject),
  recordSet: many(RecordSet),
});
type Croissant = z.infer<typeof Croissant>;

/** Reads a Croissant description: each record set is a table, with the files its fields come from. */
export function importCroissant(source: YamlSource): Draft {
  const where = { what: source.file, code: 'contract-invalid', source } as const;
  const described = check(Croissant, source.value, where);
  const stem = stemOf(source.file);
  const draft = beginContract('croissant', {
    id: described.name ?? stem,
    version: described.version === undefined ? undefined : String(described.version),
    name: described.name,
  });
  const sets = listed(described.recordSet, ['recordSet']);
  for (const { value: set, at } of sets) {
    importRecordSet(draft.item('schema', at), set, at, described);
  }
  if (sets.length === 0) {
    const table = draft.item('schema', []);
    table.put('name', described.name ?? stem, ['name']);
    importFiles(table, undefined, described);
  }
  return draft;
}

type Placed<T> = { value: T; at: Path };

function listed<T>(value: T | T[] | undefined, at: Path): Placed<T>[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map((each, i) => ({ value: each, at: [...at, i] })) : [{ value, at }];
}

function idOf(reference: z.infer<typeof Reference>): string {
  return typeof reference === 'string' ? reference : reference['@id'];
}

/** Names are often written with the name of the record set before them. */
function shortName({ name, '@id': id }: { name?: string | undefined; '@id'?: string | undefined }): string {
  const full = name ?? id ?? '';
  return full.split('/').at(-1) || full;
}

function columnOf(field: Field): string {
  return field.source?.extract?.column ?? shortName(field);
}

function importRecordSet(table: Draft, set: RecordSet, at: Path, described: Croissant): void {
  table.put('name', shortName(set), [...at, 'name']);
  if (set.description !== undefined) table.put('description', set.description, [...at, 'description']);
  const fields = listed(set.field, [...at, 'field']);
  const used = new Set<string>();
  const properties = fields.map(({ value: field, at: place }) => {
    const property = table.item('properties', place);
    importField(property, field, place, described);
    const { fileObject, fileSet, distribution } = field.source ?? {};
    for (const file of [fileObject, fileSet, distribution]) if (file !== undefined) used.add(idOf(file));
    return property;
  });
  for (const [i, { value: reference, at: place }] of listed(set.key, [...at, 'key']).entries()) {
    const id = idOf(reference);
    const index = fields.findIndex(({ value }) => [value['@id'], value.name, shortName(value)].includes(id));
    const property = properties[index];
    if (!property) table.keep('key', `${id} is no field of the record set`, id, place);
    property?.put('primaryKey', true, place);
    property?.put('primaryKeyPosition', i + 1, place);
  }
  importFiles(table, used, described);
  if (set.data !== undefined) {
    table.keep('data', 'rows inside the description are not read', undefined, [...at, 'data']);
  }
}

function importField(property: Draft, field: Field, at: Path, described: Croissant): void {
  const column = columnOf(field);
  const name = shortName(field);
  property.put('name', name, [...at, 'name']);
  if (column !== name) property.put('physicalName', column, [...at, 'source', 'extract', 'column']);
  if (field.description !== undefined) property.put('description', field.description, [...at, 'description']);
  const types = [field.dataType ?? []].flat();
  const type = readCroissantType(types);
  const place = [...at, 'dataType'];
  const isList = field.repeated === true || field.isArray === true;
  if (isList) property.put('logicalType', 'array', [...at, field.repeated ? 'repeated' : 'isArray']);
  const value = isList && type ? property.child('items', place) : property;
  if (type) {
    value.put('logicalType', type.logicalType, place);
    if (type.format !== undefined) value.option('format', type.format, place);
  } else if (types.length > 0) {
    property.keep('dataType', 'none of its types is one of values in tables', field.dataType, place);
  }
  for (const [key, declared] of Object.entries(field.source ?? {})) {
    const place = [...at, 'source', key];
    if (key === 'extract' && column === name && field.source?.extract?.column === undefined) {
      property.keep(key, 'only whole columns are read', declared, place);
    }
    if (key === 'transform' || key === 'format') {
      const reason = 'values are checked as they stand in the files, before any transformation';
      property.keep(key, reason, declared, place);
    }
  }
  if (field.subField !== undefined) {
    property.keep('subField', 'fields inside fields are not checked', field.subField, [...at, 'subField']);
  }
  importReference(property, field, at, described);
}

const STEP = /^[A-Za-z_][A-Za-z0-9_-]*$/;

function importReference(property: Draft, field: Field, at: Path, described: Croissant): void {
  const target = field.references?.field;
  if (target === undefined) return;
  const place = [...at, 'references'];
  const id = idOf(target);
  for (const { value: set } of listed(described.recordSet, [])) {
    for (const { value: each } of listed(set.field, [])) {
      const ids = [each['@id'], `${shortName(set)}/${shortName(each)}`];
      if (!ids.includes(id)) continue;
      const steps = [shortName(set), shortName(each)];
      if (!steps.every((step) => STEP.test(step))) break;
      property.item('relationships', place).put('to', steps.join('.'), place);
      return;
    }
  }
  property.keep('references', `it refers to ${id}, which is no field that can be named`, id, place);
}

/** Files with what is known of their bytes: those a record set is made of, or all of them. */
function importFiles(table: Draft, used: ReadonlySet<string> | undefined, described: Croissant): void {
  const places: Placed<string>[] = [];
  for (const { value: file, at } of listed(described.distribution, ['distribution'])) {
    const id = file['@id'] ?? file.name ?? '';
    if (used && !used.has(id) && !used.has(file.name ?? '')) continue;
    // A file inside of an archive, and what only a set of files includes, has no place of its own.
    if (file.contentUrl !== undefined && file.containedIn === undefined) {
      places.push({ value: file.contentUrl, at: [...at, 'contentUrl'] });
    }
    // The bytes may be served under any URL; then the name tells which file it is.
    const paths = [file.name ?? id, ...(file.contentUrl === undefined ? [] : [file.contentUrl])];
    for (const algorithm of ['sha256', 'md5'] as const) {
      const given = file[algorithm];
      if (given === undefined) continue;
      const digest = readDigest(algorithm, given);
      const place = [...at, algorithm];
      if (digest === undefined) table.keep(algorithm, 'it is no checksum of that kind', given, place);
      else table.custom('proofmarkFile', { paths, [algorithm]: digest }, place);
    }
    const bytes = bytesOf(file.contentSize);
    const isHashed = file.sha256 !== undefined || file.md5 !== undefined;
    if (bytes !== undefined && !isHashed) {
      table.custom('proofmarkFile', { paths, bytes }, [...at, 'contentSize']);
    }
  }
  const [first] = places;
  if (!first) return;
  const urls = places.map(({ value }) => value);
  table.custom('proofmarkFiles', urls, first.at);
}

/** `117743 B`; sizes in other units are rounded, so nothing can be compared with them. */
function bytesOf(size: string | number | undefined): number | undefined {
  const [, digits] = /^(\d{1,15})(?:\s*B)?$/.exec(String(size ?? '')) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
