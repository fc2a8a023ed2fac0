import { type EvaluationSection, type Side, UserError } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { checkRegression, checkWeights, refuseMissingClusters } from './checks.ts';
import { testSetDigest } from './digest.ts';
import { levelsOf, measurable, measureSeries, quantileColumns } from './forecast-terms.ts';
import { loadScales } from './history.ts';
import { labelText } from './labels.ts';
import {
  type NamedMetrics,
  neededFeatures,
  type Prepared,
  resolveMetrics,
  settleMetrics,
} from './prepared.ts';
import { readResiduals } from './residuals.ts';
import type { SliceColumn } from './slices.ts';
import { loadUnitRows, refuseVarying } from './unit-rows.ts';
import { sumUnits, type UnitPlan } from './unit-sums.ts';

/** Reads forecasts; rows of one series are not independent, so a unit is a series, or a cluster of series. */
export async function prepareForecast(
  engine: Engine,
  section: EvaluationSection,
  slices: readonly SliceColumn[],
  named: NamedMetrics,
): Promise<Prepared> {
  const { columns: names, history } = section;
  const table = await loadUnitRows(engine, section, slices, {
    group: { column: names.series, setting: 'evaluation.columns.series' },
    own: (source) => [
      { column: names.score, suffix: '', setting: 'evaluation.columns.score' },
      ...quantileColumns(source, names.quantiles, 'evaluation.columns.quantiles'),
    ],
    other: (source) => [
      ...(names['baseline-score'] === undefined
        ? []
        : [{ column: names['baseline-score'], suffix: '', setting: 'evaluation.columns.baseline-score' }]),
      ...quantileColumns(source, names['baseline-quantiles'], 'evaluation.columns.baseline-quantiles'),
    ],
    labelled: true,
    repeated: false,
  });
  await refuseMissingClusters(engine, table);
  const { sides } = table;
  refuseOtherPoints(sides, table.values);
  await checkRegression(engine, table);
  const constant = [...(table.cluster ? ['cluster'] : []), ...(table.weight ? ['weight'] : [])];
  await refuseVarying(engine, 'rows', 'unit', constant, table.id.where);
  if (!table.cluster) await engine.query('ALTER TABLE rows ADD COLUMN cluster VARCHAR');
  if (!table.cluster) await engine.query('UPDATE rows SET cluster = unit::VARCHAR');
  const space = { task: 'forecast' as const, classes: [] };
  const asked = settleMetrics(named, space);
  const metrics = history && named.metrics === undefined ? [...new Set(['mase', 'rmsse', ...asked])] : asked;
  const { needs } = neededFeatures(resolveMetrics(metrics, space));
  const scaled = metrics.find((name) => name === 'mase' || name === 'rmsse');
  if (scaled !== undefined && history === undefined) {
    throw new UserError(
      'config-invalid',
      `evaluation.metrics: ${scaled} needs the past of the series; set evaluation.history.files, with the columns of series, id (the time) and label`,
    );
  }
  if (scaled !== undefined && history) await loadScales(engine, section, history);
  const forecasts = sides.map((side) => ({ side, levels: levelsOf(table.values[side]) }));
  const columns = sides.flatMap((side) => table.values[side].map(({ suffix }) => `"${side}${suffix}"`));
  const measured = measurable(forecasts, [...needs]);
  const features = [
    'rows',
    'series',
    'absolute_label',
    ...measured.flatMap(({ side, needs: own }) => own.map((need) => `${need}.${side}`)),
  ];
  const plan: UnitPlan = {
    columns: ['unit', 'label::DOUBLE AS y', ...columns],
    clustered: true,
    weights: await checkWeights(engine, table),
    counted: false,
    terms: features.map((name) => ({ name, sql: `"${name}"` })),
    prepare: (_, base) => measureSeries(base, measured, scaled !== undefined),
  };
  return {
    sides,
    digest: await testSetDigest(engine, labelText(table.label.column, 'label')),
    unit: { name: 'series', counted: 'count(*)' },
    drawn: { residuals: await readResiduals(engine, { sides, labelSql: 'label::DOUBLE' }) },
    metrics,
    classes: [],
    sum: (cut) => sumUnits(engine, plan, cut),
  };
}

function refuseOtherPoints(
  sides: readonly Side[],
  values: Record<Side, readonly { suffix: string }[]>,
): void {
  if (sides.every((side) => values[side].some(({ suffix }) => suffix === ''))) return;
  throw new UserError(
    'predictions-invalid',
    'evaluation.columns: candidate and baseline must both have a point forecast, received one with quantiles alone; set evaluation.columns.score and baseline-score',
  );
}
