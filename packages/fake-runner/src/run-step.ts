import { mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { contextVariables, type GithubContext, runtimeVariables } from './context.ts';
import { parseFileCommands, refusedEnvironmentName, summaryLimitBytes } from './file-commands.ts';
import { resolveInputs } from './inputs.ts';
import type { Masks } from './masks.ts';
import type { ActionMetadata } from './metadata.ts';
import { spawnNode } from './spawn-node.ts';
import { type Annotation, StepLog } from './step-log.ts';

/** The machine and the job a step runs in; `env` and `path` grow as steps write `GITHUB_ENV` and `GITHUB_PATH`. */
export type Job = {
  /** Holds `temp`, the event and, unless the caller gave one, the tool cache. */
  readonly base: string;
  readonly node: string;
  readonly workspace: string;
  readonly temp: string;
  readonly toolCache: string;
  readonly eventPath: string;
  readonly context: GithubContext;
  readonly masks: Masks;
  readonly env: Record<string, string>;
  readonly path: string[];
};

/** What one step did, as GitHub would show it. Secrets are hidden in all text. */
export type StepResult = {
  readonly conclusion: 'success' | 'failure';
  readonly exitCode: number;
  readonly timedOut: boolean;
  readonly durationMs: number;
  readonly outputs: Readonly<Record<string, string>>;
  /** Markdown of the job summary; empty when it was refused for its size. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** Beyond ten of one level: GitHub drops these. */
  readonly droppedAnnotations: readonly Annotation[];
  readonly groups: readonly string[];
  /** The log as a person reads it, commands turned into their effects. */
  readonly log: string;
  readonly debug: string;
  /** What the process wrote, secrets hidden, commands as they were. */
  readonly stdout: string;
  readonly stderr: string;
  /** Variables set for later steps. */
  readonly env: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly masks: readonly string[];
};

const commandFiles = ['output', 'step_summary', 'env', 'path', 'state'] as const;

/** Runs `script` (main or post) of an action as one step of `job`. */
export async function runStep(
  job: Job,
  metadata: ActionMetadata,
  script: string,
  step: {
    readonly inputs: Readonly<Record<string, string>>;
    readonly env: Readonly<Record<string, string>>;
    readonly state: Readonly<Record<string, string>>;
    readonly timeoutMs: number;
    readonly signal: AbortSignal | undefined;
  },
): Promise<StepResult> {
  const log = new StepLog(job.masks);
  const inputs = resolveInputs(metadata, step.inputs, job.context, job.workspace);
  for (const warning of inputs.warnings) log.annotate('warning', warning);
  const files = await makeCommandFiles(job.temp);
  const streams: { stdout: string[]; stderr: string[] } = { stdout: [], stderr: [] };
  const started = performance.now();
  const ended = await spawnNode({
    node: job.node,
    script: resolve(metadata.directory, script),
    cwd: job.workspace,
    env: {
      ...baseVariables(job),
      ...step.env,
      ...contextVariables(job.context),
      ...runtimeVariables(job.context),
      ...runnerVariables(job),
      ...Object.fromEntries(commandFiles.map((name) => [`GITHUB_${name.toUpperCase()}`, files[name]])),
      ...inputs.variables,
      ...Object.fromEntries(Object.entries(step.state).map(([name, value]) => [`STATE_${name}`, value])),
    },
    timeoutMs: step.timeoutMs,
    signal: step.signal,
    onLine: (stream, line) => {
      log.line(line);
      streams[stream].push(job.masks.hide(line));
    },
  });
  const durationMs = performance.now() - started;
  if (ended.timedOut) log.annotate('error', `The action has timed out after ${step.timeoutMs} ms.`);
  const read = (name: 'output' | 'env' | 'state') => readPairs(files[name], log);
  const outputs = await read('output');
  const env = await read('env');
  for (const name of Object.keys(env).filter(refusedEnvironmentName)) {
    log.failed = true;
    log.annotate('error', `Can't store ${name} output parameter using '$GITHUB_ENV' command.`);
    delete env[name];
  }
  Object.assign(job.env, env);
  job.path.unshift(...(await readFile(files.path, 'utf8')).split(/\r?\n/).filter(Boolean).reverse());
  return {
    conclusion: ended.exitCode === 0 && !log.failed ? 'success' : 'failure',
    exitCode: ended.exitCode,
    timedOut: ended.timedOut,
    durationMs,
    outputs,
    summary: job.masks.hide(await readSummary(files.step_summary, log)),
    state: await read('state'),
    annotations: log.annotations,
    droppedAnnotations: log.dropped,
    groups: log.groups,
    log: log.lines.join('\n'),
    debug: log.debugLines.join('\n'),
    stdout: streams.stdout.join('\n'),
    stderr: streams.stderr.join('\n'),
    env,
    masks: job.masks.values,
  };
}

/** Nothing of the calling process leaks in but the way to programs and the home directory. */
function baseVariables(job: Job): Record<string, string> {
  const path = [...job.path, dirname(job.node), process.env.PATH ?? ''].join(delimiter);
  return { ...job.env, PATH: path, HOME: process.env.HOME ?? job.temp };
}

function runnerVariables(job: Job): Record<string, string> {
  return {
    GITHUB_ACTION: '__run',
    GITHUB_EVENT_PATH: job.eventPath,
    GITHUB_WORKSPACE: job.workspace,
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_NAME: 'fake-runner',
    RUNNER_OS: { darwin: 'macOS', win32: 'Windows' }[process.platform as string] ?? 'Linux',
    RUNNER_TEMP: job.temp,
    RUNNER_TOOL_CACHE: job.toolCache,
  };
}

async function makeCommandFiles(temp: string): Promise<Record<(typeof commandFiles)[number], string>> {
  const folder = join(temp, '_runner_file_commands');
  await mkdir(folder, { recursive: true });
  const own = await mkdtemp(join(folder, 'step-'));
  const path = (name: string) => join(own, name);
  await Promise.all(commandFiles.map((name) => writeFile(path(name), '')));
  return {
    output: path('output'),
    step_summary: path('step_summary'),
    env: path('env'),
    path: path('path'),
    state: path('state'),
  };
}

async function readPairs(file: string, log: StepLog): Promise<Record<string, string>> {
  try {
    return parseFileCommands(await readFile(file, 'utf8'));
  } catch (error) {
    log.failed = true;
    log.annotate(
      'error',
      `Unable to process file command. ${error instanceof Error ? error.message : error}`,
    );
    return {};
  }
}

async function readSummary(file: string, log: StepLog): Promise<string> {
  const { size } = await stat(file);
  if (size <= summaryLimitBytes) return readFile(file, 'utf8');
  const received = Math.ceil(size / 1024);
  log.annotate(
    'error',
    `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${received}k.`,
  );
  return '';
}
