import type { Contract, Table } from '@proofmark/contract';
import type { Engine } from '@proofmark/engine';
import { type AttachedData, attachData } from './attach-data.ts';
import { attachTable } from './attach-table.ts';
import { findTarget, type KeyRule, type ReadyKey, type RelatedTable } from './foreign-keys.ts';
import type { Outcome } from './outcome.ts';

export type TargetRequest = {
  engine: Engine;
  contract: Contract;
  /** The table that is validated, and its data. */
  table: Table;
  attached: AttachedData;
  directory: string;
  related: readonly RelatedTable[];
  /** Names of the views of one more table. */
  viewsOf: (suffix: string) => [string, string];
};

/** Makes the tables readable that foreign keys refer to, each once; a key without its table is unsupported. */
export async function attachTargets(
  request: TargetRequest,
  keyRules: readonly KeyRule[],
): Promise<{ ready: ReadyKey[]; settled: Map<string, Outcome> }> {
  const { engine, contract, table, attached, directory, related } = request;
  const settled = new Map<string, Outcome>();
  const ready: ReadyKey[] = [];
  const known = new Map<RelatedTable | 'self', AttachedData>([['self', attached]]);
  for (const key of keyRules) {
    const found = findTarget(key, contract, table, related);
    if ('reason' in found) {
      settled.set(key.rule.id, { status: 'unsupported', reason: found.reason });
      continue;
    }
    const { related: holder, columns } = found;
    const files = holder === 'self' ? [] : holder.files;
    const layout = holder === 'self' ? {} : (holder.layout ?? {});
    if (holder !== 'self' && (holder.stored === undefined) !== (engine.name === 'duckdb')) {
      const reason = `the table ${found.table.name} is not in the same engine: a join would have to move rows`;
      settled.set(key.rule.id, { status: 'unsupported', reason });
      continue;
    }
    const target =
      known.get(holder) ??
      (holder !== 'self' && holder.stored !== undefined
        ? await attachTable(engine, found.table, holder.stored)
        : await attachData(
            engine,
            found.table,
            files,
            directory,
            layout,
            request.viewsOf(` ${known.size + 1}`),
          ));
    known.set(holder, target);
    const byName = new Map(target.present.map((column) => [column.column.name, column]));
    const absent = columns.find((name) => byName.get(name)?.source === undefined);
    if (absent !== undefined) {
      const reason = `the files of ${found.table.name} have no column ${absent}`;
      settled.set(key.rule.id, { status: 'unsupported', reason });
      continue;
    }
    ready.push({ ...key, target, targetColumns: columns.flatMap((name) => byName.get(name) ?? []) });
  }
  return { ready, settled };
}
