import type { Permissions } from '@proofmark/fake-github';
import { parse } from 'yaml';

const known: readonly string[] = ['actions', 'checks', 'contents', 'issues', 'pull-requests', 'statuses'];

type Grants = Record<string, string>;
type Workflow = { permissions?: Grants; jobs: Record<string, { permissions?: Grants }> };

/**
 * What GitHub grants the token of a workflow's jobs: exactly what `permissions` of the job says, else that of the
 * workflow; all else is `none`. Writing is cut to reading in the run of a fork's pull request.
 *
 * @throws Error when nothing is said (the repository's settings would decide), when jobs differ (act has one token
 *   per run), or for a grant the double does not know
 */
export function readJobPermissions(workflow: string, { isFork }: { isFork: boolean }): Permissions {
  const { permissions, jobs } = parse(workflow) as Workflow;
  const all = Object.entries(jobs).map(([name, job]) => {
    const grants = job.permissions ?? permissions;
    if (grants === undefined) throw new Error(`job ${name}: no permissions are given`);
    return grants;
  });
  const [first = {}, ...others] = all;
  const differs = others.some((grants) => JSON.stringify(grants) !== JSON.stringify(first));
  if (differs) throw new Error('the jobs have different permissions, but act has one token per run');
  return Object.fromEntries(
    Object.entries(first).map(([name, level]) => {
      if (!known.includes(name)) throw new Error(`permissions: the double does not know ${name}`);
      return [name, isFork && level === 'write' ? 'read' : level];
    }),
  );
}
