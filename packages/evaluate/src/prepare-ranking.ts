import { type EvaluationSection, UserError } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { checkWeights, refuseMissingClusters, refuseRows } from './checks.ts';
import { testSetDigest } from './digest.ts';
import { labelText } from './labels.ts';
import {
  type NamedMetrics,
  neededFeatures,
  type Prepared,
  resolveMetrics,
  settleMetrics,
} from './prepared.ts';
import { measureQueries } from './query-terms.ts';
import type { SliceColumn } from './slices.ts';
import { loadUnitRows, refuseVarying } from './unit-rows.ts';
import { sumUnits, type UnitPlan } from './unit-sums.ts';

/** Reads ranked items; a unit is a query. */
export async function prepareRanking(
  engine: Engine,
  section: EvaluationSection,
  slices: readonly SliceColumn[],
  named: NamedMetrics,
): Promise<Prepared> {
  const { columns: names, cluster } = section;
  const values = (prefix: '' | 'baseline-') => {
    const [score, rank] =
      prefix === '' ? [names.score, names.rank] : [names['baseline-score'], names['baseline-rank']];
    const column = rank ?? score;
    const setting = `evaluation.columns.${prefix}${rank === undefined ? 'score' : 'rank'}`;
    return column === undefined ? [] : [{ column, suffix: '', setting, mayBeEmpty: rank !== undefined }];
  };
  const other = values('baseline-');
  if (other.length > 0 && (names.rank === undefined) !== (names['baseline-rank'] === undefined)) {
    throw new UserError(
      'config-invalid',
      'evaluation.columns: expected both models by score or both by rank; set score and baseline-score, or rank and baseline-rank',
    );
  }
  const group = { column: names.query, setting: 'evaluation.columns.query' };
  const table = await loadUnitRows(engine, section, slices, {
    group,
    own: () => values(''),
    other: () => other,
    labelled: true,
    repeated: false,
  });
  await refuseMissingClusters(engine, table);
  const { sides } = table;
  const bad = 'label IS NULL OR NOT isfinite(label::DOUBLE) OR label < 0';
  const [row] = await engine.query(`SELECT count(*) AS n FROM rows WHERE ${bad}`);
  if (Number(row?.n) > 0) {
    const problem = 'no usable relevance: expected a number of at least 0';
    await refuseRows(engine, table, table.label, bad, problem, 'label');
  }
  const constant = [
    ...slices.map((slice) => slice.table),
    ...(table.cluster ? ['cluster'] : []),
    ...(table.weight ? ['weight'] : []),
  ];
  await refuseVarying(engine, 'rows', 'unit', constant, table.id.where);
  const space = { task: 'ranking' as const, classes: [] };
  const metrics = settleMetrics(named, space);
  const { needs } = neededFeatures(resolveMetrics(metrics, space));
  const sign = names.rank === undefined ? '' : '-';
  const features = sides.flatMap((side) => [...needs].map((feature) => ({ side, feature })));
  const plan: UnitPlan = {
    columns: ['unit', 'label::DOUBLE AS y', ...sides.map((side) => `${sign}${side} AS ${side}`)],
    clustered: cluster !== undefined,
    weights: await checkWeights(engine, table),
    counted: true,
    terms: features.map(({ side, feature }) => ({
      name: `${feature}.${side}`,
      sql: `"${feature}.${side}"`,
    })),
    prepare: (_, base) => measureQueries(engine, base, sides, [...needs]),
  };
  return {
    sides,
    digest: await testSetDigest(engine, labelText(table.label.column, 'label')),
    unit: { name: 'queries', counted: 'count(DISTINCT unit)' },
    metrics,
    classes: [],
    sum: (cut) => sumUnits(engine, plan, cut),
  };
}
