import type { Complaint } from './complaint.ts';
import { allows, neededGrants } from './our-actions.ts';
import type { Workflow } from './workflow.ts';

/** Whether each job has the rights its steps need, and no blank ones. */
export function examineTokens({ permissions, events, jobs }: Workflow): Complaint[] {
  const complaints: Complaint[] = [];
  if (permissions === 'write-all') {
    const message = 'the workflow has `permissions: write-all`';
    complaints.push({ rule: 'excessive-permissions', path: ['permissions'], message });
  }
  for (const job of jobs) {
    const grants = job.permissions ?? permissions;
    if (grants === undefined) {
      const message = `the job ${job.id} declares no permissions`;
      complaints.push({ rule: 'undeclared-permissions', path: job.path, message });
      continue;
    }
    if (job.permissions === 'write-all') {
      const message = `the job ${job.id} has \`permissions: write-all\``;
      complaints.push({ rule: 'excessive-permissions', path: [...job.path, 'permissions'], message });
    }
    const missing = new Map<string, string>();
    for (const [grant, level, by] of neededGrants(job, new Set(events.keys()))) {
      if (!allows(grants, grant, level)) missing.set(`${grant}: ${level}`, by);
    }
    for (const [grant, by] of missing) {
      const message = `${by} in the job ${job.id} needs \`${grant}\``;
      complaints.push({ rule: 'missing-permission', path: job.path, message });
    }
  }
  return complaints;
}
