export { configInput, outInput, tokenInput } from './common-inputs.ts';
export {
  type CommentFacts,
  type GitHubContext,
  type PullRequestFacts,
  type RerequestFacts,
  readGitHubContext,
  type WorkflowRunFacts,
} from './github-context.ts';
export { defaultText, type InputSpec, type InputSpecs, type InputsOf } from './inputs.ts';
export {
  type ActionSpec,
  defineAction,
  type OutputSpec,
  type OutputSpecs,
  type OutputsOf,
} from './outputs.ts';
export { type LogEntry, recordingLogger } from './recording-logger.ts';
export { type ActionOutcome, type ActionPorts, runAction } from './run-action.ts';
export { safeLines } from './safe-text.ts';
export type { Summary } from './summary.ts';
