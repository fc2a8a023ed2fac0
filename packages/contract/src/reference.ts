import { posix } from 'node:path';
import type { Column, Contract, Table } from './model.ts';

/** The two parts of a reference: `customers.odcs.yaml#/schema/customers_obj/properties/id_prop`. */
export type SplitReference = { file: string | undefined; path: string };

export function splitReference(reference: string): SplitReference {
  const hash = reference.indexOf('#');
  return hash === -1
    ? { file: undefined, path: reference }
    : { file: reference.slice(0, hash), path: reference.slice(hash + 1) };
}

/**
 * The file a reference names, relative to where its contract lies; both as paths inside the repository. Undefined
 * where it leads out of it. Nothing is fetched: a remote reference is refused.
 */
export function referencedFile(file: string, contractFile: string): { path: string } | { reason: string } {
  if (/^[a-z][a-z0-9+.-]*:/i.test(file)) return { reason: `remote references are not followed (${file})` };
  const path = posix.join(posix.dirname(contractFile.replaceAll('\\', '/')), file);
  return file.startsWith('/') || path.startsWith('../')
    ? { reason: `the reference ${file} leads out of the repository` }
    : { path };
}

/**
 * Finds the column a reference names within one contract: `table.column` (by names, nested by further dots) or
 * `schema/<id>/properties/<id>`, whose steps may be ids or names.
 */
export function resolveReference(
  path: string,
  tables: readonly Table[],
): { table: Table; column: Column } | undefined {
  const [, wanted, rest] = /^\/?schema\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (wanted !== undefined && rest !== undefined) {
    const table = tables.find((each) => each.id === wanted) ?? tables.find((each) => each.name === wanted);
    const column = table && findByIds(rest.split('/'), table);
    return table && column ? { table, column } : undefined;
  }
  for (const table of tables) {
    for (const name of [table.name, table.physicalName]) {
      if (!path.startsWith(`${name}.`)) continue;
      const inner = path.slice(name.length + 1);
      const column = table.columns.find((each) => each.logicalName === inner || each.name === inner);
      if (column) return { table, column };
    }
  }
  return undefined;
}

/** Follows `properties/<id>/properties/<id>…`: each step names a column directly inside the one before. */
function findByIds(steps: readonly string[], table: Table): Column | undefined {
  let within: Column | undefined;
  for (const [i, step] of steps.entries()) {
    if (i % 2 === 0) {
      if (step !== 'properties') return undefined;
      continue;
    }
    const prefix: string = within ? `${within.logicalName}.` : '';
    const depth: number = (within?.path.length ?? 0) + 1;
    const inside = table.columns.filter(
      ({ path, logicalName }) => path.length === depth && logicalName.startsWith(prefix),
    );
    within =
      inside.find(({ id }) => id === step) ?? inside.find(({ logicalName }) => logicalName === prefix + step);
    if (!within) return undefined;
  }
  return within;
}

/** Finds a table by the names a contract gives it. */
export function tableNamed({ tables }: Contract, name: string): Table | undefined {
  return tables.find((table) => table.name === name) ?? tables.find((table) => table.physicalName === name);
}
