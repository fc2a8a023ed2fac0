import { z } from 'zod';
import { FileReference, header, Severity, Sha256 } from './common.ts';
import { ContractDiff } from './contract-diff.ts';
import { Histogram } from './histogram.ts';

/** What a rule of the contract demands; the names follow ODCS where it has one. */
export const RuleKind = z.enum([
  // No contract declares it: it is the one check of data that cannot be read.
  'readable',
  'column-present',
  'type',
  'physical-type',
  'required',
  'unique',
  'primary-key',
  'enum',
  'pattern',
  'format',
  'min-length',
  'max-length',
  'minimum',
  'maximum',
  'multiple-of',
  'integer-range',
  'time-zone',
  'items',
  'properties',
  'map',
  'vector',
  'json-schema',
  'foreign-key',
  'row-count',
  'row-count-change',
  'checksum',
  'null-values',
  'missing-values',
  'invalid-values',
  'duplicate-values',
  'sql',
  'text',
  'custom',
  'freshness',
  'retention',
  'service-level',
  'distribution',
]);
export type RuleKind = z.infer<typeof RuleKind>;

/** One failing row. `row` counts from 1 in file order; `line` is the physical line of a text file. */
export const FailingRow = z.strictObject({
  row: z.int().positive().optional(),
  line: z.int().positive().optional(),
  file: z.string().optional(),
  value: z.string().nullable(),
  key: z.record(z.string(), z.string().nullable()).optional(),
  /** Of a repeated value: the first row that has it. */
  repeats: z.int().positive().optional(),
});
export type FailingRow = z.infer<typeof FailingRow>;

export const CheckStatus = z.enum(['pass', 'fail', 'unsupported', 'not-applicable']);
export type CheckStatus = z.infer<typeof CheckStatus>;

/** The result of one rule of the contract on the data. */
export const Check = z.strictObject({
  id: z.string(),
  rule: RuleKind,
  table: z.string(),
  column: z.string().optional(),
  severity: Severity,
  /** In words, for people: "delay is at least 0". */
  description: z.string(),
  location: z.strictObject({ file: z.string(), line: z.int().positive(), column: z.int().positive() }),
  status: CheckStatus,
  /** Rows (or whatever the rule counts) that were looked at and that failed. */
  checked: z.int().nonnegative(),
  failing: z.int().nonnegative(),
  /** Failing share that is still accepted, 0 to 1. */
  tolerance: z.number().min(0).max(1),
  expected: z.string(),
  received: z.string().optional(),
  /** Why a rule was not enforced; of one that fails: why nothing could be measured. */
  reason: z.string().optional(),
  evidence: z
    .strictObject({
      /** The first failing rows. */
      rows: z.array(FailingRow),
      /** Others, drawn from all failing rows by a hash of the row number; in row order. */
      sample: z.array(FailingRow).optional(),
      masked: z.boolean(),
    })
    .optional(),
});
export type Check = z.infer<typeof Check>;

/** How much of what the contract declares was enforced: nothing is skipped silently. */
export const Coverage = z.strictObject({
  declared: z.int().nonnegative(),
  enforced: z.int().nonnegative(),
  notApplicable: z.int().nonnegative(),
  unsupported: z.int().nonnegative(),
  /** Of those that fail: rules of which nothing could be measured, such as SQL that does not run. */
  notRun: z.int().nonnegative().optional(),
});
export type Coverage = z.infer<typeof Coverage>;

export const ValidationStatus = z.enum(['pass', 'warn', 'fail']);

export const Validation = z.strictObject({
  ...header('validation'),
  contract: z.strictObject({
    file: FileReference,
    id: z.string(),
    version: z.string(),
    name: z.string().optional(),
    /** SHA-256 of the contract document without its provenance, in canonical form: what was enforced. */
    document: Sha256,
    /** The table of the contract that the data hold. */
    table: z.string(),
    /** Constraints of other environments did not apply. */
    environment: z.string().optional(),
  }),
  data: z.strictObject({
    files: z.array(FileReference),
    /** A table of a warehouse, instead of files: nothing binds its rows. */
    stored: z
      .strictObject({ engine: z.enum(['duckdb', 'trino']), version: z.string(), table: z.string() })
      .optional(),
    rows: z.int().nonnegative(),
    columns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
  }),
  coverage: Coverage,
  checks: z.array(Check),
  /** Number columns that broke a rule, when a report asked to draw them; none of masked columns. */
  histograms: z.array(Histogram).optional(),
  /** Remarks on the data that no rule asks for but a reader should know. */
  notes: z.array(z.string()),
  /** Against the contract of the base branch, on pull requests. */
  contractDiff: ContractDiff.optional(),
  status: ValidationStatus,
});
export type Validation = z.infer<typeof Validation>;
