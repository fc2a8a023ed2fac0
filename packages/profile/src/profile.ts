import type { ColumnProfile } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { profileValues } from './categorical.ts';
import { type CollectedColumn, type Collection, withCollection } from './collect.ts';
import { columnKind, type TableColumn } from './column-kind.ts';
import { findEdges } from './edges.ts';
import { profileNumbers } from './numeric.ts';

/**
 * Profiles the columns of a table: numbers by decile bins, texts, booleans and small sets of numbers by value.
 * Dates, times and nested columns have no profile; they are named in `omitted`, with their types.
 */
export async function profileTable(
  engine: Engine,
  table: string,
  columns: readonly TableColumn[],
): Promise<{ columns: ColumnProfile[]; omitted: string[] }> {
  const kept = columns.filter(({ type }) => columnKind(type) !== undefined);
  const omitted = columns
    .filter((column) => !kept.includes(column))
    .map(({ name, type }) => `${name} (${type})`);
  if (kept.length === 0) return { columns: [], omitted };
  const profiles = await withCollection(engine, table, kept, async (collection) => {
    const edges = await findEdges(engine, collection);
    return profileColumns(engine, collection, ({ name }) => ({ edges: edges.get(name) }));
  });
  return { columns: profiles, omitted };
}

/**
 * Profiles a table in the bins of an earlier profile, so that the two can be compared.
 * @param columns at least the columns of `reference`; those of numeric bins must be numbers
 */
export async function profileLike(
  engine: Engine,
  table: string,
  columns: readonly TableColumn[],
  reference: readonly ColumnProfile[],
): Promise<ColumnProfile[]> {
  const bins = new Map(reference.map((column) => [column.name, binsOf(column)]));
  const kept = columns.filter(({ name }) => bins.has(name));
  return withCollection(engine, table, kept, (collection) =>
    profileColumns(engine, collection, ({ name }) => bins.get(name) ?? {}),
  );
}

/** Edges make numeric bins; without, values are counted: the most frequent or the known ones. */
type Bins = { edges?: readonly number[] | undefined; known?: readonly string[] };

function binsOf(column: ColumnProfile): Bins {
  return column.kind === 'numeric'
    ? { edges: column.edges }
    : { known: column.values.map(({ value }) => value) };
}

async function profileColumns(
  engine: Engine,
  collection: Collection,
  choose: (column: CollectedColumn) => Bins,
): Promise<ColumnProfile[]> {
  const binned = collection.columns.flatMap((column) => {
    const { edges } = choose(column);
    return edges ? [{ column, edges }] : [];
  });
  const profiles = new Map<string, ColumnProfile>();
  for (const profile of await profileNumbers(engine, collection, binned)) profiles.set(profile.name, profile);
  for (const column of collection.columns) {
    if (profiles.has(column.name)) continue;
    profiles.set(column.name, await profileValues(engine, collection, column, choose(column).known));
  }
  return collection.columns.flatMap(({ name }) => profiles.get(name) ?? []);
}
