import { z } from 'zod';

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Names = z.union([z.string(), z.array(z.string()).min(1)]);
const Bound = z.union([z.string(), z.number()]);
const Labelled = z.union([Scalar, z.looseObject({ value: Scalar })]);

const Constraints = z.looseObject({
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  pattern: z.string().optional(),
  enum: z.array(Scalar).min(1).optional(),
  minLength: z.int().nonnegative().optional(),
  maxLength: z.int().nonnegative().optional(),
  minimum: Bound.optional(),
  maximum: Bound.optional(),
  exclusiveMinimum: Bound.optional(),
  exclusiveMaximum: Bound.optional(),
});

const Field = z.looseObject({
  name: z.string(),
  type: z.string().optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  constraints: Constraints.optional(),
  categories: z.array(Labelled).min(1).optional(),
  missingValues: z.array(Labelled).optional(),
  trueValues: z.array(z.string()).min(1).optional(),
  falseValues: z.array(z.string()).min(1).optional(),
  bareNumber: z.boolean().optional(),
  decimalChar: z.string().optional(),
  groupChar: z.string().optional(),
});
export type Field = z.infer<typeof Field>;

/** Table Schema 1.0 and 2.0 (https://datapackage.org/standard/table-schema/); other properties are metadata. */
export const TableSchema = z.looseObject({
  fields: z.array(Field),
  fieldsMatch: z.union([z.string(), z.array(z.string()).length(1)]).optional(),
  missingValues: z.array(Labelled).optional(),
  primaryKey: Names.optional(),
  uniqueKeys: z.array(z.array(z.string()).min(1)).optional(),
  foreignKeys: z
    .array(
      z.looseObject({
        fields: Names,
        reference: z.looseObject({ resource: z.string().optional(), fields: Names }),
      }),
    )
    .optional(),
});
export type TableSchema = z.infer<typeof TableSchema>;

/** CSV Dialect 1.2 and Table Dialect 2.0 (https://datapackage.org/standard/table-dialect/). */
const Dialect = z.looseObject({
  delimiter: z.string().min(1).max(4).optional(),
  header: z.boolean().optional(),
  quoteChar: z.string().max(1).optional(),
  doubleQuote: z.boolean().optional(),
  escapeChar: z.string().length(1).optional(),
  nullSequence: z.string().optional(),
});
export type Dialect = z.infer<typeof Dialect>;

const Resource = z.looseObject({
  name: z.string().optional(),
  path: Names.optional(),
  data: z.unknown().optional(),
  schema: z.union([z.string(), TableSchema]).optional(),
  description: z.string().optional(),
  dialect: z.union([z.string(), Dialect]).optional(),
  encoding: z.string().optional(),
  bytes: z.int().nonnegative().optional(),
  hash: z.string().optional(),
});
export type Resource = z.infer<typeof Resource>;

/** Data Package 1.0 and 2.0 (https://datapackage.org/standard/data-package/). */
export const DataPackage = z.looseObject({
  name: z.string().optional(),
  title: z.string().optional(),
  version: z.string().optional(),
  resources: z.array(Resource).min(1),
});
export type DataPackage = z.infer<typeof DataPackage>;

/** The text of a value that may carry a label. */
export function unlabelled(value: z.infer<typeof Labelled>): string | number | boolean | null {
  return typeof value === 'object' && value !== null ? value.value : value;
}
