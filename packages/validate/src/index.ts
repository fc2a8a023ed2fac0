export { type ValidateOptions, type ValidateRequest, validate } from './validate.ts';
