/** What is measured: by us, and by scikit-learn under the same names. */
export const metrics = [
  'accuracy',
  'precision',
  'recall',
  'f1',
  'log_loss',
  'brier',
  'roc_auc',
  'average_precision',
] as const;
