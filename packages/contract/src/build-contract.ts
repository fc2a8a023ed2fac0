import type { FileReference, YamlSource } from '@proofmark/documents';
import { buildColumn } from './build-column.ts';
import { buildServiceLevel } from './build-service-level.ts';
import { Declarations } from './declarations.ts';
import type { Constraint, Contract, Table } from './model.ts';
import type { Odcs } from './odcs/root.ts';
import type { OdcsObject, OdcsProperty, ServiceLevel } from './odcs/schema.ts';
import { buildQuality } from './quality-rules.ts';

/** Turns a checked ODCS document into the model that all rooms after it work on. */
export function buildContract(odcs: Odcs, source: YamlSource, file: FileReference): Contract {
  const tables = (odcs.schema ?? []).map((object, i) => buildTable(object, source, ['schema', i]));
  const rest: Constraint[] = [];
  for (const [i, level] of (odcs.slaProperties ?? []).entries()) {
    placeServiceLevel(level, odcs.slaDefaultElement, source, ['slaProperties', i], tables, rest);
  }
  const asOf = odcs.customProperties?.find(({ property }) => property === 'proofmarkAsOf')?.value;
  return {
    file,
    id: odcs.id,
    version: odcs.version,
    name: odcs.name,
    standard: `ODCS ${odcs.apiVersion}`,
    asOf: asOf === undefined ? undefined : String(asOf),
    tables,
    constraints: rest,
  };
}

/** The name of a property in the files. */
export function physicalName(property: OdcsProperty): string {
  return property.physicalName ?? property.name ?? '';
}

function buildTable(object: OdcsObject, source: YamlSource, path: readonly PropertyKey[]): Table {
  const declare = new Declarations(source, path, object.customProperties);
  const properties = object.properties ?? [];
  const columns = properties.map((property, i) => buildColumn(property, source, [...path, 'properties', i]));
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
  for (const [i] of (object.relationships ?? []).entries()) {
    declare.unsupported('relationship', 'foreign-key', 'foreign keys are not checked yet', [
      'relationships',
      i,
    ]);
  }
  for (const [i, quality] of (object.quality ?? []).entries()) {
    buildQuality(declare, quality, ['quality', i], { column: undefined, named });
  }
  return {
    name: object.name,
    physicalName: object.physicalName ?? object.name,
    columns,
    key,
    constraints: declare.constraints,
  };
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
  const element = level.element ?? defaultElement;
  const target = element === undefined ? undefined : findColumn(element.trim(), tables);
  buildServiceLevel(declare, level, element, target !== undefined);
  (target?.constraints ?? rest).push(...declare.constraints);
}

function findColumn(element: string, tables: Table[]) {
  for (const table of tables) {
    for (const column of table.columns) {
      const names = [column.logicalName, column.name];
      const prefixes = [`${table.name}.`, `${table.physicalName}.`, ...(tables.length === 1 ? [''] : [])];
      if (prefixes.some((prefix) => names.some((name) => prefix + name === element))) return column;
    }
  }
  return undefined;
}
