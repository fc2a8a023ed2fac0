export { type EvaluatePorts, type EvaluateSpec, evaluate } from './evaluate.ts';
export type { LoadOnnx } from './onnx.ts';
export { evaluatedRows, sourceTable } from './source-table.ts';
