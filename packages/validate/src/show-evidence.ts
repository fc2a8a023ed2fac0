import type { Rule, Table } from '@proofmark/contract';
import type { AttachedData } from './attach-data.ts';
import type { ColumnSql } from './column-sql.ts';
import type { Repeats } from './count-repeats.ts';
import { collectEvidence } from './evidence.ts';
import type { ReadyKey } from './foreign-keys.ts';
import type { Outcome } from './outcome.ts';
import type { Sorted } from './sort-rules.ts';
import type { ValidateRequest } from './validate-request.ts';
import { collectWarehouseEvidence } from './warehouse-evidence.ts';

/** What was found before evidence is looked for. */
export type Shown = {
  request: ValidateRequest;
  table: Table;
  attached: AttachedData;
  sorted: Sorted;
  keys: readonly ReadyKey[];
  rows: number;
  kept: string | undefined;
  repeats: ReadonlyMap<string, Repeats>;
  outcomes: ReadonlyMap<string, Outcome>;
};

/** Failing rows shown of each rule; none where no value may be shown. */
export function evidenceRows({ options }: ValidateRequest): number {
  return options.showValues === false ? 0 : (options.evidenceRows ?? 10);
}

/** What rules about single rows look at. */
export function columnsOf({ present, record }: AttachedData): ColumnSql[] {
  return record ? [...present, record] : present;
}

/** The columns of the primary key that are there. */
export function keyOf(table: Table, { present }: AttachedData): string[] {
  return table.key.filter((name) => present.some(({ column }) => column.name === name));
}

/** Looks for rows of the rules that some row breaks, tolerated or not. @returns their outcomes with evidence */
export async function showEvidence(shown: Shown): Promise<Map<string, Outcome>> {
  const { request, table, attached, sorted, keys, outcomes } = shown;
  const { engine, options } = request;
  const limit = evidenceRows(request);
  const broken = <R extends { rule: Rule }>(list: readonly R[]): (R & { failing: number })[] =>
    list.flatMap((each) => {
      const outcome = outcomes.get(each.rule.id);
      return outcome?.status === 'counted' && outcome.failing > 0
        ? [{ ...each, failing: outcome.failing }]
        : [];
    });
  const rules = [broken(sorted.rowRules), broken(sorted.uniqueRules), broken(keys)] as const;
  if (limit === 0 || rules.every((list) => list.length === 0)) return new Map();
  const shared = { engine, columns: columnsOf(attached), key: keyOf(table, attached), limit };
  const seed = options.seed ?? 1;
  const evidence = await (attached.stored === undefined
    ? collectEvidence(
        {
          ...shared,
          table: await attached.numberRows(),
          kept: shown.kept,
          repeats: shown.repeats,
          rows: shown.rows,
          files: attached.fileCount,
          lines: { header: table.layout?.header?.value, quote: table.layout?.quote?.value },
          sample: { rows: options.sampleRows ?? 5, seed },
          showFile: attached.showFile,
        },
        ...rules,
      )
    : collectWarehouseEvidence({ ...shared, table: attached.data, seed }, ...rules));
  return new Map(
    [...evidence].flatMap(([id, found]): [string, Outcome][] => {
      const outcome = outcomes.get(id);
      return outcome?.status === 'counted' ? [[id, { ...outcome, evidence: found }]] : [];
    }),
  );
}
