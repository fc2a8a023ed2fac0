import { z } from 'zod';
import { FileReference, header, Severity } from './common.ts';
import { DIGESTS } from './digest.ts';
import { Distance } from './drift.ts';
import { RuleKind } from './validation.ts';

/** The logical types of ODCS v3. */
export const LogicalType = z.enum([
  'string',
  'date',
  'timestamp',
  'time',
  'number',
  'integer',
  'object',
  'array',
  'boolean',
  'map',
  'vector',
]);
export type LogicalType = z.infer<typeof LogicalType>;

/** Where a constraint was written. */
export const ContractLocation = z.strictObject({
  file: z.string(),
  line: z.int().positive(),
  column: z.int().positive(),
});
export type ContractLocation = z.infer<typeof ContractLocation>;

/** A value of the contract to compare data with; numbers keep the digits they were written with. */
export const ContractLiteral = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), value: z.string() }),
  z.strictObject({ type: z.literal('number'), value: z.string() }),
  z.strictObject({ type: z.literal('boolean'), value: z.boolean() }),
  z.strictObject({ type: z.literal('null') }),
]);
export type ContractLiteral = z.infer<typeof ContractLiteral>;

/** What a measured number must fulfil. `between` and its opposite include both ends. */
export const Comparison = z.discriminatedUnion('operator', [
  z.strictObject({ operator: z.enum(['=', '!=', '>', '>=', '<', '<=']), value: z.number() }),
  z.strictObject({ operator: z.enum(['between', 'not between']), low: z.number(), high: z.number() }),
]);
export type Comparison = z.infer<typeof Comparison>;

export const CountUnit = z.enum(['rows', 'percent']);
export type CountUnit = z.infer<typeof CountUnit>;

/** A number of items or properties, ends included. */
const atLeast = z.strictObject({ atLeast: z.int().nonnegative() });
const atMost = z.strictObject({ atMost: z.int().nonnegative() });
export const CountLimit = z.union([atLeast, atMost]);
export type CountLimit = z.infer<typeof CountLimit>;

export const TimeUnit = z.enum(['second', 'minute', 'hour', 'day', 'week', 'month', 'year']);
export type TimeUnit = z.infer<typeof TimeUnit>;

export const TimeSpan = z.strictObject({ amount: z.number().nonnegative(), unit: TimeUnit });
export type TimeSpan = z.infer<typeof TimeSpan>;

const names = z.array(z.string());
const literals = z.array(ContractLiteral);
const counted = { comparison: Comparison, unit: CountUnit };

/** A checksum of a file, in lower-case hexadecimal digits. */
export const FileDigest = z.strictObject({ algorithm: z.enum(DIGESTS), value: z.string() });
export type FileDigest = z.infer<typeof FileDigest>;

/** A JSON Schema as it stands in a contract. */
export const JsonSchema = z.union([z.boolean(), z.record(z.string(), z.unknown())]);

const demand = <Kind extends RuleKind, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ kind: z.literal(kind), ...shape });

const Enforceable = z.discriminatedUnion('kind', [
  demand('column-present', {}),
  demand('type', {}),
  demand('required', {}),
  demand('unique', {}),
  demand('primary-key', { columns: names }),
  demand('enum', { values: literals }),
  demand('pattern', { pattern: z.string() }),
  demand('format', { format: z.string() }),
  demand('integer-range', { format: z.string() }),
  demand('time-zone', { required: z.boolean() }),
  z.strictObject({ kind: z.enum(['min-length', 'max-length']), length: z.int().nonnegative() }),
  z.strictObject({ kind: z.enum(['minimum', 'maximum']), bound: z.string(), exclusive: z.boolean() }),
  demand('multiple-of', { divisor: z.string() }),
  demand('null-values', counted),
  demand('missing-values', { values: literals, ...counted }),
  demand('invalid-values', { values: literals.optional(), pattern: z.string().optional(), ...counted }),
  demand('duplicate-values', { columns: names, ...counted }),
  demand('row-count', { comparison: Comparison }),
  demand('sql', { query: z.string(), comparison: Comparison }),
  z.strictObject({ kind: z.enum(['freshness', 'retention']), span: TimeSpan }),
  demand('items', { items: z.union([atLeast, atMost, z.strictObject({ unique: z.literal(true) })]) }),
  demand('properties', { properties: z.union([atLeast, atMost, z.strictObject({ names })]) }),
  demand('vector', {
    vector: z.union([
      z.strictObject({ dimensions: z.int().nonnegative() }),
      z.strictObject({ elementType: z.string() }),
      z.strictObject({ unitLength: z.number() }),
    ]),
  }),
  /** `to` are references as the contract writes them, one for each of `columns`. */
  demand('foreign-key', { columns: names, to: names }),
  /** Against a stored profile: a distance of one column (or of each one profiled), or the number of rows. */
  demand('distribution', { profile: z.string(), distance: Distance, max: z.number() }),
  /** Of the value, or of whole records where it stands at the table: draft 2020-12 without references. */
  demand('json-schema', { schema: JsonSchema }),
  demand('row-count-change', { profile: z.string(), max: z.number() }),
  /** The bytes of one file: `paths` are the names it goes by. */
  demand('checksum', {
    paths: names,
    digest: FileDigest.optional(),
    bytes: z.int().nonnegative().optional(),
  }),
]);

