import { showForeign } from '@proofmark/documents';
import type { Complaint } from './complaint.ts';
import { surelyRuns } from './conditions.ts';
import { gateJobs, isOurLoop, ourAction } from './our-actions.ts';
import type { Job, Workflow } from './workflow.ts';

const filters = ['paths', 'paths-ignore'] as const;
/** When the commits of a pull request are others than before. */
const changes = ['opened', 'synchronize', 'reopened'] as const;

/** Whether the verdict is always made, and always counts. */
export function examineGate(workflow: Workflow): Complaint[] {
  const { events, jobs } = workflow;
  const complaints = jobs.flatMap(examineOrder);
  const gates = gateJobs(workflow);
  const pull = events.get('pull_request');
  // What starts otherwise is no check that a pull request, or its place in the merge queue, could be waiting for.
  const isAwaited = pull !== undefined || events.has('merge_group');
  for (const job of gates) complaints.push(...examineVerdict(job, isAwaited));
  if (gates.length === 0 || pull === undefined) return complaints;
  if (!events.has('merge_group')) {
    const message = 'the gate starts on `pull_request` but not on `merge_group`';
    complaints.push({ rule: 'missing-merge-group', path: ['on'], message });
  }
  const types = typesOf(pull);
  const unseen = types && changes.filter((type) => !types.includes(type));
  if (unseen?.length) {
    const message = `the gate does not start when a pull request is ${unseen.join(' or ')} (\`types\`)`;
    complaints.push({ rule: 'filtered-gate', path: ['on', 'pull_request', 'types'], message });
  }
  for (const job of gates) complaints.push(...examineConditions(workflow, job, types ?? []));
  for (const filter of filters.filter((name) => pull[name] !== undefined)) {
    const message = `the gate starts only on some pull requests (\`${filter}\`)`;
    complaints.push({ rule: 'filtered-gate', path: ['on', 'pull_request', filter], message });
  }
  return complaints;
}

/** The actions that read the working tree come behind a checkout. */
function examineOrder({ steps }: Job): Complaint[] {
  const first = steps.find((step) => ['validate-data', 'evaluate-model'].includes(ourAction(step) ?? ''));
  if (first === undefined) return [];
  const before = steps.slice(0, steps.indexOf(first));
  // Another action, or a script, may bring the files along.
  if (before.some(({ uses, script }) => script !== undefined || uses !== undefined)) return [];
  const message = `nothing comes before ${ourAction(first)} in its job`;
  return [{ rule: 'missing-checkout', path: first.path, message }];
}

function typesOf({ types }: Readonly<Record<string, unknown>>): string[] | undefined {
  if (typeof types === 'string') return [types];
  return Array.isArray(types) ? types.map(String) : undefined;
}

/** What is skipped says nothing, and branch protection takes it for success. */
function examineConditions({ events }: Workflow, job: Job, types: readonly string[]): Complaint[] {
  const starts = ['pull_request', 'merge_group'].filter((event) => events.has(event));
  const steps = job.steps.filter((step) => ourAction(step) === 'gate-model');
  return [
    { what: `the job ${job.id} with the gate`, ...job },
    ...steps.map((step) => ({ what: 'gate-model', ...step })),
  ]
    .filter(({ condition }) => !starts.every((event) => surelyRuns(condition, { event, types })))
    .map(({ what, path, condition }) => ({
      rule: 'skippable-gate',
      path: [...path, 'if'],
      message: `${what} runs only \`if: ${showForeign(condition ?? '', 80)}\``,
    }));
}

function examineVerdict(job: Job, isAwaited: boolean): Complaint[] {
  const complaints: Complaint[] = [];
  if (isAwaited && job.hasNeeds && !/always\(\)|cancelled\(\)|failure\(\)/.test(job.condition ?? '')) {
    const message = `the job ${job.id} with the gate needs other jobs, without \`if: \${{ !cancelled() }}\``;
    complaints.push({ rule: 'skippable-gate', path: job.path, message });
  }
  const gate = isOurLoop(job) ? undefined : job.steps.find((step) => ourAction(step) === 'gate-model');
  const ignoring = job.continuesOnError ? job : gate?.continuesOnError ? gate : undefined;
  if (ignoring) {
    const path = [...ignoring.path, 'continue-on-error'];
    complaints.push({ rule: 'ignored-verdict', path, message: 'the gate may fail without failing the job' });
  }
  return complaints;
}
