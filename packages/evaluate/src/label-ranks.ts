import { type Engine, identifier } from '@proofmark/engine';
import { type ClassPlan, type Terms, termFeature } from './class-sums.ts';
import { powerOfTwoAbove } from './moments.ts';

/** How a row's labels rank among all by their scores, as scikit-learn has it; ties are taken as badly as can be. */
const RANKS = {
  coverage_error: (scores: string, own: string) =>
    `(CASE WHEN len(${own}) = 0 THEN 0 ELSE len(list_filter(${scores}, lambda p: p >= list_min(${own}))) END)::DOUBLE`,
  label_ranking_average_precision: (scores: string, own: string) =>
    `CASE WHEN len(${own}) IN (0, len(${scores})) THEN 1.0::DOUBLE ELSE list_sum(list_transform(${own}, lambda t:
      len(list_filter(${own}, lambda p: p >= t))::DOUBLE / len(list_filter(${scores}, lambda p: p >= t)))) / len(${own}) END`,
  label_ranking_loss: (scores: string, own: string) =>
    `CASE WHEN len(${own}) IN (0, len(${scores})) THEN 0.0::DOUBLE ELSE list_sum(list_transform(${own}, lambda t:
      len(list_filter(${scores}, lambda p: p >= t)) - len(list_filter(${own}, lambda p: p >= t))))::DOUBLE
      / (len(${own}) * (len(${scores}) - len(${own}))) END`,
} as const;

/** Makes `label_ranks` of the table `base`, where a metric asks for it. */
export async function labelRankTerms(engine: Engine, plan: ClassPlan): Promise<Terms[]> {
  const { sides, classes, metrics } = plan;
  const asked = (Object.keys(RANKS) as (keyof typeof RANKS)[]).filter((name) =>
    metrics.some((metric) => metric.name === name),
  );
  if (asked.length === 0) return [];
  const features = sides.flatMap((side) =>
    asked.map((kind) => ({
      kind,
      name: `${kind}.${side}`,
      sql: RANKS[kind](`${side}_scores`, `${side}_own`),
    })),
  );
  const own = sides.map((side) => `list_filter(${side}_scores, lambda p, i: label_flags[i]) AS ${side}_own`);
  await engine.query(`CREATE OR REPLACE TABLE label_ranks AS
    SELECT s, rid, ${features.map(({ name, sql }) => `${sql} AS ${identifier(name)}`).join(', ')}
    FROM (SELECT s, rid, ${sides.map((side) => `${side}_scores`).join(', ')}, ${own.join(', ')} FROM base)`);
  return [
    {
      tables: ['label_ranks'],
      features: features.map(({ kind, name }) =>
        termFeature(name, kind === 'coverage_error' ? powerOfTwoAbove(classes.length) : 1),
      ),
    },
  ];
}
