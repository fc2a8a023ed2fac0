import { type SliceSums, UserError } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { clusterStrata } from './clusters.ts';
import { type Cut, cutSql } from './cut.ts';
import { weighted } from './features.ts';
import { type Feature, powerOfTwoAbove } from './moments.ts';
import { rowStrata, type Weights, weightSql } from './sums.ts';

/** A feature whose bound is not known before the rows are seen. */
export type Term = { name: string; sql: string };

/** How sums of numbers are to be made of the table `rows`, whatever a unit is: a row, a query, a series. */
export type UnitPlan = {
  /** Columns of `rows`, or SQL over them. */
  columns: readonly string[];
  clustered: boolean;
  weights: Weights | undefined;
  terms: readonly Term[];
  /** The total of units comes first among the terms. */
  counted: boolean;
  /** Makes units of rows: SQL with a column for all that the terms name, `s`, `w` and, with clusters, `cluster`. */
  prepare?(engine: Engine, base: string): Promise<string>;
};

/** Sums of clusters and of weighted units bring their total as a feature. */
export function countTerm({ clustered, weights }: Pick<UnitPlan, 'clustered' | 'weights'>): Term[] {
  return clustered || weights ? [{ name: 'rows', sql: '1.0::DOUBLE' }] : [];
}

/**
 * The sums of every slice of a cut, in the order of its values.
 * @throws UserError `predictions-invalid` when a term is too large for a number
 */
export async function sumUnits(engine: Engine, plan: UnitPlan, cut: Cut): Promise<SliceSums[]> {
  const { clustered, weights } = plan;
  const columns = [
    ...plan.columns,
    ...(clustered ? ['cluster'] : []),
    `${weights ? weightSql(weights) : '1.0::DOUBLE'} AS w`,
  ];
  const base = cutSql('rows', columns, cut);
  const source = plan.prepare ? await plan.prepare(engine, base) : base;
  const terms = [...(plan.counted ? countTerm(plan) : []), ...plan.terms];
  const { bounded, counts } = await boundTerms(engine, source, terms);
  const features = weights ? weighted(bounded, weights) : bounded;
  const rows = [...counts.values()].reduce((total, n) => total + n, 0);
  const strata = clustered
    ? await clusterStrata(engine, source, features, rows)
    : await rowStrata(engine, [{ from: source, features }], rows);
  return (cut?.values ?? ['']).map((_, slice) => ({
    slice: cut?.keys[slice] ?? [],
    rows: counts.get(slice) ?? 0,
    cells: [],
    moments: {
      unit: clustered ? 'cluster' : 'row',
      features: features.map(({ name }) => name),
      strata: strata.get(slice) ?? [],
    },
  }));
}

/** One scan for the size of every term: a largest value does not depend on the order of the rows. */
async function boundTerms(
  engine: Engine,
  source: string,
  terms: readonly Term[],
): Promise<{ bounded: Feature[]; counts: Map<number, number> }> {
  const largest = terms.map(({ sql }, i) => `max(abs(${sql}))::DOUBLE AS m${i}`);
  const sizes = await engine.query(
    `SELECT ${['s', 'count(*) AS n', ...largest].join(', ')} FROM (${source}) GROUP BY s`,
  );
  const bounded = terms.map(({ name, sql }, i) => {
    const values = sizes.map((row) => Number(row[`m${i}`]));
    const most = Math.max(0, ...values);
    if (!Number.isFinite(most)) {
      throw new UserError(
        'predictions-invalid',
        `evaluation.metrics: ${name} is too large for a number in some row; check labels and scores, or leave the metric out`,
      );
    }
    return { name, sql, bound: powerOfTwoAbove(most) };
  });
  return { bounded, counts: new Map(sizes.map((row) => [Number(row.s), Number(row.n)])) };
}
