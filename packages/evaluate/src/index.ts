export { attachRecorded } from './attach-recorded.ts';
export { type EvaluatePorts, type EvaluateSpec, evaluate } from './evaluate.ts';
export { type ImportPorts, importAggregates } from './import/import-aggregates.ts';
export { type ImportedSection, importRows } from './import/import-rows.ts';
export { askServer } from './import/mlflow.ts';
export type { LoadOnnx } from './onnx.ts';
export { evaluatedRows, sourceTable } from './source-table.ts';
