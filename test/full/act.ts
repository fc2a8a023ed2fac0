import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { FakeGitHub, WorkflowRun } from '@proofmark/fake-github';
import { findNode24 } from '@proofmark/fake-runner';
import { type JobRun, readRunLog, type StepRun } from './act-log.ts';
import { readJobPermissions } from './job-permissions.ts';
import { fillToolCache } from './tool-cache.ts';

/** One run of a workflow, told as GitHub would start it. */
export type WorkflowCall = {
  /** Name of a file in `.github/workflows` of the repository. */
  readonly workflow: string;
  readonly event: { readonly name: string; readonly payload: object };
  /** Working tree with at least one commit: what `actions/checkout` hands to the job. */
  readonly directory: string;
  /** `owner/name` in the double. */
  readonly repository: string;
  /** GITHUB_SHA and GITHUB_REF. */
  readonly sha: string;
  readonly ref: string;
  /** Head of what triggered the run; for a pull request not the merge commit that `sha` is. */
  readonly head: { readonly sha: string; readonly branch: string; readonly repository: string };
  readonly secrets?: Readonly<Record<string, string>>;
  readonly github: FakeGitHub;
  /** Tree that `uses: OWNER/proofmark/…@v1` stands for. */
  readonly proofmark: string;
};

export type WorkflowResult = {
  readonly exitCode: number;
  readonly conclusion: 'success' | 'failure';
  /** The run as the double knows it; its artifacts hang on it. */
  readonly run: WorkflowRun;
  readonly jobs: Readonly<Record<string, JobRun>>;
  /** Steps of all jobs by the name of the action, such as `gate-model`. */
  readonly steps: Readonly<Record<string, StepRun>>;
  readonly log: string;
};

const timeLimitMs = 300_000;
// Whatever leaves this machine ends at the discard port, where nothing listens.
const nowhere = 'http://127.0.0.1:9';

/** Why workflows cannot run here, or undefined when act is on the PATH. */
export function whyNoAct(): string | undefined {
  const found = spawnSync('act', ['--version'], { encoding: 'utf8' });
  return found.status === 0 ? undefined : 'act is not on the PATH: go install github.com/nektos/act@v0.2.89';
}

/**
 * Runs a workflow file under act, as it lies in the repository, against the double. The token has exactly the
 * permissions of the workflow, so a grant that is missing there fails here. Nothing but loopback is reachable.
 */
export async function runWorkflow(call: WorkflowCall): Promise<WorkflowResult> {
  const { github, repository, event, head } = call;
  const scratch = mkdtempSync(join(tmpdir(), 'proofmark-act-'));
  const path = `.github/workflows/${call.workflow}`;
  const text = readFileSync(join(call.directory, path), 'utf8');
  const isFork = event.name === 'pull_request' && head.repository !== repository;
  const run = github.seedRun(repository, {
    headSha: head.sha,
    headBranch: head.branch,
    headRepository: head.repository,
    name: call.workflow,
    path,
    event: event.name,
    status: 'in_progress',
    conclusion: null,
  });
  try {
    fillToolCache(join(scratch, 'cache/tool_cache'));
    mkdirSync(join(scratch, 'home'));
    writeFileSync(join(scratch, 'event.json'), JSON.stringify(event.payload));
    writeFileSync(
      join(scratch, 'secrets.yml'), // JSON is YAML; a text file could not hold a key of several lines
      JSON.stringify({
        ...(isFork ? {} : call.secrets),
        GITHUB_TOKEN: github.token(repository, readJobPermissions(text, { isFork })),
      }),
    );
    const ended = await spawnAct(actArguments(call, { path, scratch, runId: run.id }), {
      PATH: [dirname(findNode24()), process.env.PATH ?? ''].join(delimiter),
      HOME: join(scratch, 'home'),
      ACTIONS_RESULTS_URL: github.url,
      ACTIONS_RUNTIME_TOKEN: github.runtimeToken(repository, run.id),
      HTTP_PROXY: nowhere,
      HTTPS_PROXY: nowhere,
      NO_PROXY: '127.0.0.1',
    });
    const { jobs, text: log } = readRunLog(ended.output);
    const conclusion = ended.exitCode === 0 ? 'success' : 'failure';
    Object.assign(run, { status: 'completed', conclusion });
    return { exitCode: ended.exitCode, conclusion, run, jobs, steps: stepsByAction(jobs), log };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function actArguments(
  call: WorkflowCall,
  { path, scratch, runId }: { path: string; scratch: string; runId: number },
): string[] {
  const environment = {
    GITHUB_API_URL: call.github.url,
    GITHUB_REPOSITORY: call.repository,
    GITHUB_RUN_ID: String(runId),
    GITHUB_REF: call.ref,
    SHA_REF: call.sha, // act's own name for what it then calls GITHUB_SHA
  };
  return [
    call.event.name,
    ...['--directory', call.directory, '--workflows', path, '--json'],
    ...['--eventpath', join(scratch, 'event.json'), '--secret-file', join(scratch, 'secrets.yml')],
    ...['--platform', 'ubuntu-latest=-self-hosted', '--no-cache-server', '--actor', 'octocat'],
    ...['--action-cache-path', join(scratch, 'cache')],
    ...['--local-repository', `OWNER/proofmark@v1=${call.proofmark}`],
    ...Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ];
}

/** Asynchronous: the double answers from this very process. */
function spawnAct(
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('act', args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeLimitMs });
    const output = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.err += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ exitCode: code ?? 1, output: `${output.out}\n${output.err}` }));
  });
}

function stepsByAction(jobs: Record<string, JobRun>): Record<string, StepRun> {
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  return Object.fromEntries(steps.map((step) => [/([\w-]+)@[^/]*$/.exec(step.name)?.[1] ?? step.name, step]));
}