/** What is demanded of a column or table. A demand nobody can check still stands here, with the reason. */
export const Demand = z.union([
  Enforceable,
  z.strictObject({
    kind: RuleKind,
    unenforced: z.enum(['unsupported', 'not-applicable']),
    reason: z.string(),
  }),
]);
export type Demand = z.infer<typeof Demand>;

export const Constraint = z.strictObject({
  demand: Demand,
  /** Names the rule within its column or table: the field of the standard, or the rule's own id. */
  name: z.string(),
  severity: Severity,
  /** Share of failing rows that is still accepted, 0 to 1. */
  tolerance: z.number().min(0).max(1),
  /** The environments it holds in (`proofmarkEnvironments`); absent: everywhere. */
  environments: z.array(z.string()).optional(),
  description: z.string().optional(),
  location: ContractLocation,
});
export type Constraint = z.infer<typeof Constraint>;

/** A step from a row inwards: to a field, into the items of a list, to the keys or values of a map. */
export const Step = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('field'), name: z.string() }),
  z.strictObject({ step: z.enum(['items', 'key', 'value']) }),
]);
export type Step = z.infer<typeof Step>;

/** A column of the files, or what lies inside of one: a field of an object, the items of an array, … */
export const ContractColumn = z.strictObject({
  /** As the files name it (`physicalName`, else `name`), by path: `address.street`, `tags[]`, `prices{}`. */
  name: z.string(),
  logicalName: z.string(),
  /** One field for a column of the files; more steps for what lies inside. */
  path: z.array(Step).min(1),
  /** Name of the column that it lies in. */
  outer: z.string().optional(),
  /** Stable id of the standard, which references use. */
  id: z.string().optional(),
  type: LogicalType.optional(),
  /** JDK format of dates and times kept as text. */
  format: z.string().optional(),
  timeZone: z.string().optional(),
  classification: z.string().optional(),
  /** True: what JSON writes as a text stands for no number, boolean or list, and the other way round. */
  strictJson: z.boolean().optional(),
  constraints: z.array(Constraint),
});
export type ContractColumn = z.infer<typeof ContractColumn>;

const declared = <S extends z.ZodType>(value: S) =>
  z.strictObject({ value, location: ContractLocation }).optional();

/** How the text files of a table are written, as far as the contract says, and where it says so. */
export const ContractLayout = z.strictObject({
  delimiter: declared(z.string().min(1).max(4)),
  /** False: the columns of the files are those of the contract, in its order. */
  header: declared(z.boolean()),
  /** Empty: values are never quoted. */
  quote: declared(z.string().max(1)),
  /** What stands before a quote inside of a quoted value; without it the quote is doubled. */
  escape: declared(z.string().length(1)),
  encoding: declared(z.enum(['utf-8', 'utf-16', 'latin-1'])),
});
export type ContractLayout = z.infer<typeof ContractLayout>;

export const ContractTable = z.strictObject({
  name: z.string(),
  physicalName: z.string(),
  id: z.string().optional(),
  /** With what lies inside of them, each after the one it lies in. */
  columns: z.array(ContractColumn),
  /** Columns (as the files name them) of the primary key, in order; empty when none is declared. */
  key: z.array(z.string()),
  /** The texts that mean null in text files; absent: the contract does not say. */
  nullText: z.array(z.string()).optional(),
  layout: ContractLayout.optional(),
  constraints: z.array(Constraint),
});
export type ContractTable = z.infer<typeof ContractTable>;

/** A remark on the text of a contract. */
export const ContractFinding = z.strictObject({
  location: ContractLocation,
  message: z.string(),
  severity: z.enum(['error', 'warning']),
});
export type ContractFinding = z.infer<typeof ContractFinding>;

/** A data contract, whatever standard it was written in. */
export const Contract = z.strictObject({
  file: FileReference,
  id: z.string(),
  version: z.string(),
  /** Where the version stands. */
  versionAt: ContractLocation,
  name: z.string().optional(),
  /** The standard and its version, for people. */
  standard: z.string(),
  /** The instant an archive was frozen at; ages are measured against it instead of the clock. */
  asOf: z.string().optional(),
  tables: z.array(ContractTable),
  /** What the linter has to say of the text, beyond what stands in the model. */
  remarks: z.array(ContractFinding).optional(),
  /** Constraints that belong to no table of the contract. */
  constraints: z.array(Constraint),
});
export type Contract = z.infer<typeof Contract>;

/** A contract as it was understood: every constraint with its place, so that its rules can be made again. */
export const ContractDocument = z.strictObject({ ...header('contract'), contract: Contract });
export type ContractDocument = z.infer<typeof ContractDocument>;
