import { z } from 'zod';

/** What happened to a promise of a data contract. */
export const ContractChange = z.enum([
  'id-changed',
  'table-removed',
  'table-added',
  'column-removed',
  'column-renamed',
  'column-added',
  'type-widened',
  'type-narrowed',
  'type-changed',
  'key-changed',
  'constraint-added',
  'constraint-removed',
  'constraint-tightened',
  'constraint-loosened',
  'constraint-changed',
  'severity-raised',
  'severity-lowered',
  'tolerance-raised',
  'tolerance-lowered',
  'environments-changed',
  'checksum-changed',
]);
export type ContractChange = z.infer<typeof ContractChange>;

/**
 * Whom a change breaks. Readers: data that keep the new contract may break the old one, which they rely on. Writers:
 * data that kept the old contract may break the new one.
 */
export const Party = z.enum(['readers', 'writers']);
export type Party = z.infer<typeof Party>;

const Place = z.strictObject({ file: z.string(), line: z.int().positive(), column: z.int().positive() });

export const ContractDifference = z.strictObject({
  change: ContractChange,
  /** What the version must say: breaking asks for a major one, an addition for a minor one. */
  impact: z.enum(['breaking', 'addition', 'patch']),
  breaks: z.array(Party),
  table: z.string(),
  column: z.string().optional(),
  /** Name of the constraint in its column or table. */
  constraint: z.string().optional(),
  before: z.string().optional(),
  after: z.string().optional(),
  reason: z.string(),
  base: Place.optional(),
  head: Place.optional(),
});
export type ContractDifference = z.infer<typeof ContractDifference>;

export const VersionStep = z.enum(['major', 'minor', 'patch', 'none']);
export type VersionStep = z.infer<typeof VersionStep>;

/** How a data contract differs from an earlier one, and whether its version says so. */
export const ContractDiff = z.strictObject({
  base: z.strictObject({ file: z.string(), version: z.string() }),
  head: z.strictObject({
    file: z.string(),
    version: z.string(),
    /** Where the version stands, for a remark on what it hides. */
    location: Place.optional(),
  }),
  changes: z.array(ContractDifference),
  version: z.strictObject({
    required: VersionStep,
    found: z.enum([...VersionStep.options, 'lower', 'unknown']),
    sufficient: z.boolean(),
    reason: z.string(),
  }),
  /** fail: the version does not say what the changes do. */
  status: z.enum(['pass', 'fail']),
});
export type ContractDiff = z.infer<typeof ContractDiff>;
