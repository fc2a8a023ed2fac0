/** Data types of Croissant and schema.org by the end of their names, as ODCS says them. */
const TYPES: Record<string, { logicalType: string; format?: string }> = {
  Text: { logicalType: 'string' },
  URL: { logicalType: 'string', format: 'uri' },
  Boolean: { logicalType: 'boolean' },
  Date: { logicalType: 'date' },
  DateTime: { logicalType: 'timestamp' },
  Time: { logicalType: 'time' },
  Integer: { logicalType: 'integer' },
  Int8: { logicalType: 'integer', format: 'i8' },
  Int16: { logicalType: 'integer', format: 'i16' },
  Int32: { logicalType: 'integer', format: 'i32' },
  Int64: { logicalType: 'integer', format: 'i64' },
  UInt8: { logicalType: 'integer', format: 'u8' },
  UInt16: { logicalType: 'integer', format: 'u16' },
  UInt32: { logicalType: 'integer', format: 'u32' },
  UInt64: { logicalType: 'integer', format: 'u64' },
  Float: { logicalType: 'number' },
  Number: { logicalType: 'number' },
  Float16: { logicalType: 'number' },
  Float32: { logicalType: 'number', format: 'f32' },
  Float64: { logicalType: 'number', format: 'f64' },
};

/** The type of values among the types of a field; the others say what the values mean. */
export function readCroissantType(
  types: readonly string[],
): { logicalType: string; format?: string } | undefined {
  for (const type of types) {
    const [, name] =
      /^(?:sc:|cr:|ml:|https?:\/\/schema\.org\/|https?:\/\/mlcommons\.org\/(?:croissant|schema)\/)([A-Za-z0-9]+)$/.exec(
        type,
      ) ?? [];
    const found = name !== undefined && Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
    if (found) return found;
  }
  return undefined;
}
