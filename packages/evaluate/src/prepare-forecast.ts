import { type EvaluationSection, type Side, UserError } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { checkRegression, checkWeights, refuseMissingClusters } from './checks.ts';
import { measureSeries, quantileColumns } from './forecast-terms.ts';
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
  refuseOtherQuantiles(sides, table.values);
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
  const suffixes = table.values.candidate.map(({ suffix }) => suffix);
  const columns = sides.flatMap((side) => suffixes.map((suffix) => `"${side}${suffix}"`));
  const features = [
    'rows',
    'series',
    'absolute_label',
    ...sides.flatMap((side) => [...needs].map((need) => `${need}.${side}`)),
  ];
  const plan: UnitPlan = {
    columns: ['unit', 'label::DOUBLE AS y', ...columns],
    clustered: true,
    weights: await checkWeights(engine, table),
    counted: false,
    terms: features.map((name) => ({ name, sql: `"${name}"` })),
    prepare: (_, base) => measureSeries(base, sides, [...needs], suffixes, scaled !== undefined),
  };
  return {
    sides,
    labelText: labelText(table.label.column, 'label'),
    unit: { name: 'series', counted: 'count(*)' },
    drawn: { residuals: await readResiduals(engine, { sides, labelSql: 'label::DOUBLE' }) },
    metrics,
    classes: [],
    sum: (cut) => sumUnits(engine, plan, cut),
  };
}

function refuseOtherQuantiles(
  sides: readonly Side[],
  values: Record<Side, readonly { suffix: string }[]>,
): void {
  const [own, other] = sides.map((side) => values[side].map(({ suffix }) => suffix.slice(2)));
  if (other === undefined || own?.join() === other.join()) return;
  const show = (levels: readonly string[] = []) => levels.filter(Boolean).join(', ') || 'none';
  throw new UserError(
    'predictions-invalid',
    `evaluation.columns.quantiles: candidate and baseline must have a point forecast and the same quantiles, received ${show(own)} and ${show(other)}`,
  );
}
