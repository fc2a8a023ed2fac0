export { type InferRequest, inferFromFiles } from './infer-contract.ts';
export { recheck } from './recheck.ts';
export { type ValidateOptions, type ValidateRequest, validate } from './validate.ts';
