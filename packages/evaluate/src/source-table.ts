import type { EvaluationSection } from '@proofmark/documents';

/**
 * Name of the table in the engine that holds the rows as the user gave them, features and all, once `evaluate` has
 * run: for whoever wants to look at them too without reading the files again.
 */
export function sourceTable({ model, rows }: EvaluationSection): string {
  if (model === undefined) return 'candidate_file';
  return rows?.sql === undefined ? 'data' : 'selected_rows';
}

/** The table with one row per evaluated row that `evaluate` leaves, and its column of the candidate's scores. */
export const evaluatedRows = { table: 'rows', score: 'candidate' } as const;
