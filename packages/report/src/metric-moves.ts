import type { Estimate, HistoryEntry } from '@proofmark/documents';

/** How the metrics of this run differ from those last recorded on the default branch. */
export type Moves = {
  added: ReadonlySet<string>;
  /** With the last value. */
  removed: ReadonlyMap<string, number>;
  /** The former name by the new one. */
  renamed: ReadonlyMap<string, string>;
};

/**
 * Compares names. A new name is taken for a renamed metric when the baseline has, under it, the very value that the
 * default branch recorded under exactly one name that is gone. Without a record nothing is new and nothing is gone.
 */
export function listMoves(overall: readonly Estimate[], last: HistoryEntry | undefined): Moves {
  const known = new Map(last?.metrics.map(({ metric, value }) => [metric, value]));
  const here = new Set(overall.map(({ metric }) => metric));
  const gone = [...known].filter(([name]) => !here.has(name));
  const renamed = new Map<string, string>();
  const added = new Set<string>();
  for (const { metric, baseline } of last ? overall : []) {
    if (known.has(metric)) continue;
    const [same, ...others] = gone.filter(([, value]) => value === baseline?.value);
    if (same && others.length === 0) renamed.set(metric, same[0]);
    else added.add(metric);
  }
  const former = new Set(renamed.values());
  return { added, renamed, removed: new Map(gone.filter(([name]) => !former.has(name))) };
}
