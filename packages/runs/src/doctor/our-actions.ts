import type { Grants, Job, Step, Workflow } from './workflow.ts';

const names = [
  'validate-data',
  'evaluate-model',
  'gate-model',
  'comment-metrics',
  'publish-model',
  'promote-model',
  'verify-model',
  'monitor-drift',
] as const;
export type OurAction = (typeof names)[number];

/** Which of our actions a step uses, from whatever repository they come. */
export function ourAction({ uses }: Step): OurAction | undefined {
  const [, name] = /(?:^|\/)actions\/([a-z-]+)(?:@|$)/.exec(uses ?? '') ?? [];
  return names.find((known) => known === name);
}

/** Whether a job is our reusable workflow of the pull-request loop. */
export function isOurLoop({ uses }: Job): boolean {
  return /\/proofmark\/\.github\/workflows\/pull-request\.yml@/.test(uses ?? '');
}

/** The jobs whose end is a verdict. */
export function gateJobs({ jobs }: Pick<Workflow, 'jobs'>): Job[] {
  return jobs.filter((job) => isOurLoop(job) || job.steps.some((step) => ourAction(step) === 'gate-model'));
}

/** The checks that carry the verdict of a job: its own, and the check run of gate-model. */
export function checksOf(job: Job): string[] {
  // The jobs of a reusable workflow are checks called "caller / callee".
  if (isOurLoop(job)) return [`${job.name} / gate`, 'proofmark'];
  const gate = job.steps.find((step) => ourAction(step) === 'gate-model');
  const checkName = gate?.with['check-name'];
  return [job.name, ...(checkName === '' ? [] : [typeof checkName === 'string' ? checkName : 'proofmark'])];
}

/** The account that our action or reusable workflow comes from. */
export function ownerOf(uses: string | undefined): string | undefined {
  const [, owner] = /^([^/]+)\/proofmark\//.exec(uses ?? '') ?? [];
  return owner;
}

/** The checks that a job reports; the ends of some names are not known before it runs. */
export function reportsCheck(job: Job, check: string): boolean {
  if (gateJobs({ jobs: [job] }).length > 0 && checksOf(job).includes(check)) return true;
  if (job.uses !== undefined) return check.startsWith(`${job.name} / `);
  const [start = ''] = job.name.split('${{');
  if (start !== job.name) return check.startsWith(start);
  return check === job.name || (job.hasMatrix && check.startsWith(`${job.name} (`));
}

/** What the steps of a job need of its token, with who needs it. */
export function neededGrants(
  job: Job,
  events: ReadonlySet<string>,
): [grant: string, level: string, by: string][] {
  if (isOurLoop(job)) {
    return [
      ['contents', 'read', 'the reusable workflow'],
      ['checks', 'write', 'the reusable workflow'],
      ['pull-requests', 'write', 'the reusable workflow'],
    ];
  }
  return job.steps.flatMap((step): [string, string, string][] => {
    if (step.uses?.startsWith('actions/checkout@')) return [['contents', 'read', 'actions/checkout']];
    const action = ourAction(step);
    if (action === undefined) return [];
    const grants = grantsOf(action, step, events);
    return Object.entries(grants).map(([grant, level]) => [grant, level, action]);
  });
}

function grantsOf(action: OurAction, step: Step, events: ReadonlySet<string>): Record<string, string> {
  switch (action) {
    case 'validate-data':
    case 'evaluate-model':
      return {};
    case 'gate-model':
      return {
        ...(step.with['check-name'] === '' ? {} : { checks: 'write' }),
        ...(events.has('issue_comment')
          ? { actions: 'read', contents: 'write', 'pull-requests': 'write' }
          : { contents: 'read' }),
      };
    case 'comment-metrics':
      return { 'pull-requests': 'write', ...(events.has('workflow_run') ? { actions: 'read' } : {}) };
    case 'publish-model':
    case 'promote-model':
      return { contents: 'write' };
    case 'verify-model':
      return { contents: 'read' };
    case 'monitor-drift':
      return { contents: 'read', ...(isOff(step.with['open-issue']) ? {} : { issues: 'write' }) };
  }
}

/** An input is a text, which YAML may have read as a boolean. */
function isOff(input: unknown): boolean {
  return String(input) === 'false';
}

/** Whether a token with these grants may do that. */
export function allows(grants: Grants, grant: string, level: string): boolean {
  if (grants === 'write-all') return true;
  if (grants === 'read-all') return level === 'read';
  return grants[grant] === 'write' || grants[grant] === level;
}
