import type { YamlSource } from '@proofmark/documents';
import { Declarations } from './declarations.ts';
import { declareOptions } from './declare-options.ts';
import type { Column, Step } from './model.ts';
import type { OdcsProperty } from './odcs/schema.ts';
import { buildQuality } from './quality-rules.ts';

/** What a column takes from the one it lies in. */
type Parent = Pick<Column, 'name' | 'logicalName' | 'path' | 'classification'> & {
  environments: string[] | undefined;
};

type Place = 'property' | 'items' | 'key' | 'value';

/**
 * The column that a property of the contract describes, with everything declared about it, and after it what lies
 * inside: fields of objects, items of arrays, keys and values of maps.
 */
export function buildColumns(
  property: OdcsProperty,
  source: YamlSource,
  path: readonly PropertyKey[],
  place: Place = 'property',
  parent?: Parent,
): Column[] {
  const declare = new Declarations(source, path, property.customProperties, parent?.environments);
  const names = namesOf(property, place, parent);
  const options = property.logicalTypeOptions ?? {};
  if (place === 'property') declarePresence(declare, property);
  if (property.logicalType) declare.add('logicalType', { kind: 'type' }, ['logicalType']);
  if (property.physicalType !== undefined) {
    const reason = 'it names the type in the system of record; files are compared by logicalType';
    declare.notApplicable('physicalType', 'physical-type', reason, ['physicalType']);
  }
  // The standard's text says "may contain null", its examples and every tool mean the opposite.
  if (property.required) declare.add('required', { kind: 'required' }, ['required']);
  if (property.unique) declare.add('unique', { kind: 'unique' }, ['unique']);
  if (property.primaryKey && parent) {
    const reason = 'rows are identified by columns of their own, not by what lies inside of them';
    declare.unsupported('primaryKey', 'primary-key', reason, ['primaryKey']);
  }
  if (property.enum) {
    const values = property.enum.map(({ value }, i) => declare.literal(['enum', i, 'value'], value));
    declare.add('enum', { kind: 'enum', values }, ['enum']);
  }
  if (property.logicalType) declareOptions(declare, property, options);
  for (const [i, { to }] of (property.relationships ?? []).entries()) {
    declare.add('relationship', { kind: 'foreign-key', columns: [names.name], to: [to].flat() }, [
      'relationships',
      i,
    ]);
  }
  for (const [i, quality] of (property.quality ?? []).entries()) {
    buildQuality(declare, quality, ['quality', i], { column: names.name, named: (name) => name });
  }
  const { format, defaultTimezone } = options as { format?: string; defaultTimezone?: string };
  const isTemporal = ['date', 'timestamp', 'time'].includes(property.logicalType ?? '');
  const column: Column = {
    ...names,
    outer: parent?.name,
    id: property.id,
    type: property.logicalType,
    format: isTemporal ? format : undefined,
    timeZone: defaultTimezone,
    classification: property.classification ?? parent?.classification,
    constraints: declare.constraints,
  };
  return [column, ...buildInside(property, source, path, { ...column, environments: declare.environments })];
}

/** `proofmarkOptional`: the column may be absent; what it holds is checked where it is there. */
function declarePresence(declare: Declarations, { customProperties }: OdcsProperty): void {
  const isOptional = customProperties?.some(
    ({ property, value }) => property === 'proofmarkOptional' && value === true,
  );
  if (isOptional) declare.notApplicable('present', 'column-present', 'the column may be absent', ['name']);
  else declare.add('present', { kind: 'column-present' }, ['name']);
}

function buildInside(
  { items, properties = [], map }: OdcsProperty,
  source: YamlSource,
  path: readonly PropertyKey[],
  parent: Parent,
): Column[] {
  return [
    ...properties.flatMap((field, i) =>
      buildColumns(field, source, [...path, 'properties', i], 'property', parent),
    ),
    ...(items ? buildColumns(items, source, [...path, 'items'], 'items', parent) : []),
    ...(map ? buildColumns(map.key, source, [...path, 'map', 'key'], 'key', parent) : []),
    ...(map ? buildColumns(map.value, source, [...path, 'map', 'value'], 'value', parent) : []),
  ];
}

const SUFFIX = { items: '[]', key: '{key}', value: '{}' };

function namesOf(
  property: OdcsProperty,
  place: Place,
  parent: Parent | undefined,
): Pick<Column, 'name' | 'logicalName' | 'path'> {
  const logical = property.name ?? '';
  const physical = property.physicalName ?? logical;
  const step: Step = place === 'property' ? { step: 'field', name: physical } : { step: place };
  if (!parent) return { name: physical, logicalName: logical, path: [step] };
  const suffix = (name: string) => (place === 'property' ? `.${name}` : SUFFIX[place]);
  return {
    name: parent.name + suffix(physical),
    logicalName: parent.logicalName + suffix(logical),
    path: [...parent.path, step],
  };
}
