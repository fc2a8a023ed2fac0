import type { Engine } from '@proofmark/engine';
import { type RowsTable, refuseRows } from './checks.ts';
import { double } from './moments.ts';

/** A row's Tweedie deviance, as `sklearn.metrics.mean_tweedie_deviance` writes it. */
export function tweedieSql(score: string, power: number): string {
  if (power === 0) return `(${score} - y) * (${score} - y)`;
  if (power === 1) return `2 * (CASE WHEN y = 0 THEN 0 ELSE y * ln(y / ${score}) END - y + ${score})`;
  if (power === 2) return `2 * (ln(${score} / y) + y / ${score} - 1)`;
  const [one, two] = [1 - power, 2 - power];
  const label = power < 0 ? 'greatest(y, 0)' : 'y';
  // The power of a number below 0 would be none; only labels of negative powers may be, and those are cut.
  return `2 * (pow(${label}, ${double(two)}) / ${double(one * two)} - y * pow(${score}, ${double(one)}) / ${double(one)} + pow(${score}, ${double(two)}) / ${double(two)})`;
}

/**
 * Refuses labels and predictions outside the domain of a deviance.
 * @throws UserError `predictions-invalid` naming the metric and the first row
 */
export async function refuseOutsideDomain(
  engine: Engine,
  table: RowsTable,
  features: ReadonlySet<string>,
): Promise<void> {
  for (const feature of features) {
    const [kind, argument] = feature.split('@');
    const power = Number(argument);
    if (kind !== 'tweedie_deviance' || power === 0) continue;
    const least = power >= 2 ? 'above 0' : 'of at least 0';
    const label = power >= 2 ? 'label <= 0' : 'label < 0';
    const what = `a Tweedie deviance of power ${power}`;
    const checks = [
      ...(power < 1
        ? []
        : [{ origin: table.label, bad: label, shown: 'label', expected: `labels ${least}` }]),
      ...table.sides.map((side) => ({
        origin: table.scores[side] ?? table.label,
        bad: `${side} <= 0`,
        shown: side,
        expected: 'predictions above 0',
      })),
    ];
    for (const { origin, bad, shown, expected } of checks) {
      const [row] = await engine.query(`SELECT count(*) AS n FROM rows WHERE ${bad}`);
      if (Number(row?.n) === 0) continue;
      await refuseRows(
        engine,
        table,
        origin,
        bad,
        `a number outside the domain of ${what}: expected ${expected}`,
        shown,
      );
    }
  }
}
