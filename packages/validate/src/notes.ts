import type { Contract, Table } from '@proofmark/contract';
import type { AttachedData } from './attach-data.ts';
import type { Counts } from './count-rows.ts';

const SHOWN_NAMES = 10;

/** Remarks that no rule asks for but a reader of the result should know. */
export function writeNotes(
  contract: Contract,
  table: Table,
  attached: AttachedData,
  counts: Counts,
): string[] {
  const notes: string[] = [];
  if (counts.rows === 0) notes.push('the data hold no rows: nothing was tested');
  const declaredUnique =
    table.key.length > 0 ||
    table.columns.some(({ constraints }) => constraints.some((c) => c.demand.kind === 'unique'));
  if (!declaredUnique) {
    notes.push(
      `no column or set of columns is declared unique; ${attached.stored === undefined ? 'rows are identified by their number' : 'a row of a warehouse has no number, so nothing identifies those that fail'}`,
    );
  }
  if (attached.stored !== undefined) {
    notes.push(
      'the rows stand in a warehouse: no digest binds this result to them, and a table that is written to meanwhile may differ from query to query',
    );
  }
  const { undeclared } = attached;
  if (undeclared.length > 0) {
    const names = undeclared.slice(0, SHOWN_NAMES).join(', ');
    const more = undeclared.length > SHOWN_NAMES ? ` and ${undeclared.length - SHOWN_NAMES} more` : '';
    notes.push(`the contract does not declare ${undeclared.length} of the columns: ${names}${more}`);
  }
  for (const column of attached.present) {
    const count = counts.notNumbers.get(column.raw) ?? 0;
    if (count > 0)
      notes.push(`${column.column.name} holds ${count} NaN, which are neither null nor within any bound`);
  }
  const present = new Set(attached.present.map(({ column }) => column.name));
  for (const { name } of table.columns) {
    const other = attached.undeclared.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (!present.has(name) && other)
      notes.push(`the absent column ${name} is there as ${other}: names are case-sensitive`);
  }
  if (contract.asOf !== undefined) {
    notes.push(
      `ages are measured as of ${contract.asOf}, which the contract states (proofmarkAsOf), not of today`,
    );
  }
  return notes;
}
