import { exactDecimal, showReceived, type YamlSource } from '@proofmark/documents';
import { decimalAt } from './decimal-at.ts';
import { isObject } from './import/json-schema-expand.ts';
import { refuse, showPath } from './import/refuse.ts';
import type { Odcs } from './odcs/root.ts';
import type { OdcsProperty } from './odcs/schema.ts';

type Path = readonly PropertyKey[];

/**
 * Refuses an `enum` that holds one entry twice (`uniqueItems` of the standard), and two properties of one column, of
 * which the type of one would decide what of the other is checked. Numbers are told apart by the digits in the file:
 * 2^53 and 2^53 + 1 are two.
 * @param sharesColumns of Croissant: several fields may be extracted from one column
 * @throws UserError `contract-invalid` with the place of the second one
 */
export function refuseRepeats({ schema = [] }: Odcs, source: YamlSource, sharesColumns: boolean): void {
  for (const [i, { properties = [] }] of schema.entries()) {
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
    const place = [...path, i];
    if (seen.has(column))
      refuse(
        source,
        place,
        `${showPath(place)}: the column ${showReceived(column)} is declared twice; make one property of both`,
      );
    seen.add(column);
  }
}

/** Equal for equal values, whatever the order of their keys. */
function keyOf(value: unknown, path: Path, source: YamlSource): string {
  if (typeof value === 'number') return exactDecimal(decimalAt(source, path, value)) ?? String(value);
  if (Array.isArray(value)) return `[${value.map((each, i) => keyOf(each, [...path, i], source)).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? '';
  const fields = Object.keys(value).sort();
  return `{${fields.map((key) => `${JSON.stringify(key)}:${keyOf(value[key], [...path, key], source)}`).join()}}`;
}
