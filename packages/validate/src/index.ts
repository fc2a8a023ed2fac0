export { type InferRequest, inferFromFiles } from './infer-contract.ts';
export { type ProfileRequest, profileFiles } from './profile-files.ts';
export { recheck } from './recheck.ts';
export { validate } from './validate.ts';
export type { ValidateOptions, ValidateRequest } from './validate-request.ts';
