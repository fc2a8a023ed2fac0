export { type GithubContext, makeRuntimeToken } from './context.ts';
export { type ActionMetadata, type InputMetadata, readActionMetadata } from './metadata.ts';
export { findNode24 } from './node.ts';
export { type ActionResult, type JobOptions, runAction, type Step } from './run-action.ts';
export { type JobResult, type JobStep, runJob, type StepResults } from './run-job.ts';
export type { StepResult } from './run-step.ts';
export type { Annotation, AnnotationLevel } from './step-log.ts';
