import type { Distance, FileReference, RuleKind, Severity } from '@proofmark/documents';
import type { Finding } from './lint/finding.ts';
import type { LogicalType } from './odcs/options.ts';

export type { LogicalType } from './odcs/options.ts';

/** Where a constraint was written. */
export type Location = { file: string; line: number; column: number };

/** A value of the contract to compare data with; numbers keep the digits they were written with. */
export type Literal =
  | { type: 'text'; value: string }
  | { type: 'number'; value: string }
  | { type: 'boolean'; value: boolean }
  | { type: 'null' };

/** What a measured number must fulfil. `between` and its opposite include both ends. */
export type Comparison =
  | { operator: '=' | '!=' | '>' | '>=' | '<' | '<='; value: number }
  | { operator: 'between' | 'not between'; low: number; high: number };

export type Unit = 'rows' | 'percent';

/** A number of items or properties, ends included. */
export type Limit = { atLeast: number } | { atMost: number };

export type TimeUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
export type TimeSpan = { amount: number; unit: TimeUnit };

/** What is demanded of a column or table. A demand nobody can check still stands here, with the reason. */
export type Demand =
  | { kind: 'column-present' }
  | { kind: 'type' }
  | { kind: 'required' }
  | { kind: 'unique' }
  | { kind: 'primary-key'; columns: string[] }
  | { kind: 'enum'; values: Literal[] }
  | { kind: 'pattern'; pattern: string }
  | { kind: 'format'; format: string }
  | { kind: 'integer-range'; format: string }
  | { kind: 'time-zone'; required: boolean }
  | { kind: 'min-length' | 'max-length'; length: number }
  | { kind: 'minimum' | 'maximum'; bound: string; exclusive: boolean }
  | { kind: 'multiple-of'; divisor: string }
  | { kind: 'null-values'; comparison: Comparison; unit: Unit }
  | { kind: 'missing-values'; values: Literal[]; comparison: Comparison; unit: Unit }
  | {
      kind: 'invalid-values';
      values: Literal[] | undefined;
      pattern: string | undefined;
      comparison: Comparison;
      unit: Unit;
    }
  | { kind: 'duplicate-values'; columns: string[]; comparison: Comparison; unit: Unit }
  | { kind: 'row-count'; comparison: Comparison }
  | { kind: 'sql'; query: string; comparison: Comparison }
  | { kind: 'freshness' | 'retention'; span: TimeSpan }
  | { kind: 'items'; items: Limit | { unique: true } }
  | { kind: 'properties'; properties: Limit | { names: string[] } }
  | { kind: 'vector'; vector: { dimensions: number } | { elementType: string } | { unitLength: number } }
  /** `to` are references as the contract writes them, one for each of `columns`. */
  | { kind: 'foreign-key'; columns: string[]; to: string[] }
  /** Against a stored profile: a distance of one column (or of each one profiled), or the number of rows. */
  | { kind: 'distribution'; profile: string; distance: Distance; max: number }
  | { kind: 'row-count-change'; profile: string; max: number }
  /** The bytes of one file: `paths` are the names it goes by. */
  | { kind: 'checksum'; paths: string[]; sha256: string | undefined; bytes: number | undefined }
  | { kind: RuleKind; unenforced: 'unsupported' | 'not-applicable'; reason: string };

export type Constraint = {
  demand: Demand;
  /** Names the rule within its column or table: the field of the standard, or the rule's own id. */
  name: string;
  severity: Severity;
  /** Share of failing rows that is still accepted, 0 to 1. */
  tolerance: number;
  /** The environments it holds in (`proofmarkEnvironments`); undefined: everywhere. */
  environments: readonly string[] | undefined;
  description: string | undefined;
  location: Location;
};

/** A step from a row inwards: to a field, into the items of a list, to the keys or values of a map. */
export type Step = { step: 'field'; name: string } | { step: 'items' | 'key' | 'value' };

/** A column of the files, or what lies inside of one: a field of an object, the items of an array, … */
export type Column = {
  /** As the files name it (`physicalName`, else `name`), by path: `address.street`, `tags[]`, `prices{}`. */
  name: string;
  logicalName: string;
  /** One field for a column of the files; more steps for what lies inside. */
  path: readonly Step[];
  /** Name of the column that it lies in. */
  outer: string | undefined;
  /** Stable id of the standard, which references use. */
  id: string | undefined;
  type: LogicalType | undefined;
  /** JDK format of dates and times kept as text. */
  format: string | undefined;
  timeZone: string | undefined;
  classification: string | undefined;
  constraints: Constraint[];
};

export type Table = {
  name: string;
  physicalName: string;
  id: string | undefined;
  /** With what lies inside of them, each after the one it lies in. */
  columns: Column[];
  /** Columns (as the files name them) of the primary key, in order; empty when none is declared. */
  key: string[];
  /** The texts that mean null in text files; undefined: the contract does not say. */
  nullText: string[] | undefined;
  constraints: Constraint[];
};

/** A data contract, whatever standard it was written in. */
export type Contract = {
  file: FileReference;
  id: string;
  version: string;
  /** Where the version stands. */
  versionAt: Location;
  name: string | undefined;
  /** The standard and its version, for people. */
  standard: string;
  /** The instant an archive was frozen at; ages are measured against it instead of the clock. */
  asOf: string | undefined;
  tables: Table[];
  /** What the linter has to say of the text, beyond what stands in the model. */
  remarks?: readonly Finding[];
  /** Constraints that belong to no table of the contract. */
  constraints: Constraint[];
};
