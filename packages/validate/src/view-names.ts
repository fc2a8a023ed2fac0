import type { Table } from '@proofmark/contract';

/** View names that the contract's own table names leave free: the plain view, and the one with row numbers. */
export function viewsOf(table: Table, suffix: string): [string, string] {
  const taken = new Set([table.name, table.physicalName].map((name) => name.toLowerCase()));
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name);
  return [free(`proofmark data${suffix}`), free(`proofmark rows${suffix}`)];
}
