import {
  type ActionResult,
  endJob,
  type JobOptions,
  runMain,
  runPost,
  type Step,
  startJob,
} from './run-action.ts';
import type { Job, StepResult } from './run-step.ts';

/** Results so far by step id, as `steps.<id>` in a workflow. */
export type StepResults = Readonly<Record<string, StepResult>>;

/** A step of a workflow job. `inputs` may be computed from earlier outputs, as `with:` does by expressions. */
export type JobStep = Omit<Step, 'inputs'> & {
  readonly id: string;
  readonly inputs?: Readonly<Record<string, string>> | ((steps: StepResults) => Record<string, string>);
  /** As `if:`. Unless given a step runs only while no earlier step has failed. */
  readonly if?: (job: { readonly failed: boolean; readonly steps: StepResults }) => boolean;
};

export type JobResult = {
  readonly conclusion: 'success' | 'failure';
  /** Steps that ran; a skipped step has no entry. */
  readonly steps: Readonly<Record<string, ActionResult>>;
};

/**
 * Runs several actions one after another in one workspace: environment and path carry over, `post` halves run at
 * the end in reverse order.
 */
export async function runJob(options: JobOptions, steps: readonly JobStep[]): Promise<JobResult> {
  const job = await startJob(options);
  try {
    return await runSteps(job, steps);
  } finally {
    await endJob(job);
  }
}

async function runSteps(job: Job, steps: readonly JobStep[]): Promise<JobResult> {
  const done: { step: Step; id: string; main: StepResult }[] = [];
  const results: Record<string, StepResult> = {};
  for (const step of steps) {
    const failed = done.some(({ main }) => main.conclusion === 'failure');
    const wanted = step.if ? step.if({ failed, steps: results }) : !failed;
    if (!wanted) continue;
    const inputs = typeof step.inputs === 'function' ? step.inputs(results) : step.inputs;
    const { action, env, timeoutMs, signal } = step;
    const resolved: Step = { action, env, timeoutMs, signal, inputs };
    const main = await runMain(job, resolved);
    results[step.id] = main;
    done.push({ step: resolved, id: step.id, main });
  }
  const finished: Record<string, ActionResult> = {};
  for (const { step, id, main } of done.reverse()) {
    finished[id] = { ...main, post: await runPost(job, step, main) };
  }
  const all = Object.values(finished).flatMap((result) => [result, result.post]);
  return {
    conclusion: all.some((result) => result?.conclusion === 'failure') ? 'failure' : 'success',
    steps: finished,
  };
}
