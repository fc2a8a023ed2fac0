export { type InferRequest, inferFromFiles } from './infer-contract.ts';
export { type ValidateOptions, type ValidateRequest, validate } from './validate.ts';
