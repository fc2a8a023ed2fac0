/** What is measured: by us, and by scikit-learn under the same names. */
export const plainMetrics = [
  'accuracy',
  'precision',
  'recall',
  'f1',
  'log_loss',
  'brier',
  'roc_auc',
] as const;
export const metrics = [...plainMetrics, 'average_precision'] as const;
