import { definitionOf } from './catalogue.ts';
import { isGroupGap } from './gap-rates.ts';

/** Whatever is not a proportion, by the name before an argument. */
const UNITS: Readonly<Record<string, string>> = {
  absolute_bias: 'units of the label',
  bias: 'units of the label',
  brier: 'squared probability',
  crps: 'units of the label',
  ece: 'probability',
  ece_mass: 'probability',
  explained_variance: 'share of the variance',
  gamma_deviance: 'deviance',
  kappa: '−1 to 1',
  lift: 'times the rate of all rows',
  log_loss: 'nats per row',
  mae: 'units of the label',
  mape: 'share of the label',
  max_error: 'units of the label',
  mase: 'times the naive forecast',
  mcc: '−1 to 1',
  mean: 'units of the score',
  mean_cost: 'units of the score',
  median_ae: 'units of the label',
  mse: 'squared units of the label',
  pinball: 'units of the label',
  poisson_deviance: 'deviance',
  r2: 'share of the variance',
  rmse: 'units of the label',
  rmsse: 'times the naive forecast',
  smape: '0 to 2',
  tweedie_deviance: 'deviance',
  wape: 'share of the label',
  width: 'units of the label',
};

/** What one unit of a metric is: "nats per row"; "proportion" for shares. Undefined for a metric of somebody else's. */
export function unitOf(metric: string): string | undefined {
  if (!isGroupGap(metric) && definitionOf(metric) === undefined) return undefined;
  if (metric === 'coverage_error') return 'labels';
  const base = metric.replace(/[@[].*$/s, '');
  return Object.hasOwn(UNITS, base) ? UNITS[base] : 'proportion';
}
