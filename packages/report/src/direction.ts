import type { Direction } from './words.ts';

const LOWER_IS_BETTER = new Set(['brier', 'brier_score', 'log_loss', 'mae', 'mse', 'rmse']);

export function directionOf(metric: string): Direction | undefined {
  return LOWER_IS_BETTER.has(metric) ? 'lower' : 'higher';
}
