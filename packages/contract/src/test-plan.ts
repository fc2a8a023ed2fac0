import type { Distance, FileDigest } from '@proofmark/documents';
import type { JsonCondition } from './json-schema/condition.ts';
import type { Comparison, Limit, Literal, TimeSpan, Unit } from './model.ts';
import type { TimeForm } from './time-format.ts';

/** What to count. Column names are those of the files. */
export type Test =
  | { test: 'present' }
  | { test: 'type' }
  | { test: 'not-null' }
  | { test: 'unique'; columns: string[]; nullsFail: boolean }
  | { test: 'among'; values: Literal[] }
  | { test: 'matches'; re2: string }
  | { test: 'time-format'; forms: TimeForm[] }
  | { test: 'integer-range'; low: string; high: string }
  | { test: 'length'; atLeast: number }
  | { test: 'length'; atMost: number }
  | { test: 'at-least' | 'at-most'; bound: string; exclusive: boolean }
  | { test: 'multiple'; divisor: string }
  | { test: 'count-nulls'; comparison: Comparison; unit: Unit }
  | { test: 'count-among'; values: Literal[]; comparison: Comparison; unit: Unit }
  | {
      test: 'count-invalid';
      values: Literal[] | undefined;
      re2: string | undefined;
      comparison: Comparison;
      unit: Unit;
    }
  | { test: 'count-duplicates'; columns: string[]; comparison: Comparison; unit: Unit }
  | { test: 'count-rows'; comparison: Comparison }
  | { test: 'sql'; query: string; comparison: Comparison }
  | { test: 'newest' | 'oldest'; span: TimeSpan }
  | { test: 'zoned'; required: boolean }
  | { test: 'item-count'; limit: Limit }
  | { test: 'field-count'; limit: Limit }
  | { test: 'distinct-items' }
  | { test: 'has-fields'; names: string[] }
  | { test: 'dimensions'; size: number }
  | { test: 'elements'; low: number; high: number; isWhole: boolean }
  | { test: 'unit-length'; within: number }
  | { test: 'refers'; columns: string[]; to: string[] }
  | { test: 'distribution'; profile: string; distance: Distance; max: number }
  /** Of whole records where the rule has no column. */
  | { test: 'json'; condition: JsonCondition }
  | { test: 'row-count-change'; profile: string; max: number }
  | { test: 'checksum'; paths: string[]; digest: FileDigest | undefined; bytes: number | undefined };

export type Plan =
  | { status: 'enforced'; test: Test }
  | { status: 'unsupported' | 'not-applicable'; reason: string };
