import { exactDecimal, showReceived, type YamlSource } from '@proofmark/documents';
import { decimalAt } from './decimal-at.ts';
import { refuse, showPath } from './import/refuse.ts';
import { isObject } from './json-schema/parts.ts';
import type { Odcs } from './odcs/root.ts';
import type { OdcsProperty } from './odcs/schema.ts';

type Path = readonly PropertyKey[];

/**
 * Refuses an `enum` that holds one entry twice (`uniqueItems` of the standard), two tables of one name, of which one
 * would be checked, and two properties of one column, of which the type of one would decide what of the other is. Numbers are told apart by the digits in the file:
 * 2^53 and 2^53 + 1 are two.
 * @param sharesColumns of Croissant: several fields may be extracted from one column
 * @throws UserError `contract-invalid` with the place of the second one
 */
export function refuseRepeats({ schema = [] }: Odcs, source: YamlSource, sharesColumns: boolean): void {
  const tables = new Set<string>();
  for (const [i, { name, properties = [] }] of schema.entries()) {
    if (tables.has(name)) refuseTwice('table', name, ['schema', i], source);
    tables.add(name);
    if (!sharesColumns) refuseSameColumn(properties, ['schema', i, 'properties'], source);
    for (const [j, property] of properties.entries())
      refuseInside(property, ['schema', i, 'properties', j], source);
  }
}

function refuseInside(property: OdcsProperty, path: Path, source: YamlSource): void {
  const seen = new Set<string>();
  for (const [i, entry] of (property.enum ?? []).entries()) {
    const place = [...path, 'enum', i];
    const key = keyOf(entry, place, source);
    if (seen.has(key)) refuse(source, place, `${showPath(place)}: repeats an earlier value`);
    seen.add(key);
  }
  refuseSameColumn(property.properties ?? [], [...path, 'properties'], source);
  for (const [i, inner] of (property.properties ?? []).entries())
    refuseInside(inner, [...path, 'properties', i], source);
  if (property.items) refuseInside(property.items, [...path, 'items'], source);
  if (property.map) {
    refuseInside(property.map.key, [...path, 'map', 'key'], source);
    refuseInside(property.map.value, [...path, 'map', 'value'], source);
  }
}

function refuseSameColumn(properties: readonly OdcsProperty[], path: Path, source: YamlSource): void {
  const seen = new Set<string>();
  for (const [i, { name, physicalName }] of properties.entries()) {
    const column = physicalName ?? name;
    if (column === undefined) continue;
    if (seen.has(column)) refuseTwice('column', column, [...path, i], source);
    seen.add(column);
  }
}

const REMEDIES = { table: 'name one of them otherwise', column: 'make one property of both' } as const;

function refuseTwice(what: keyof typeof REMEDIES, name: string, place: Path, source: YamlSource): never {
  const words = `the ${what} ${showReceived(name)} is declared twice; ${REMEDIES[what]}`;
  return refuse(source, place, `${showPath(place)}: ${words}`);
}

/** Equal for equal values, whatever the order of their keys. */
function keyOf(value: unknown, path: Path, source: YamlSource): string {
  if (typeof value === 'number') return exactDecimal(decimalAt(source, path, value)) ?? String(value);
  if (Array.isArray(value)) return `[${value.map((each, i) => keyOf(each, [...path, i], source)).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? '';
  const fields = Object.keys(value).sort();
  return `{${fields.map((key) => `${JSON.stringify(key)}:${keyOf(value[key], [...path, key], source)}`).join()}}`;
}
