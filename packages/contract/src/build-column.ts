import type { RuleKind, YamlSource } from '@proofmark/documents';
import { Declarations } from './declarations.ts';
import type { Column } from './model.ts';
import type { LogicalType } from './odcs/options.ts';
import type { OdcsProperty } from './odcs/schema.ts';
import { buildQuality } from './quality-rules.ts';

/** The column that a property of the contract describes, with everything declared about it. */
export function buildColumn(
  property: OdcsProperty,
  source: YamlSource,
  path: readonly PropertyKey[],
): Column {
  const declare = new Declarations(source, path, property.customProperties);
  const logicalName = property.name ?? '';
  const options = property.logicalTypeOptions ?? {};
  declare.add('present', { kind: 'column-present' }, ['name']);
  if (property.logicalType) declare.add('logicalType', { kind: 'type' }, ['logicalType']);
  if (property.physicalType !== undefined) {
    const reason = 'it names the type in the system of record; files are compared by logicalType';
    declare.notApplicable('physicalType', 'physical-type', reason, ['physicalType']);
  }
  // The standard's text says "may contain null", its examples and every tool mean the opposite.
  if (property.required) declare.add('required', { kind: 'required' }, ['required']);
  if (property.unique) declare.add('unique', { kind: 'unique' }, ['unique']);
  if (property.enum) {
    const values = property.enum.map(({ value }, i) => declare.literal(['enum', i, 'value'], value));
    declare.add('enum', { kind: 'enum', values }, ['enum']);
  }
  if (property.logicalType) declareOptions(declare, property.logicalType, options);
  declareNested(declare, property);
  for (const [i] of (property.relationships ?? []).entries()) {
    const at = ['relationships', i];
    declare.unsupported('relationship', 'foreign-key', 'foreign keys are not checked yet', at);
  }
  for (const [i, quality] of (property.quality ?? []).entries()) {
    buildQuality(declare, quality, ['quality', i], {
      column: property.physicalName ?? logicalName,
      named: (name) => name,
    });
  }
  const { format, defaultTimezone } = options as { format?: string; defaultTimezone?: string };
  const isTemporal = ['date', 'timestamp', 'time'].includes(property.logicalType ?? '');
  return {
    name: property.physicalName ?? logicalName,
    logicalName,
    type: property.logicalType,
    format: isTemporal ? format : undefined,
    timeZone: defaultTimezone,
    classification: property.classification,
    constraints: declare.constraints,
  };
}

const NESTED: Record<string, RuleKind> = {
  minItems: 'items',
  maxItems: 'items',
  uniqueItems: 'items',
  minProperties: 'properties',
  maxProperties: 'properties',
  required: 'properties',
};

function declareOptions(declare: Declarations, type: LogicalType, options: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(options)) {
    const at = ['logicalTypeOptions', name];
    const bound = (side: 'minimum' | 'maximum', exclusive: boolean) => {
      const text = typeof value === 'number' ? declare.number(at, value) : String(value);
      declare.add(name, { kind: side, bound: text, exclusive }, at);
    };
    switch (name) {
      case 'minLength':
      case 'maxLength':
        declare.add(
          name,
          { kind: name === 'minLength' ? 'min-length' : 'max-length', length: Number(value) },
          at,
        );
        break;
      case 'pattern':
        declare.add(name, { kind: 'pattern', pattern: String(value) }, at);
        break;
      case 'minimum':
      case 'maximum': {
        const sharpened = options[name === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'] === true;
        bound(name, sharpened);
        break;
      }
      case 'exclusiveMinimum':
      case 'exclusiveMaximum': {
        const side = name === 'exclusiveMinimum' ? 'minimum' : 'maximum';
        if (typeof value !== 'boolean') bound(side, true);
        else if (value && options[side] === undefined)
          declare.unsupported(name, side, `true sharpens \`${side}\`, which is not declared`, at);
        else declare.notApplicable(name, side, `it is part of \`${side}\``, at);
        break;
      }
      case 'multipleOf':
        declare.add(name, { kind: 'multiple-of', divisor: declare.number(at, Number(value)) }, at);
        break;
      case 'format':
        declare.add(
          name,
          type === 'integer'
            ? { kind: 'integer-range', format: String(value) }
            : { kind: 'format', format: String(value) },
          at,
        );
        break;
      case 'timezone':
        declare.add(name, { kind: 'time-zone', required: value === true }, at);
        break;
      case 'defaultTimezone':
        declare.notApplicable(
          name,
          'time-zone',
          'it tells how to read bounds and values without an offset',
          at,
        );
        break;
      default: {
        const kind = NESTED[name] ?? (type === 'vector' ? 'vector' : 'custom');
        declare.unsupported(name, kind, `\`${name}\` of ${type} columns is not checked yet`, at);
      }
    }
  }
}

function declareNested(declare: Declarations, { items, properties, map }: OdcsProperty): void {
  if (items) declare.unsupported('items', 'items', 'what is inside arrays is not checked yet', ['items']);
  if (properties?.length) {
    const reason = 'what is inside objects is not checked yet';
    declare.unsupported('properties', 'properties', reason, ['properties']);
  }
  if (map) declare.unsupported('map', 'map', 'what is inside maps is not checked yet', ['map']);
}
