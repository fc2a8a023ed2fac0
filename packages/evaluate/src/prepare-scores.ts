import { type EvaluationSection, UserError } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { checkWeights, refuseMissingClusters } from './checks.ts';
import { testSetDigest } from './digest.ts';
import {
  type NamedMetrics,
  neededFeatures,
  type Prepared,
  resolveMetrics,
  settleMetrics,
} from './prepared.ts';
import type { SliceColumn } from './slices.ts';
import { loadUnitRows } from './unit-rows.ts';
import { sumUnits, type UnitPlan } from './unit-sums.ts';

/** Reads columns of scores; repeats of an id are averaged first, and a unit is an id. */
export async function prepareScores(
  engine: Engine,
  section: EvaluationSection,
  slices: readonly SliceColumn[],
  named: NamedMetrics,
): Promise<Prepared> {
  const scores = section.scores ?? [];
  if (scores.length === 0) {
    throw new UserError(
      'config-invalid',
      'evaluation.scores: expected the columns of scores with task scores, received none; for example scores: [helpfulness]',
    );
  }
  const suffix = (i: number) => (i === 0 ? '' : `_${i}`);
  const values = (column: (score: (typeof scores)[number]) => string | undefined, key: string) =>
    scores.flatMap((score, i) => {
      const name = column(score);
      const setting = `evaluation.scores[${i}].${key}`;
      return name === undefined ? [] : [{ column: name, suffix: suffix(i), setting }];
    });
  const other = values((score) => score['baseline-column'], 'baseline-column');
  if (other.length > 0 && (other.length < scores.length || section['baseline-predictions'] !== undefined)) {
    throw new UserError(
      'config-invalid',
      'evaluation.scores: expected baseline-column in every entry or in none, and in none beside evaluation.baseline-predictions',
    );
  }
  const own = values((score) => score.column, 'column');
  const table = await loadUnitRows(engine, section, slices, {
    own: () => own,
    other: () => other,
    labelled: false,
    repeated: true,
  });
  await refuseMissingClusters(engine, table);
  const classes = scores.map(({ column }) => column);
  const space = { task: 'scores' as const, classes };
  const metrics = settleMetrics(
    { ...named, metrics: named.metrics ?? (await defaults(engine, scores)) },
    space,
  );
  const { needs } = neededFeatures(resolveMetrics(metrics, space));
  const plan: UnitPlan = {
    columns: table.sides.flatMap((side) => scores.map((_, i) => identifier(`${side}${suffix(i)}`))),
    clustered: section.cluster !== undefined,
    weights: await checkWeights(engine, table),
    counted: true,
    terms: table.sides.flatMap((side) =>
      scores.flatMap(({ column }, i) => {
        const sql = identifier(`${side}${suffix(i)}`);
        return [
          { name: `score[${column}]`, sql },
          { name: `square[${column}]`, sql: `${sql} * ${sql}` },
        ]
          .filter(({ name }) => needs.has(name))
          .map(({ name, sql: term }) => ({ name: `${name}.${side}`, sql: term }));
      }),
    ),
  };
  return {
    sides: table.sides,
    digest: await testSetDigest(engine, 'label'),
    metrics,
    classes,
    sum: (cut) => sumUnits(engine, plan, cut),
  };
}

/** A rate of scores from 0 to 1, a mean of others. */
async function defaults(engine: Engine, scores: NonNullable<EvaluationSection['scores']>): Promise<string[]> {
  const ranges = scores.map(
    (_, i) =>
      `min(candidate${i === 0 ? '' : `_${i}`}) AS low_${i}, max(candidate${i === 0 ? '' : `_${i}`}) AS high_${i}`,
  );
  const [row = {}] = await engine.query(`SELECT ${ranges.join(', ')} FROM rows`);
  return scores.map(({ column, better }, i) => {
    const isRate = Number(row[`low_${i}`]) >= 0 && Number(row[`high_${i}`]) <= 1;
    const name = better === 'higher' ? (isRate ? 'pass_rate' : 'mean') : isRate ? 'fail_rate' : 'mean_cost';
    return `${name}[score=${column}]`;
  });
}
