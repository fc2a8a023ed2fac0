import { detectPersonal, type Flips, type Side } from '@proofmark/documents';
import { type Engine, literal } from '@proofmark/engine';
import type { RowsTable } from './checks.ts';
import { double } from './moments.ts';

const SHOWN = 10;
const ID_LENGTH = 100;
/** Fixed, so that the same rows give the same sample wherever they are evaluated. */
const SEED = 1;

/**
 * Rows that one model predicts right and the other wrong: how many, and the ids of some that are drawn by the
 * digest of the id, so that neither the order of the rows nor the number of threads matters. Nothing but ids leaves
 * the data, and ids that look like personal data are masked. Undefined without a baseline.
 * @param isRight a condition on the table `rows`, by side
 */
export async function sampleFlips(
  engine: Engine,
  { sides, id }: Pick<RowsTable, 'sides' | 'id'>,
  isRight: (side: Side) => string,
): Promise<Flips | undefined> {
  if (!sides.includes('baseline')) return undefined;
  const found = await engine.query(`SELECT won, n, unnest(ids) AS id FROM (
    SELECT won, count(*) AS n, min_by(id, md5(${literal(`${SEED}:`)} || id), ${SHOWN}) AS ids
    FROM (SELECT id::VARCHAR AS id, ${isRight('candidate')} AS won, ${isRight('baseline')} AS was FROM rows)
    WHERE won <> was GROUP BY won)`);
  const side = (won: boolean) => {
    const own = found.filter((row) => row.won === won);
    return { rows: Number(own[0]?.n ?? 0), ids: own.map((row) => maskId(String(row.id))) };
  };
  return { column: id.column.name, seed: SEED, lost: side(false), won: side(true) };
}

/** When a row of the table `rows` with scores is predicted right. */
export function rightBinary(labelSql: string, threshold: number): (side: Side) => string {
  return (side) => `((${side} >= ${double(threshold)}) = ${labelSql})`;
}

/** When a row of the table `rows` with predicted classes is predicted right; multilabel: all of its labels. */
export function rightClasses(task: 'multiclass' | 'multilabel'): (side: Side) => string {
  return task === 'multiclass'
    ? (side) => `(${side} = label)`
    : (side) => `(list_sort(list_distinct(${side})) = list_sort(list_distinct(label)))`;
}

function maskId(id: string): string {
  const kind = detectPersonal(id);
  if (kind !== undefined) return `[masked: ${kind}]`;
  const points = [...id];
  return points.length > ID_LENGTH ? `${points.slice(0, ID_LENGTH - 1).join('')}…` : id;
}
