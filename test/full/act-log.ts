/** What act's `--json` log tells about one step. A step whose condition was false does not appear. */
export type StepRun = {
  /** `id:` of the step, else its number from 0. */
  readonly id: string;
  /** `name:` of the step, else what it uses. */
  readonly name: string;
  conclusion: 'success' | 'failure';
  readonly outputs: Record<string, string>;
  log: string;
};

export type JobRun = { conclusion: 'success' | 'failure'; readonly steps: StepRun[] };

export type RunLog = { readonly jobs: Record<string, JobRun>; readonly text: string };

/** The fields of a line that we read. act writes more. */
type Line = {
  msg?: string;
  jobID?: string;
  jobResult?: string;
  stage?: string;
  step?: string;
  stepID?: string[];
  stepResult?: string;
  command?: string;
  name?: string;
  arg?: string;
};

/** Turns the lines act wrote into jobs, their steps and a log a person can read. A job without an end has failed. */
export function readRunLog(output: string): RunLog {
  const jobs: Record<string, JobRun> = {};
  const text: string[] = [];
  for (const raw of output.split('\n').filter(Boolean)) {
    const line = parseLine(raw);
    text.push((line.msg ?? '').trimEnd());
    if (line.jobID === undefined) continue;
    jobs[line.jobID] ??= { conclusion: 'failure', steps: [] };
    const job = jobs[line.jobID];
    if (job === undefined) continue;
    if (line.jobResult !== undefined) job.conclusion = conclusionOf(line.jobResult);
    if (line.stage === 'Main') addToStep(job, line);
  }
  return { jobs, text: text.join('\n') };
}

function parseLine(raw: string): Line {
  try {
    return JSON.parse(raw) as Line;
  } catch {
    // The last words of act itself are plain text.
    return { msg: raw };
  }
}

function addToStep(job: JobRun, line: Line): void {
  const id = line.stepID?.[0];
  if (id === undefined) return;
  let step = job.steps.find((known) => known.id === id);
  if (step === undefined) {
    step = { id, name: line.step ?? '', conclusion: 'failure', outputs: {}, log: '' };
    job.steps.push(step);
  }
  if (line.stepResult !== undefined) step.conclusion = conclusionOf(line.stepResult);
  if (line.command === 'set-output' && line.name !== undefined) step.outputs[line.name] = line.arg ?? '';
  step.log += `${(line.msg ?? '').trimEnd()}\n`;
}

function conclusionOf(result: string): 'success' | 'failure' {
  return result === 'success' ? 'success' : 'failure';
}
