export { type EvaluatePorts, type EvaluateSpec, evaluate } from './evaluate.ts';
