import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completeContext, type GithubContext } from './context.ts';
import { Masks } from './masks.ts';
import { readActionMetadata } from './metadata.ts';
import { findNode24 } from './node.ts';
import { type Job, runStep, type StepResult } from './run-step.ts';

export type JobOptions = {
  /** The checked-out repository: the action's working directory. */
  readonly workspace: string;
  readonly github?: Partial<Omit<GithubContext, 'eventName'>> | undefined;
  readonly event?: { readonly name: string; readonly payload: unknown } | undefined;
  /** Variables of the job (`env:` at the top); nothing else of the caller's environment is passed on. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** `RUNNER_TOOL_CACHE`; an empty directory, gone afterwards, unless given. */
  readonly toolCache?: string | undefined;
  /** Secrets of the repository, hidden from the first line on. */
  readonly secrets?: readonly string[] | undefined;
};

export type Step = {
  /** The directory of action.yml. */
  readonly action: string;
  readonly inputs?: Readonly<Record<string, string>> | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** After this the action is ended. Five minutes unless given. */
  readonly timeoutMs?: number | undefined;
  /** Aborted, it kills the action at once and without a warning, as a lost machine does. */
  readonly signal?: AbortSignal | undefined;
};

export type ActionResult = StepResult & {
  /** The clean-up half, run after main whatever main's fate, when action.yml has one. */
  readonly post: StepResult | undefined;
};

const defaultTimeoutMs = 300_000;

/** Runs one action as the only step of a job. Never throws for what the action does; see `conclusion`. */
export async function runAction(options: JobOptions & Step): Promise<ActionResult> {
  const job = await startJob(options);
  try {
    const main = await runMain(job, options);
    return { ...main, post: await runPost(job, options, main) };
  } finally {
    await endJob(job);
  }
}

/** Sets up the machine of one job: temp and tool directories, event file, context. */
export async function startJob(options: JobOptions): Promise<Job> {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'fake-runner-')));
  const temp = join(base, 'temp');
  const toolCache = options.toolCache ?? join(base, 'tool-cache');
  await mkdir(temp, { recursive: true });
  await mkdir(toolCache, { recursive: true });
  const eventPath = join(base, 'event.json');
  await writeFile(eventPath, JSON.stringify(options.event?.payload ?? {}));
  const context = completeContext({ ...options.github, eventName: options.event?.name ?? 'push' });
  const masks = new Masks();
  for (const secret of [context.token, context.runtimeToken, ...(options.secrets ?? [])]) masks.add(secret);
  return {
    base,
    node: findNode24(),
    workspace: options.workspace,
    temp,
    toolCache,
    eventPath,
    context,
    masks,
    env: { ...options.env },
    path: [],
  };
}

/** Removes what the runner kept for the job, as the end of a hosted machine does. */
export async function endJob(job: Job): Promise<void> {
  await rm(job.base, { recursive: true, force: true });
}

export function runMain(job: Job, step: Step): Promise<StepResult> {
  const metadata = readActionMetadata(step.action);
  return runStep(job, metadata, metadata.runs.main, {
    inputs: step.inputs ?? {},
    env: step.env ?? {},
    state: {},
    timeoutMs: step.timeoutMs ?? defaultTimeoutMs,
    signal: step.signal,
  });
}

export async function runPost(job: Job, step: Step, main: StepResult): Promise<StepResult | undefined> {
  const metadata = readActionMetadata(step.action);
  if (metadata.runs.post === undefined) return undefined;
  return runStep(job, metadata, metadata.runs.post, {
    inputs: step.inputs ?? {},
    env: step.env ?? {},
    state: main.state,
    timeoutMs: step.timeoutMs ?? defaultTimeoutMs,
    signal: step.signal,
  });
}
