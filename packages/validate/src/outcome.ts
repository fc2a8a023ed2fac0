import type { Rule } from '@proofmark/contract';
import type { FailingRow } from '@proofmark/documents';
import type { ColumnSql } from './column-sql.ts';

/** What was found about one rule, before it is judged. */
export type Outcome =
  | { status: 'unsupported' | 'not-applicable'; reason: string }
  | {
      status: 'counted';
      /** What was looked at: values that are not null, or rows. */
      checked: number;
      failing: number;
      /** For rules that compare a measured number: does it hold? Otherwise the tolerance decides. */
      holds?: boolean;
      received?: string;
      /** Why nothing could be measured, which fails the rule all the same. */
      reason?: string;
      evidence?: { rows: FailingRow[]; sample?: FailingRow[]; masked: boolean };
    };

/** A rule that is about one row at a time, with the SQL that is true where a row breaks it. */
export type RowRule = {
  rule: Rule;
  column: ColumnSql;
  /** Over one value; of the row it is `column.any(breaks)`. */
  breaks: string;
};

/** A rule about repeated values. */
export type UniqueRule = { rule: Rule; columns: readonly ColumnSql[]; nullsFail: boolean };
