export { type EvaluatePorts, type EvaluateSpec, evaluate } from './evaluate.ts';
export { sourceTable } from './source-table.ts';
