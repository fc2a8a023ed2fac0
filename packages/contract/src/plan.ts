import { readInstant } from './instant.ts';
import { compileSchema } from './json-schema/compile.ts';
import type { Column, Demand } from './model.ts';
import { translatePattern } from './regex.ts';
import type { Plan, Test } from './test-plan.ts';
import { SHAPELESS_FORMATS, translateTextFormat } from './text-format.ts';
import { translateTimeFormat } from './time-format.ts';
import { isTimeZone } from './time-zone.ts';

const enforced = (test: Test): Plan => ({ status: 'enforced', test });
const unsupported = (reason: string): Plan => ({ status: 'unsupported', reason });
const notApplicable = (reason: string): Plan => ({ status: 'not-applicable', reason });

/** Rules about rows: they would need a row for each item of a list. */
const ABOUT_ROWS: ReadonlySet<string> = new Set<Demand['kind']>([
  'unique',
  'duplicate-values',
  'foreign-key',
  'freshness',
  'retention',
  'sql',
  'distribution',
]);

/** Decides how a demand is tested, or says why it is not. */
export function planDemand(demand: Demand, column: Column | undefined): Plan {
  if ('unenforced' in demand) return { status: demand.unenforced, reason: demand.reason };
  if (column && ABOUT_ROWS.has(demand.kind) && column.path.some(({ step }) => step !== 'field')) {
    return unsupported('it is about rows, and its column lies inside of a list or map');
  }
  switch (demand.kind) {
    case 'column-present':
      return enforced({ test: 'present' });
    case 'type':
      return planType(column);
    case 'required':
      return enforced({ test: 'not-null' });
    case 'unique':
      return enforced({ test: 'unique', columns: [column?.name ?? ''], nullsFail: false });
    case 'primary-key':
      return enforced({ test: 'unique', columns: demand.columns, nullsFail: true });
    case 'enum':
      return enforced({ test: 'among', values: demand.values });
    case 'pattern': {
      const translated = translatePattern(demand.pattern);
      return 'reason' in translated
        ? unsupported(translated.reason)
        : enforced({ test: 'matches', re2: translated.re2 });
    }
    case 'format':
      return planFormat(demand.format, column);
    case 'integer-range':
      return planIntegerRange(demand.format);
    case 'time-zone':
      return enforced({ test: 'zoned', required: demand.required });
    case 'min-length':
      return enforced({ test: 'length', atLeast: demand.length });
    case 'max-length':
      return enforced({ test: 'length', atMost: demand.length });
    case 'minimum':
    case 'maximum':
      return planBound(demand, column);
    case 'multiple-of':
      return enforced({ test: 'multiple', divisor: demand.divisor });
    case 'null-values':
      return enforced({ test: 'count-nulls', comparison: demand.comparison, unit: demand.unit });
    case 'missing-values': {
      const { values, comparison, unit } = demand;
      return enforced({ test: 'count-among', values, comparison, unit });
    }
    case 'invalid-values': {
      const { values, comparison, unit, pattern } = demand;
      const translated = pattern === undefined ? undefined : translatePattern(pattern);
      if (translated && 'reason' in translated) return unsupported(translated.reason);
      return enforced({ test: 'count-invalid', values, re2: translated?.re2, comparison, unit });
    }
    case 'duplicate-values': {
      const { columns, comparison, unit } = demand;
      return enforced({ test: 'count-duplicates', columns, comparison, unit });
    }
    case 'row-count':
      return enforced({ test: 'count-rows', comparison: demand.comparison });
    case 'sql':
      return enforced({ test: 'sql', query: demand.query, comparison: demand.comparison });
    case 'freshness':
    case 'retention':
      if (column?.type !== 'date' && column?.type !== 'timestamp') {
        return unsupported(`its column is no date or timestamp but ${column?.type ?? 'of undeclared type'}`);
      }
      return enforced({ test: demand.kind === 'freshness' ? 'newest' : 'oldest', span: demand.span });
    case 'items':
      return enforced(
        'unique' in demand.items ? { test: 'distinct-items' } : { test: 'item-count', limit: demand.items },
      );
    case 'properties':
      return enforced(
        'names' in demand.properties
          ? { test: 'has-fields', names: demand.properties.names }
          : { test: 'field-count', limit: demand.properties },
      );
    case 'vector':
      return planVector(demand.vector);
    case 'foreign-key':
      return enforced({ test: 'refers', columns: demand.columns, to: demand.to });
    case 'distribution': {
      const { profile, distance, max } = demand;
      return enforced({ test: 'distribution', profile, distance, max });
    }
    case 'json-schema': {
      const compiled = compileSchema(demand.schema);
      return 'reason' in compiled
        ? unsupported(compiled.reason)
        : enforced({ test: 'json', condition: compiled.condition });
    }
    case 'row-count-change':
      return enforced({ test: 'row-count-change', profile: demand.profile, max: demand.max });
    case 'checksum': {
      const { paths, digest, bytes } = demand;
      return enforced({ test: 'checksum', paths, digest, bytes });
    }
  }
}

