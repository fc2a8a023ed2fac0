import { LogicalType } from '@proofmark/documents';
import { z } from 'zod';
import type { Revision } from './parts.ts';

const SINCE_32 = new Set<LogicalType>(['map', 'vector']);

/** Timestamp and time came with v3.1, but official v3.0.2 examples use them. */
export function logicalTypesOf(revision: Revision): LogicalType[] {
  return LogicalType.options.filter((type) => revision === '3.2' || !SINCE_32.has(type));
}

const count = z.int().nonnegative().optional();

/** In v3.0 the exclusive bounds were booleans that sharpen minimum and maximum; official examples mix both. */
function bounds<S extends z.ZodType>(revision: Revision, value: S) {
  const exclusive = revision === '3.0' ? z.union([z.boolean(), value]) : value;
  return {
    minimum: value.optional(),
    maximum: value.optional(),
    exclusiveMinimum: exclusive.optional(),
    exclusiveMaximum: exclusive.optional(),
  };
}

/** The closed set of `logicalTypeOptions` of each logical type (ODCS v3, "Logical type options"). */
export function optionsOf(type: LogicalType, revision: Revision): z.ZodType<Record<string, unknown>> {
  switch (type) {
    case 'string':
      return z.strictObject({
        minLength: count,
        maxLength: count,
        pattern: z.string().optional(),
        format: z.string().optional(),
      });
    case 'date':
      return z.strictObject({ format: z.string().optional(), ...bounds(revision, z.string()) });
    case 'timestamp':
    case 'time':
      return z.strictObject({
        format: z.string().optional(),
        ...bounds(revision, z.string()),
        timezone: z.boolean().optional(),
        defaultTimezone: z.string().optional(),
      });
    case 'integer':
      return z.strictObject({
        multipleOf: z.number().positive().optional(),
        ...bounds(revision, z.number()),
        format: z.enum(['i8', 'i16', 'i32', 'i64', 'i128', 'u8', 'u16', 'u32', 'u64', 'u128']).optional(),
      });
    case 'number':
      return z.strictObject({
        multipleOf: z.number().positive().optional(),
        ...bounds(revision, z.number()),
        format: z.enum(['f32', 'f64']).optional(),
      });
    case 'object':
      return z.strictObject({
        minProperties: count,
        maxProperties: count,
        required: z.array(z.string()).min(1).optional(),
      });
    case 'array':
      return z.strictObject({ minItems: count, maxItems: count, uniqueItems: z.boolean().optional() });
    case 'vector':
      return z.strictObject({
        dimensions: z.int().positive(),
        elementType: z
          .enum(['bfloat16', 'binary', 'float16', 'float32', 'float64', 'int8', 'uint8'])
          .optional(),
        distanceMetric: z.enum(['cosine', 'dotProduct', 'euclidean', 'hamming', 'manhattan']).optional(),
        normalized: z.boolean().optional(),
        embeddingModel: z.string().optional(),
        embeddingModelVersion: z.string().optional(),
      });
    case 'map':
      return z.strictObject({});
    case 'boolean':
      return z.record(z.string(), z.unknown());
  }
}
