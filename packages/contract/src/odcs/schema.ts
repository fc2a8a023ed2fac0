import type { LogicalType } from '@proofmark/documents';
import { z } from 'zod';
import { logicalTypesOf, optionsOf } from './options.ts';
import {
  Context,
  CustomProperties,
  closedSince31,
  Definitions,
  type Revision,
  Scalar,
  StableId,
  Synonyms,
  since,
  Tags,
} from './parts.ts';
import { Quality } from './quality.ts';

export type CustomProperty = { property: string; value: unknown };
export type Relationship = { from?: string | string[] | undefined; to: string | string[] };

/** A property of a schema object, of an object property, of array items or of a map. */
export type OdcsProperty = {
  id?: string | undefined;
  name?: string | undefined;
  physicalName?: string | undefined;
  physicalType?: string | undefined;
  description?: string | undefined;
  logicalType?: LogicalType | undefined;
  logicalTypeOptions?: Record<string, unknown> | undefined;
  primaryKey?: boolean | undefined;
  primaryKeyPosition?: number | undefined;
  required?: boolean | undefined;
  unique?: boolean | undefined;
  classification?: string | undefined;
  enum?: { value: Scalar }[] | undefined;
  relationships?: Relationship[] | undefined;
  quality?: Quality[] | undefined;
  items?: OdcsProperty | undefined;
  properties?: OdcsProperty[] | undefined;
  map?: { key: OdcsProperty; value: OdcsProperty } | undefined;
  customProperties?: CustomProperty[] | undefined;
};

export type OdcsObject = {
  id?: string | undefined;
  name: string;
  physicalName?: string | undefined;
  properties?: OdcsProperty[] | undefined;
  relationships?: Relationship[] | undefined;
  quality?: Quality[] | undefined;
  customProperties?: CustomProperty[] | undefined;
};

const name = '[A-Za-z_][A-Za-z0-9_]*';
const qualified = `(?:(?:https?://)?[A-Za-z0-9._/-]+\\.yaml#)?/?${name}/[A-Za-z0-9_-]+(?:/${name}/[A-Za-z0-9_-]+)*`;

function Reference(revision: Revision) {
  const step = revision === '3.2' ? '[A-Za-z_][A-Za-z0-9_-]*' : name;
  const pattern = new RegExp(`^(?:${step}(?:\\.${step})+|${qualified})$`);
  return z.string().regex(pattern, 'expected table.column or schema/<id>/properties/<id>');
}

function relationshipParts(revision: Revision) {
  const reference = Reference(revision);
  const end = z.union([reference, z.array(reference).min(1)]);
  const shared = {
    id: StableId.optional(),
    type: z.enum(['foreignKey']).optional(),
    customProperties: CustomProperties(revision).optional(),
  };
  const ofProperty = z.strictObject({ ...shared, to: end });
  const ofObject = z
    .strictObject({ ...shared, from: end, to: end })
    .refine(({ from, to }) => Array.isArray(from) === Array.isArray(to), {
      path: ['to'],
      error: 'expected `from` and `to` to be both single or both lists',
    });
  return { ofProperty, ofObject };
}

function elementShape(revision: Revision) {
  return {
    id: StableId.optional(),
    physicalName: z.string().optional(),
    physicalType: z.string().optional(),
    description: z.string().optional(),
    businessName: z.string().optional(),
    authoritativeDefinitions: Definitions(revision).optional(),
    tags: Tags.optional(),
    customProperties: CustomProperties(revision).optional(),
    synonyms: since('3.2', revision, Synonyms(revision)),
    deprecated: since('3.2', revision, z.unknown()),
    quality: z.array(Quality(revision)).optional(),
  };
}

