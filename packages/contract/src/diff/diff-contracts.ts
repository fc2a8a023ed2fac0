import type { ContractDiff, ContractDifference, VersionStep } from '@proofmark/documents';
import type { Column, Constraint, Contract, Location, Table } from '../model.ts';
import { changeRules } from './change-rules.ts';
import { checkVersion } from './check-version.ts';
import { diffConstraints } from './diff-constraints.ts';

/**
 * Compares a contract with an earlier one: each difference is classified by the rule table (`changeRules`), and the
 * version must take the step that the worst of them asks for. Pure.
 */
export function diffContracts(base: Contract, head: Contract): ContractDiff {
  const changes: ContractDifference[] = [];
  if (base.id !== head.id) {
    const both = { before: base.id, after: head.id };
    changes.push({ ...note('id-changed', ''), ...both });
  }
  const tables = match(base.tables, head.tables);
  for (const table of tables.removed)
    changes.push({ ...note('table-removed', table.name), ...at(table, 'base') });
  for (const table of tables.added)
    changes.push({ ...note('table-added', table.name), ...at(table, 'head') });
  for (const [old, now] of tables.kept) changes.push(...diffTables(old, now));
  changes.push(...diffConstraints(base.constraints, head.constraints, { table: '' }));
  const required = requiredStep(changes, base.file.sha256 !== head.file.sha256);
  const version = checkVersion(base.version, head.version, required);
  return {
    base: { file: base.file.path, version: base.version },
    head: { file: head.file.path, version: head.version, location: head.versionAt },
    changes,
    version,
    status: version.sufficient ? 'pass' : 'fail',
  };
}

function requiredStep(changes: readonly ContractDifference[], isOtherText: boolean): VersionStep {
  const has = (impact: ContractDifference['impact']) => changes.some((change) => change.impact === impact);
  if (has('breaking')) return 'major';
  if (has('addition')) return 'minor';
  return has('patch') || isOtherText ? 'patch' : 'none';
}

type Names = { name: string; id?: string | undefined };
type Matched<T> = { kept: [T, T][]; removed: T[]; added: T[] };

/** The same name, else the same stable id of the standard. */
function match<T extends Names>(base: readonly T[], head: readonly T[]): Matched<T> {
  const free = new Set(head);
  const find = (test: (each: T) => boolean): T | undefined => [...free].find(test);
  const kept: [T, T][] = [];
  const missing: T[] = [];
  for (const old of base) {
    const now = find(({ name }) => name === old.name);
    if (now) {
      kept.push([old, now]);
      free.delete(now);
    } else missing.push(old);
  }
  const removed: T[] = [];
  for (const old of missing) {
    const now = old.id === undefined ? undefined : find(({ id }) => id === old.id);
    if (now) {
      kept.push([old, now]);
      free.delete(now);
    } else removed.push(old);
  }
  return { kept, removed, added: [...free] };
}

function diffTables(base: Table, head: Table): ContractDifference[] {
  const changes: ContractDifference[] = [];
  const columns = match(base.columns, head.columns);
  const gone = new Set(columns.removed.map(({ name }) => name));
  const fresh = new Set(columns.added.map(({ name }) => name));
  for (const column of columns.removed) {
    // What lies inside of a removed column goes with it.
    if (column.outer !== undefined && gone.has(column.outer)) continue;
    const twin = columns.added.find((each) => isTwin(column, each));
    const reason = twin
      ? { reason: `${changeRules['column-removed'].reason}; was it renamed to ${twin.name}?` }
      : {};
    changes.push({ ...note('column-removed', head.name, column.name), ...reason, ...at(column, 'base') });
  }
  for (const column of columns.added) {
    if (column.outer !== undefined && fresh.has(column.outer)) continue;
    changes.push({ ...note('column-added', head.name, column.name), ...at(column, 'head') });
  }
  for (const [old, now] of columns.kept) {
    if (old.name !== now.name) {
      const names = { before: old.name, after: now.name };
      changes.push({
        ...note('column-renamed', head.name, now.name),
        ...names,
        ...at(old, 'base'),
        ...at(now, 'head'),
      });
    }
    const place = { table: head.name, column: now.name, columns: [old, now] as const };
    changes.push(...diffConstraints(old.constraints, now.constraints, place));
  }
  changes.push(...diffConstraints(base.constraints, head.constraints, { table: head.name }));
  return changes;
}

/** The same declarations under another name. */
function isTwin(removed: Column, added: Column): boolean {
  const shape = ({ type, constraints }: Column) =>
    JSON.stringify([type, constraints.map(({ name, demand }) => [name, demand])]);
  return removed.constraints.length > 1 && shape(removed) === shape(added);
}

function note(
  change: ContractDifference['change'],
  table: string,
  column?: string,
): Omit<ContractDifference, 'base' | 'head'> {
  const { impact, breaks, reason } = changeRules[change];
  return { change, impact, breaks: [...breaks], table, ...(column === undefined ? {} : { column }), reason };
}

function at(element: Table | Column, side: 'base' | 'head'): { base?: Location; head?: Location } {
  const first: Constraint | undefined =
    element.constraints[0] ?? ('columns' in element ? element.columns[0]?.constraints[0] : undefined);
  return first ? { [side]: first.location } : {};
}
