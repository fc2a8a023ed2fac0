import type { Complaint } from './complaint.ts';
import { gateJobs, isOurLoop, ourAction } from './our-actions.ts';
import type { Job, Workflow } from './workflow.ts';

const filters = ['paths', 'paths-ignore'] as const;

/** Whether the verdict is always made, and always counts. */
export function examineGate(workflow: Workflow): Complaint[] {
  const { events, jobs } = workflow;
  const complaints = jobs.flatMap(examineOrder);
  const gates = gateJobs(workflow);
  const pull = events.get('pull_request');
  for (const job of gates) complaints.push(...examineVerdict(job));
  if (gates.length === 0 || pull === undefined) return complaints;
  if (!events.has('merge_group')) {
    const message = 'the gate starts on `pull_request` but not on `merge_group`';
    complaints.push({ rule: 'missing-merge-group', path: ['on'], message });
  }
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

function examineVerdict(job: Job): Complaint[] {
  const complaints: Complaint[] = [];
  if (job.hasNeeds && !/always\(\)|cancelled\(\)|failure\(\)/.test(job.condition ?? '')) {
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