/** One constraint per field of the standard, so that every message names its field. */
function checkProperty(
  property: OdcsProperty,
  revision: Revision,
  report: (path: PropertyKey[], message: string) => void,
) {
  const { logicalType, logicalTypeOptions: options } = property;
  if (options && !logicalType) report(['logicalTypeOptions'], 'needs a logicalType beside it');
  if (options && logicalType) {
    for (const issue of optionsOf(logicalType, revision).safeParse(options).error?.issues ?? []) {
      const unknown = issue.code === 'unrecognized_keys';
      report(
        ['logicalTypeOptions', ...issue.path, ...(unknown ? issue.keys.slice(0, 1) : [])],
        unknown ? `unknown option of logicalType ${logicalType}` : issue.message,
      );
    }
  }
  if (logicalType === 'vector' && !options) report(['logicalTypeOptions'], 'a vector needs `dimensions`');
  if (logicalType === 'map' && !property.map) report(['map'], 'is missing: a map needs `key` and `value`');
  if (property.map && logicalType !== 'map') report(['map'], 'belongs to logicalType map only');
}

function Property(revision: Revision): z.ZodType<OdcsProperty> {
  const { ofProperty } = relationshipParts(revision);
  const self: z.ZodType<OdcsProperty> = z.lazy(() => property);
  const named: z.ZodType<OdcsProperty> = self.refine(({ name }) => name !== undefined, {
    path: ['name'],
    error: 'is missing: every property has a name',
  });
  const property: z.ZodType<OdcsProperty> = z
    .strictObject({
      ...elementShape(revision),
      name: z.string().optional(),
      primaryKey: z.boolean().optional(),
      primaryKeyPosition: z.int().optional(),
      logicalType: z.enum(logicalTypesOf(revision)).optional(),
      logicalTypeOptions: z.record(z.string(), z.unknown()).optional(),
      required: z.boolean().optional(),
      unique: z.boolean().optional(),
      semanticType: since('3.2', revision, z.enum(['column', 'measure', 'dimension'])),
      partitioned: z.boolean().optional(),
      partitionKeyPosition: z.int().optional(),
      classification: z.string().optional(),
      encryptedName: z.string().optional(),
      transformSourceObjects: z.array(z.string()).optional(),
      transformLogic: z.string().optional(),
      transformDescription: z.string().optional(),
      examples: z.array(z.unknown()).optional(),
      enum: since(
        '3.2',
        revision,
        z
          .array(
            z.strictObject({
              value: Scalar,
              label: z.string().optional(),
              id: StableId.optional(),
              description: z.string().optional(),
              customProperties: CustomProperties(revision).optional(),
              authoritativeDefinitions: Definitions(revision).optional(),
              tags: Tags.optional(),
            }),
          )
          .min(1, 'expected at least one value'),
      ),
      criticalDataElement: z.boolean().optional(),
      relationships: since('3.1', revision, z.array(ofProperty)),
      items: self.optional(),
      properties: z.array(named).optional(),
      map: since('3.2', revision, z.strictObject({ key: self, value: self })),
    })
    .superRefine((value, context) =>
      checkProperty(value, revision, (path, message) => context.addIssue({ code: 'custom', path, message })),
    );
  return property;
}

/** ODCS v3, "Schema": a table, a document, a topic. */
export function SchemaObject(revision: Revision): z.ZodType<OdcsObject> {
  const named = Property(revision).refine(({ name }) => name !== undefined, {
    path: ['name'],
    error: 'is missing: every property has a name',
  });
  return z.strictObject({
    ...elementShape(revision),
    name: z.string(),
    logicalType: z.enum(['object']).optional(),
    dataGranularityDescription: z.string().optional(),
    context: since('3.2', revision, Context(revision)),
    properties: z.array(named).optional(),
    relationships: since('3.1', revision, z.array(relationshipParts(revision).ofObject)),
  });
}

export function ServiceLevel(revision: Revision) {
  return closedSince31(revision, {
    id: StableId.optional(),
    property: z.string(),
    value: Scalar,
    valueExt: Scalar.optional(),
    unit: z.string().optional(),
    element: z.string().optional(),
    driver: z.string().optional(),
    description: z.string().optional(),
    scheduler: z.string().optional(),
    schedule: z.string().optional(),
    customProperties: since('3.2', revision, CustomProperties(revision)),
    authoritativeDefinitions: since('3.2', revision, Definitions(revision)),
  });
}
export type ServiceLevel = z.infer<ReturnType<typeof ServiceLevel>>;
