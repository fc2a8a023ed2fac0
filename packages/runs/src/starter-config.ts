/**
 * The first `proofmark.yml` of a project: what is certain is filled in, what only the user knows is a line to edit.
 * @returns YAML that the schema accepts
 */
export function starterConfig(facts: {
  model: string;
  contract: string | undefined;
  files: readonly string[];
}): string {
  const data = facts.contract === undefined ? [] : dataSection(facts.contract, facts.files);
  return [
    `model: ${JSON.stringify(facts.model)}`,
    '',
    ...data,
    'evaluation:',
    '  task: binary # or regression',
    '  # Predictions of the candidate on the test set; your training job writes them. Or run an ONNX model:',
    '  # model: model.onnx and rows: {files: data/test.parquet}',
    '  predictions: out/predictions.parquet',
    '  # The same rows scored by the model in use, joined by id. Without it only min and max can decide,',
    '  # and a rule that compares fails unless policy.on-no-baseline is warn.',
    '  # baseline-predictions: out/baseline.parquet',
    '  columns: { id: id, label: label, score: score }',
    '  slices: [] # columns whose values are judged one by one: [country, device]',
    '',
    'gates:',
    '  - metric: roc_auc # regression: r2, rmse, mae',
    '    min: 0.7',
    '  # - metric: roc_auc',
    '  #   max-drop: 0.01 # not worse than the baseline by more than this, with 95 % confidence',
    '',
    '# publish:',
    '#   files: [model.onnx]',
    '#   public-key: model-signing.pem',
    '',
  ].join('\n');
}

/** The section of the configuration that checks files against a contract. */
export function dataSection(contract: string, files: readonly string[]): string[] {
  return [
    'data:',
    `  - contract: ${JSON.stringify(contract)}`,
    `    files: ${JSON.stringify(files.length === 1 ? files[0] : files)}`,
    '',
  ];
}
