import { resolveSchema, type Schema } from './openapi.ts';

/** Stands in every text the double has to give but does not model, so that a reader who relies on it notices. */
const UNMODELLED = 'not-modelled-by-the-double';

function typesOf(schema: Schema): string[] {
  if (schema.type !== undefined) return Array.isArray(schema.type) ? schema.type : [schema.type];
  return schema.properties === undefined ? [] : ['object'];
}

function accepts(schema: Schema, value: object): boolean {
  return typesOf(resolveSchema(schema)).includes(Array.isArray(value) ? 'array' : 'object');
}

function filler(schema: Schema): unknown {
  const types = typesOf(schema);
  if (types.includes('null')) return null;
  if (schema.enum !== undefined) return schema.enum[0];
  switch (types[0]) {
    case 'string':
      if (schema.format === 'uri') return `https://${UNMODELLED}.invalid/`;
      return schema.format === 'date-time' ? '1970-01-01T00:00:00Z' : UNMODELLED;
    case 'integer':
    case 'number':
      return schema.minimum ?? 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return complete(schema, {});
    default:
      return null;
  }
}

/**
 * Adds what the description requires and the double does not model (GitHub's repository object alone has
 * eighty such fields), with values nobody can mistake for real ones. What the double does model stays untouched
 * and is checked against the description afterwards.
 */
export function complete(given: Schema, value: unknown): unknown {
  const schema = resolveSchema(given);
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) {
    if (value === undefined) {
      const nullable = options.find((option) => typesOf(resolveSchema(option)).includes('null'));
      return nullable === undefined && options[0] !== undefined ? complete(options[0], undefined) : null;
    }
    if (typeof value !== 'object' || value === null) return value;
    const fitting = options.find((option) => accepts(option, value));
    return fitting === undefined ? value : complete(fitting, value);
  }
  if (schema.allOf !== undefined) {
    return schema.allOf.reduce<unknown>((whole, part) => complete(part, whole), value);
  }
  if (value === undefined) return filler(schema);
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined ? value : value.map((item) => complete(items, item));
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  const out: Record<string, unknown> = { ...value };
  for (const name of new Set([...(schema.required ?? []), ...Object.keys(value)])) {
    const property = schema.properties?.[name];
    if (property !== undefined) out[name] = complete(property, out[name]);
  }
  return out;
}
