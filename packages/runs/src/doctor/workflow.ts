import { parseYaml, type SourceLocation } from '@proofmark/documents';

export type Path = readonly (string | number)[];

export type Grants = 'read-all' | 'write-all' | Readonly<Record<string, string>>;

export type Step = {
  path: Path;
  uses: string | undefined;
  /** The script of `run`, or of actions/github-script. */
  script: string | undefined;
  with: Readonly<Record<string, unknown>>;
  condition: string | undefined;
  continuesOnError: boolean;
};

export type Job = {
  id: string;
  /** What the check of the job is called. */
  name: string;
  path: Path;
  /** A reusable workflow. */
  uses: string | undefined;
  permissions: Grants | undefined;
  condition: string | undefined;
  hasNeeds: boolean;
  /** Runs as several checks, called "job (value)". */
  hasMatrix: boolean;
  inheritsSecrets: boolean;
  continuesOnError: boolean;
  steps: readonly Step[];
};

export type Workflow = {
  file: string;
  name: string;
  /** By event: its settings, empty when it has none. */
  events: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  permissions: Grants | undefined;
  jobs: readonly Job[];
  locate(path: Path): SourceLocation;
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * The parts of a workflow that its safety hangs on. What is not there, or has another type, is absent: whether a
 * workflow is valid otherwise is for GitHub and actionlint to say. @throws UserError `config-invalid` for YAML that is none
 */
export function readWorkflow(text: string, file: string): Workflow | undefined {
  const source = parseYaml(text, file);
  const root = fieldsOf(source.value);
  if (!root.on || !root.jobs) return undefined;
  return {
    file,
    name: textOf(root.name) ?? file,
    events: readEvents(root.on),
    permissions: readGrants(root.permissions),
    jobs: Object.entries(fieldsOf(root.jobs)).map(([id, job]) => readJob(id, fieldsOf(job))),
    locate: (path) => source.locate(path, 'key'),
  };
}

function readEvents(on: unknown): Workflow['events'] {
  if (typeof on === 'string') return new Map([[on, {}]]);
  if (Array.isArray(on)) return new Map(on.map((event) => [String(event), {}]));
  return new Map(Object.entries(fieldsOf(on)).map(([event, settings]) => [event, fieldsOf(settings)]));
}

function readJob(id: string, job: Fields): Job {
  const path = ['jobs', id];
  const steps = Array.isArray(job.steps) ? job.steps : [];
  return {
    id,
    name: textOf(job.name) ?? id,
    path,
    uses: textOf(job.uses),
    permissions: readGrants(job.permissions),
    condition: conditionOf(job),
    hasNeeds: job.needs !== undefined,
    hasMatrix: fieldsOf(job.strategy).matrix !== undefined,
    inheritsSecrets: job.secrets === 'inherit',
    continuesOnError: mayContinue(job['continue-on-error']),
    steps: steps.map((step, i) => readStep(fieldsOf(step), [...path, 'steps', i])),
  };
}

function readStep(step: Fields, path: Path): Step {
  const inputs = fieldsOf(step.with);
  const uses = textOf(step.uses);
  return {
    path,
    uses,
    script:
      textOf(step.run) ?? (uses?.startsWith('actions/github-script@') ? textOf(inputs.script) : undefined),
    with: inputs,
    condition: conditionOf(step),
    continuesOnError: mayContinue(step['continue-on-error']),
  };
}

function conditionOf(fields: Fields): string | undefined {
  return fields.if === undefined ? undefined : String(fields.if);
}

/** Only a plain false, or nothing, is certain to stop the job. */
function mayContinue(value: unknown): boolean {
  return value !== undefined && value !== false;
}

function readGrants(value: unknown): Grants | undefined {
  if (value === 'read-all' || value === 'write-all') return value;
  if (value === undefined) return undefined;
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([name, level]) => [name, String(level)]));
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
