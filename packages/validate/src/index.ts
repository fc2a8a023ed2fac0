export { type InferRequest, inferFromFiles } from './infer-contract.ts';
export { type ProfileRequest, profileFiles } from './profile-files.ts';
export { recheck } from './recheck.ts';
export { type ValidateOptions, type ValidateRequest, validate } from './validate.ts';
