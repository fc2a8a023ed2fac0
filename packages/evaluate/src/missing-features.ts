import { type EvaluationSection, type Logger, showReceived, UserError } from '@proofmark/documents';

/** `missing` values of a feature. */
export type FeatureGap = { name: string; missing: number };

/**
 * A missing value reaches a model as NaN, a missing text as an empty one. Trees may be made for that; other models give
 * a score of NaN, or, worse, one that looks like any other.
 * @throws UserError `data-invalid` naming the columns and how many of their values are missing
 */
export function refuseMissingFeatures(
  gaps: readonly FeatureGap[],
  { where, rows }: { where: string; rows: number },
  policy: EvaluationSection['on-missing-features'],
  logger: Logger,
): void {
  const found = gaps.filter(({ missing }) => missing > 0).sort((a, b) => b.missing - a.missing);
  if (found.length === 0) return;
  const shown = found.slice(0, 5).map(({ name, missing }) => `${showReceived(name)} in ${missing}`);
  const more = found.length > shown.length ? ` and ${found.length - shown.length} more` : '';
  const text = `${where}: features of the model are missing: ${shown.join(', ')}${more} of ${rows} rows`;
  if (policy === 'warn') {
    logger.warning(`${text}; the model gets NaN, or an empty text, for them`);
    return;
  }
  throw new UserError(
    'data-invalid',
    `${text}; fill them in evaluation.rows.sql, or set evaluation.on-missing-features: warn if the model is made for NaN`,
  );
}
