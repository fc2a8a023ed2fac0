import {
  DIGESTS,
  type FileDigest,
  type FileReference,
  readDigest,
  showLocation,
  UserError,
  type YamlSource,
} from '@proofmark/documents';
import { buildColumns } from './build-column.ts';
import { layoutOf } from './build-layout.ts';
import { buildServiceLevel } from './build-service-level.ts';
import { Declarations } from './declarations.ts';
import { remarkOn } from './lint/remark.ts';
import type { Column, Constraint, Contract, Demand, Table } from './model.ts';
import type { Odcs } from './odcs/root.ts';
import type { OdcsObject, OdcsProperty, Relationship, ServiceLevel } from './odcs/schema.ts';
import { buildQuality } from './quality-rules.ts';
import { resolveReference } from './reference.ts';

/** Turns a checked ODCS document into the model that all rooms after it work on. */
export function buildContract(odcs: Odcs, source: YamlSource, file: FileReference): Contract {
  const tables = (odcs.schema ?? []).map((object, i) => buildTable(object, odcs, source, ['schema', i]));
  const rest: Constraint[] = [];
  for (const [i, level] of (odcs.slaProperties ?? []).entries()) {
    placeServiceLevel(level, odcs.slaDefaultElement, source, ['slaProperties', i], tables, rest);
  }
  const asOf = odcs.customProperties?.find(({ property }) => property === 'proofmarkAsOf')?.value;
  const { line = 1, column = 1 } = source.locate(['version'], 'key');
  return {
    file,
    id: odcs.id,
    version: odcs.version,
    versionAt: { file: file.path, line, column },
    name: odcs.name,
    standard: `ODCS ${odcs.apiVersion}`,
    asOf: asOf === undefined ? undefined : String(asOf),
    tables,
    remarks: remarkOn(odcs, source),
    constraints: rest,
  };
}

/** The name of a property in the files. */
export function physicalName(property: OdcsProperty): string {
  return property.physicalName ?? property.name ?? '';
}

function buildTable(object: OdcsObject, odcs: Odcs, source: YamlSource, path: readonly PropertyKey[]): Table {
  const declare = new Declarations(source, path, object.customProperties);
  const properties = object.properties ?? [];
  const columns = properties.flatMap((property, i) =>
    buildColumns(property, source, [...path, 'properties', i]),
  );
  refuseTwins(columns, source.file);
  const named = (logical: string) => {
    const found = properties.find(({ name }) => name === logical);
    return found ? physicalName(found) : logical;
  };
  const keyed = properties
    .map((property, index) => ({ property, index }))
    .filter(({ property }) => property.primaryKey === true)
    .sort((a, b) => position(a.property) - position(b.property) || a.index - b.index);
  const key = keyed.map(({ property }) => physicalName(property));
  if (keyed[0]) {
    declare.add('primaryKey', { kind: 'primary-key', columns: key }, [
      'properties',
      keyed[0].index,
      'primaryKey',
    ]);
  }
  const table: Table = {
    name: object.name,
    physicalName: object.physicalName ?? object.name,
    id: object.id,
    columns: isStrictJson(object) ? columns.map((column) => ({ ...column, strictJson: true })) : columns,
    key,
    nullText: nullTextOf(object),
    layout: layoutOf(odcs, object, source, path),
    constraints: declare.constraints,
  };
  declareFiles(declare, object);
  for (const [i, relationship] of (object.relationships ?? []).entries()) {
    declare.add('relationship', relationshipDemand(relationship, table), ['relationships', i]);
  }
  for (const [i, quality] of (object.quality ?? []).entries()) {
    buildQuality(declare, quality, ['quality', i], { column: undefined, named });
  }
  return table;
}

/** `proofmarkNullText`: the texts that mean null in text files, instead of the empty one. */
function nullTextOf({ customProperties }: OdcsObject): string[] | undefined {
  const value = customProperties?.find(({ property }) => property === 'proofmarkNullText')?.value;
  return value === undefined ? undefined : [value].flat().map(String);
}

/** `proofmarkStrictJson`: values of JSON are of the type that JSON writes them in. */
function isStrictJson({ customProperties }: OdcsObject): boolean {
  return (customProperties ?? []).some(
    ({ property, value }) => property === 'proofmarkStrictJson' && value === true,
  );
}

