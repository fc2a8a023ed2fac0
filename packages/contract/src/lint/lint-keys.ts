import type { Constraint, Contract, Demand, Table } from '../model.ts';
import { referencedFile, resolveReference, splitReference } from '../reference.ts';
import { demandsOf, error, type Finding, warning } from './finding.ts';

/** Foreign keys that lead nowhere, or to what is no key; lists of columns that name an unknown one. */
export function lintKeys(contract: Contract, table: Table): Finding[] {
  const all = [...table.columns, table].flatMap(({ constraints }) => constraints);
  const names = new Set(table.columns.map(({ name }) => name));
  return [
    ...all.flatMap(lintUnenforced),
    ...demandsOf(all, 'foreign-key').flatMap(({ constraint, demand }) =>
      lintReference(constraint, demand, contract, table),
    ),
    ...demandsOf(table.constraints, 'duplicate-values').flatMap(({ constraint, demand }) =>
      demand.columns
        .filter((name) => !names.has(name))
        .map((name) => error(constraint, `${name} is no property of ${table.name}`)),
    ),
  ];
}

/** What the reading of the contract could make no rule of, and what is a mistake of its author. */
export function lintUnenforced(constraint: Constraint): Finding[] {
  const { demand } = constraint;
  if (!('unenforced' in demand) || demand.unenforced !== 'unsupported') return [];
  switch (demand.kind) {
    case 'foreign-key':
    case 'freshness':
    case 'retention':
      return [error(constraint, demand.reason)];
    default:
      return [warning(constraint, `it is not enforced: ${demand.reason}`)];
  }
}

function lintReference(
  constraint: Constraint,
  { columns, to }: Extract<Demand, { to: string[] }>,
  contract: Contract,
  table: Table,
): Finding[] {
  if (columns.length !== to.length) {
    return [
      error(constraint, `it has ${columns.length} columns and refers to ${to.length}: expected as many`),
    ];
  }
  const split = to.map(splitReference);
  const file = split.find((each) => each.file !== undefined)?.file;
  if (file !== undefined) {
    const found = referencedFile(file, contract.file.path);
    return 'reason' in found ? [warning(constraint, `it is not enforced: ${found.reason}`)] : [];
  }
  const ends = split.map(({ path }) => resolveReference(path, contract.tables));
  const lost = to.find((_, i) => ends[i] === undefined);
  if (lost !== undefined) return [error(constraint, `${lost} is no property of the contract`)];
  const [target] = ends;
  if (!target) return [];
  if (ends.some((end) => end?.table !== target.table))
    return [error(constraint, 'its `to` names several tables')];
  const names = ends.flatMap((end) => end?.column.name ?? []);
  const mixed = columns.find((name, i) => {
    const own = table.columns.find((column) => column.name === name)?.type;
    const other = ends[i]?.column.type;
    return own !== undefined && other !== undefined && own !== other;
  });
  return [
    ...(isKey(names, target.table)
      ? []
      : [
          warning(
            constraint,
            `${to.join(', ')} is no key of ${target.table.name}: several rows may have one value`,
          ),
        ]),
    ...(mixed === undefined
      ? []
      : [warning(constraint, `${mixed} and what it refers to differ in logicalType`)]),
  ];
}

function isKey(names: readonly string[], { key, columns }: Table): boolean {
  const same = (others: readonly string[]) => [...names].sort().join('\0') === [...others].sort().join('\0');
  const isUnique = (name: string) =>
    columns.some((column) => column.name === name && demandsOf(column.constraints, 'unique').length > 0);
  return same(key) || (names.length === 1 && names.every(isUnique));
}