/** The numbers an element type can hold; how finely it holds them is not looked at. */
const ELEMENTS: Record<string, { low: number; high: number; isWhole: boolean }> = {
  binary: { low: 0, high: 1, isWhole: true },
  int8: { low: -128, high: 127, isWhole: true },
  uint8: { low: 0, high: 255, isWhole: true },
  float16: { low: -65504, high: 65504, isWhole: false },
  bfloat16: { low: -3.3895313892515355e38, high: 3.3895313892515355e38, isWhole: false },
  float32: { low: -3.4028234663852886e38, high: 3.4028234663852886e38, isWhole: false },
  float64: { low: -Number.MAX_VALUE, high: Number.MAX_VALUE, isWhole: false },
};

function planVector(vector: Extract<Demand, { vector: unknown }>['vector']): Plan {
  if ('dimensions' in vector) return enforced({ test: 'dimensions', size: vector.dimensions });
  if ('unitLength' in vector) return enforced({ test: 'unit-length', within: vector.unitLength });
  const elements = ELEMENTS[vector.elementType];
  return elements
    ? enforced({ test: 'elements', ...elements })
    : unsupported(`the element type ${vector.elementType} is unknown`);
}

function planType(column: Column | undefined): Plan {
  const zone = column?.timeZone;
  if (zone !== undefined && !isTimeZone(zone)) return unsupported(`its time zone ${zone} is unknown`);
  const format = column?.format === undefined ? undefined : translateTimeFormat(column.format);
  return format && 'reason' in format ? unsupported(format.reason) : enforced({ test: 'type' });
}

function planFormat(format: string, column: Column | undefined): Plan {
  switch (column?.type) {
    case 'string': {
      if (SHAPELESS_FORMATS.has(format)) return notApplicable(`the format ${format} has no form to test`);
      const translated = translateTextFormat(format);
      return 'reason' in translated
        ? unsupported(translated.reason)
        : enforced({ test: 'matches', re2: translated.re2 });
    }
    case 'number':
      return notApplicable('it tells how numbers are stored; their values are compared as written');
    default: {
      const translated = translateTimeFormat(format);
      return 'reason' in translated
        ? unsupported(translated.reason)
        : enforced({ test: 'time-format', forms: translated.forms });
    }
  }
}

function planIntegerRange(format: string): Plan {
  const bits = BigInt(format.slice(1));
  const [low, high] = format.startsWith('u')
    ? [0n, 2n ** bits - 1n]
    : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
  return enforced({ test: 'integer-range', low: String(low), high: String(high) });
}

function planBound(
  { kind, bound, exclusive }: { kind: 'minimum' | 'maximum'; bound: string; exclusive: boolean },
  column: Column | undefined,
): Plan {
  const test = kind === 'minimum' ? 'at-least' : 'at-most';
  const type = column?.type;
  if (type !== 'date' && type !== 'timestamp' && type !== 'time') return enforced({ test, bound, exclusive });
  const instant = readInstant(bound, type, column?.timeZone);
  return instant === undefined
    ? unsupported(`its bound ${bound} is no ${type} in ISO 8601`)
    : enforced({ test, bound: instant, exclusive });
}
