import { z } from 'zod';

/** The revisions of ODCS that differ in what they allow. v2 has another structure and is not read. */
export const API_VERSIONS = ['v3.0.0', 'v3.0.1', 'v3.0.2', 'v3.1.0', 'v3.2.0'] as const;
export type ApiVersion = (typeof API_VERSIONS)[number];
export type Revision = '3.0' | '3.1' | '3.2';

export function revisionOf(version: ApiVersion): Revision {
  return version.startsWith('v3.0') ? '3.0' : version === 'v3.1.0' ? '3.1' : '3.2';
}

/** A field that a later revision of the standard brought. */
export function since<S extends z.ZodType>(first: '3.1' | '3.2', revision: Revision, schema: S) {
  const allowed = revision >= first;
  const refused = z
    .custom((value) => value === undefined, `this field came with apiVersion v${first}.0`)
    .optional();
  return (allowed ? schema.optional() : refused) as z.ZodOptional<S>;
}

/** v3.0 left most objects open; v3.1 closed them. */
export function closedSince31<Shape extends z.ZodRawShape>(revision: Revision, shape: Shape) {
  return (revision === '3.0' ? z.looseObject(shape) : z.strictObject(shape)) as z.ZodObject<Shape>;
}

export const StableId = z.string().regex(/^[A-Za-z0-9_-]+$/, 'expected letters, digits, - and _ only');
export const Tags = z.array(z.string());
export const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Scalar = z.infer<typeof Scalar>;

export function CustomProperties(revision: Revision) {
  return z.array(
    closedSince31(revision, {
      id: StableId.optional(),
      property: z.string(),
      value: z.unknown().refine((value) => value !== undefined, 'is missing'),
      description: z.string().optional(),
    }),
  );
}

export function Definitions(revision: Revision) {
  return z.array(
    closedSince31(revision, {
      id: StableId.optional(),
      url: z.string(),
      type: z.string(),
      description: z.string().optional(),
    }),
  );
}

export function Synonyms(revision: Revision) {
  return z.array(
    z.strictObject({
      id: StableId.optional(),
      synonym: z.string(),
      description: z.string().optional(),
      locale: z.string().optional(),
      source: z.string().optional(),
      status: z.string().optional(),
      customProperties: CustomProperties(revision).optional(),
    }),
  );
}

/** Guidance for assistants (v3.2). It says nothing about the rows. */
export function Context(revision: Revision) {
  const shared = {
    id: StableId.optional(),
    authoritativeDefinitions: Definitions(revision).optional(),
    tags: Tags.optional(),
    customProperties: CustomProperties(revision).optional(),
  };
  return z.union([
    z.string(),
    z.strictObject({
      instructions: z.string().optional(),
      verifiedStatements: z
        .array(z.strictObject({ ...shared, question: z.string(), answer: z.string().optional() }))
        .optional(),
      constraints: z.array(z.strictObject({ ...shared, constraint: z.string() })).optional(),
    }),
  ]);
}
