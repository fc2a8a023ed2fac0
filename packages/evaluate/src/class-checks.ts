import { type EvaluationSection, showReceived, UserError } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { formatPlural } from '@proofmark/metrics';
import type { RowsTable } from './checks.ts';

/** @throws UserError `predictions-invalid` for rows without a label or prediction */
export async function refuseGaps(engine: Engine, { sides, label, id }: RowsTable): Promise<void> {
  for (const column of ['label', ...sides]) {
    const [row = {}] = await engine.query(
      `SELECT count(*) AS n, min(id) AS first FROM rows WHERE ${column} IS NULL`,
    );
    if (Number(row.n) === 0) continue;
    throw new UserError(
      'predictions-invalid',
      `${label.where}: ${formatPlural(Number(row.n), 'row has', 'rows have')} no ${column === 'label' ? 'label' : `prediction of the ${column}`}; the first is ${id.column.name} ${showReceived(String(row.first))}; correct the rows, or leave them out`,
    );
  }
}

/** @throws UserError `predictions-invalid` for scores that are no probabilities; of several labels a row, no numbers */
export async function refuseBadScores(
  engine: Engine,
  { sides, label, id }: RowsTable,
  task: EvaluationSection['task'],
): Promise<void> {
  const [isGood, expected] =
    task === 'multilabel'
      ? ['isfinite(p)', 'finite numbers']
      : ['p BETWEEN 0 AND 1', 'probabilities between 0 and 1'];
  for (const side of sides) {
    const bad = `len(list_filter(${side}_scores, lambda p: p IS NULL OR NOT ${isGood})) > 0`;
    const [row = {}] = await engine.query(`SELECT count(*) AS n, min(id) AS first FROM rows WHERE ${bad}`);
    if (Number(row.n) === 0) continue;
    throw new UserError(
      'predictions-invalid',
      `${label.where}: ${formatPlural(Number(row.n), 'row has', 'rows have')} no usable scores of the ${side}: expected ${expected}; the first is ${id.column.name} ${showReceived(String(row.first))}; correct the rows, or leave them out`,
    );
  }
}