/** `proofmarkFile`: what is known of the bytes of a file, `{paths, sha256}` (or another hash) or `{paths, bytes}`. */
function declareFiles(declare: Declarations, { customProperties }: OdcsObject): void {
  for (const [i, { property, value }] of (customProperties ?? []).entries()) {
    if (property !== 'proofmarkFile') continue;
    const { paths, bytes, ...others } = (value ?? {}) as Record<string, unknown>;
    const names = Array.isArray(paths) ? paths.map(String) : [];
    const at = ['customProperties', i, 'value'];
    const digest = digestIn(others);
    const size = typeof bytes === 'number' && Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : undefined;
    if (names.length === 0 || !(digest || size !== undefined)) {
      const reason =
        'expected {paths: [FILE], sha256: 64 hexadecimal digits} (or md5, sha1, sha512) or {paths: [FILE], bytes: NUMBER}';
      declare.unsupported('checksum', 'checksum', reason, at);
      continue;
    }
    const demand: Demand = { kind: 'checksum', paths: names, digest, bytes: size };
    declare.add(`checksum[${names[0]}]`, demand, at);
  }
}

/** The checksum among the fields of an object. */
function digestIn(fields: Record<string, unknown>): FileDigest | undefined {
  return DIGESTS.flatMap((algorithm) => {
    const given = fields[algorithm];
    const value = typeof given === 'string' ? readDigest(algorithm, given) : undefined;
    return value === undefined ? [] : [{ algorithm, value }];
  })[0];
}

function relationshipDemand({ from = [], to }: Relationship, table: Table): Demand {
  const unenforced = (reason: string): Demand => ({
    kind: 'foreign-key',
    unenforced: 'unsupported',
    reason,
  });
  const ends = { from: [from].flat(), to: [to].flat() };
  if (ends.from.length !== ends.to.length) {
    return unenforced(`\`from\` names ${ends.from.length} columns and \`to\` ${ends.to.length}`);
  }
  const found = ends.from.map((reference) => resolveReference(reference, [table]));
  const absent = ends.from.find((_, i) => found[i] === undefined);
  if (absent !== undefined) return unenforced(`its \`from\` ${absent} is no property of ${table.name}`);
  return { kind: 'foreign-key', columns: found.flatMap((end) => end?.column.name ?? []), to: ends.to };
}

/** A column `a.b` of the files and the field `b` of the column `a` cannot be told apart by name. */
function refuseTwins(columns: readonly Column[], file: string): void {
  const top = new Map(columns.filter(({ path }) => path.length === 1).map((column) => [column.name, column]));
  const twin = columns.find(({ path, name }) => path.length > 1 && top.has(name));
  if (!twin) return;
  const location = twin.constraints[0]?.location;
  throw new UserError(
    'contract-invalid',
    `${showLocation(location ?? { file })}: two properties are called ${twin.name}: a column, and what lies inside of another; rename one`,
    { location },
  );
}

/** Undeclared positions (-1) come last, in the order of the file. */
function position({ primaryKeyPosition: place }: OdcsProperty): number {
  return place === undefined || place < 1 ? Number.MAX_SAFE_INTEGER : place;
}

/** Puts a service level on the column it speaks about, or among the contract's own constraints. */
function placeServiceLevel(
  level: ServiceLevel,
  defaultElement: string | undefined,
  source: YamlSource,
  path: readonly PropertyKey[],
  tables: Table[],
  rest: Constraint[],
): void {
  const declare = new Declarations(source, path, level.customProperties);
  const elements = (level.element ?? defaultElement)?.split(',').map((element) => element.trim());
  for (const element of elements ?? [undefined]) {
    const before = declare.constraints.length;
    const target = element === undefined ? undefined : findColumn(element, tables);
    buildServiceLevel(declare, level, element, target !== undefined);
    (target?.constraints ?? rest).push(...declare.constraints.slice(before));
  }
}

function findColumn(element: string, tables: Table[]): Column | undefined {
  for (const table of tables) {
    for (const column of table.columns) {
      const names = [column.logicalName, column.name];
      const prefixes = [`${table.name}.`, `${table.physicalName}.`, ...(tables.length === 1 ? [''] : [])];
      if (prefixes.some((prefix) => names.some((name) => prefix + name === element))) return column;
    }
  }
  return undefined;
}
