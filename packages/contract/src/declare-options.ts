import type { RuleKind } from '@proofmark/documents';
import type { Declarations } from './declarations.ts';
import type { Demand } from './model.ts';
import type { OdcsProperty } from './odcs/schema.ts';

/** Largest distance of a vector's length from 1; elements of 8 and 16 bits are that much coarser. */
const UNIT_LENGTH = 1e-3;
const COARSE_UNIT_LENGTH = 1e-2;

type Options = Record<string, unknown>;

/** Declares the `logicalTypeOptions` of a property, in the order of the file. */
export function declareOptions(declare: Declarations, property: OdcsProperty, options: Options): void {
  for (const [name, value] of Object.entries(options)) {
    const at = ['logicalTypeOptions', name];
    const numeral = () => (typeof value === 'number' ? declare.number(at, value) : String(value));
    declare.add(name, demandOf(property, options, name, numeral), at);
  }
}

function demandOf(property: OdcsProperty, options: Options, name: string, numeral: () => string): Demand {
  const value = options[name];
  const type = property.logicalType;
  const count = Number(value);
  switch (name) {
    case 'minLength':
      return { kind: 'min-length', length: count };
    case 'maxLength':
      return { kind: 'max-length', length: count };
    case 'pattern':
      return { kind: 'pattern', pattern: String(value) };
    case 'minimum':
    case 'maximum': {
      // Booleans of v3.0 sharpen the bound beside them.
      const exclusive = options[name === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'] === true;
      return { kind: name, bound: numeral(), exclusive };
    }
    case 'exclusiveMinimum':
    case 'exclusiveMaximum': {
      const side = name === 'exclusiveMinimum' ? 'minimum' : 'maximum';
      if (typeof value !== 'boolean') return { kind: side, bound: numeral(), exclusive: true };
      return value && options[side] === undefined
        ? unenforced(side, 'unsupported', `true sharpens \`${side}\`, which is not declared`)
        : unenforced(side, 'not-applicable', `it is part of \`${side}\``);
    }
    case 'multipleOf':
      return { kind: 'multiple-of', divisor: numeral() };
    case 'format':
      return type === 'integer'
        ? { kind: 'integer-range', format: String(value) }
        : { kind: 'format', format: String(value) };
    case 'timezone':
      return { kind: 'time-zone', required: value === true };
    case 'defaultTimezone': {
      const reason = 'it tells how to read bounds and values without an offset';
      return unenforced('time-zone', 'not-applicable', reason);
    }
    default:
      return nestedDemand(property, options, name);
  }
}

/** Options of arrays, objects and vectors. */
function nestedDemand(property: OdcsProperty, options: Options, name: string): Demand {
  const value = options[name];
  const count = Number(value);
  switch (name) {
    case 'minItems':
      return { kind: 'items', items: { atLeast: count } };
    case 'maxItems':
      return { kind: 'items', items: { atMost: count } };
    case 'uniqueItems':
      return value === true
        ? { kind: 'items', items: { unique: true } }
        : unenforced('items', 'not-applicable', 'false allows what is allowed anyway');
    case 'minProperties':
      return { kind: 'properties', properties: { atLeast: count } };
    case 'maxProperties':
      return { kind: 'properties', properties: { atMost: count } };
    case 'required': {
      const physical = new Map(property.properties?.map((field) => [field.name, field.physicalName]));
      const names = (value as string[]).map((field) => physical.get(field) ?? field);
      return { kind: 'properties', properties: { names } };
    }
    case 'dimensions':
      return { kind: 'vector', vector: { dimensions: count } };
    case 'elementType':
      return { kind: 'vector', vector: { elementType: String(value) } };
    case 'normalized': {
      if (value !== true) return unenforced('vector', 'not-applicable', 'false allows any length');
      const isCoarse = ['bfloat16', 'float16', 'int8', 'uint8'].includes(String(options.elementType));
      return { kind: 'vector', vector: { unitLength: isCoarse ? COARSE_UNIT_LENGTH : UNIT_LENGTH } };
    }
    default:
      return property.logicalType === 'vector'
        ? unenforced('vector', 'not-applicable', 'it tells how vectors are made or compared')
        : unenforced('custom', 'unsupported', `the option \`${name}\` has no meaning known here`);
  }
}

function unenforced(kind: RuleKind, status: 'unsupported' | 'not-applicable', reason: string): Demand {
  return { kind, unenforced: status, reason };
}
