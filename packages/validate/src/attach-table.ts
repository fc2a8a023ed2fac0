import type { Table } from '@proofmark/contract';
import { showReceived, UserError } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import type { AttachedData } from './attach-data.ts';
import { dialectOf } from './dialect.ts';
import { prepareColumns } from './prepare-columns.ts';

/**
 * Matches the columns of a warehouse table with those of the contract. Names differ by case where the warehouse folds
 * it; rows have no number, and no digest binds them.
 * @param name `catalog.schema.table`, or less where the engine completes it
 * @throws UserError `data-missing`, `data-invalid`
 */
export async function attachTable(engine: Engine, table: Table, name: string): Promise<AttachedData> {
  const { sql, columns } = await engine.find(name);
  const own = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  // What lies inside of a column is not looked at yet: its rules are reported as unsupported.
  const declared = table.columns.filter(({ path }) => path.length === 1);
  const types = new Map(
    declared.flatMap((column): [string, string][] => {
      const found = own.get(column.name.toLowerCase());
      return found ? [[column.name, found.type]] : [];
    }),
  );
  const present = prepareColumns(declared, types, 'typed', dialectOf(engine));
  if (present.length === 0 && declared.length > 0) {
    const names = (list: readonly { name: string }[]) =>
      showReceived(list.map((column) => column.name).slice(0, 8));
    throw new UserError(
      'data-invalid',
      `${name}: not one column of the contract is in the table: expected ${names(declared)}, received ${names(columns)}; check the table`,
    );
  }
  const named = new Set(declared.map((column) => column.name.toLowerCase()));
  return {
    paths: [],
    fileCount: 0,
    showFile: (path) => path,
    columns,
    absentFrom: new Map(),
    storage: 'typed',
    present,
    record: undefined,
    undeclared: columns.map((column) => column.name).filter((column) => !named.has(column.toLowerCase())),
    data: sql,
    numberRows: async () => sql,
    stored: name,
    nullText: [],
  };
}
