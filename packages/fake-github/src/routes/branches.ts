import { notFound, type Reply } from '../reply.ts';
import { apiUrl, type Context, htmlUrl, ok, page, param, type Routes } from '../route.ts';
import { commitShape } from './commits.ts';

function requireBranch(context: Context): { name: string; sha: string } {
  const name = param(context, 'branch');
  const sha = context.repo.refs.get(`refs/heads/${name}`);
  if (sha === undefined) throw notFound();
  return { name, sha };
}

function getBranch(context: Context): Reply {
  const { name, sha } = requireBranch(context);
  const contexts = context.repo.protection.classicChecks;
  const level = contexts.length > 0 ? 'non_admins' : 'off';
  const url = apiUrl(context, `/branches/${name}`);
  return ok({
    name,
    commit: commitShape(context, sha),
    _links: { self: url, html: htmlUrl(context, `/tree/${name}`) },
    protected: contexts.length > 0,
    protection: {
      enabled: contexts.length > 0,
      required_status_checks: { enforcement_level: level, contexts, checks: [] },
    },
    protection_url: `${url}/protection`,
  });
}

/** Rules hold for the default branch only; those of a branch that does not exist are none, not an error. */
function getRules(context: Context): Reply {
  const { rulesetChecks, mergeQueue } = context.repo.protection;
  const source = {
    ruleset_source_type: 'Repository',
    ruleset_source: `${context.repo.owner}/${context.repo.name}`,
    ruleset_id: 1,
  };
  const checks = {
    type: 'required_status_checks',
    parameters: {
      required_status_checks: rulesetChecks.map((name) => ({ context: name })),
      strict_required_status_checks_policy: false,
    },
  };
  const queue = {
    type: 'merge_queue',
    parameters: {
      check_response_timeout_minutes: 60,
      grouping_strategy: 'ALLGREEN',
      max_entries_to_build: 5,
      max_entries_to_merge: 5,
      merge_method: 'MERGE',
      min_entries_to_merge: 1,
      min_entries_to_merge_wait_minutes: 5,
    },
  };
  const isDefault = param(context, 'branch') === context.repo.defaultBranch;
  const rules = [...(rulesetChecks.length > 0 ? [checks] : []), ...(mergeQueue ? [queue] : [])];
  return page(context, isDefault ? rules : [], (rule) => ({ ...rule, ...source }));
}

export const branchRoutes = {
  'repos/get-branch': { grants: ['contents:read'], handle: getBranch },
  'repos/get-branch-rules': { grants: ['metadata:read'], handle: getRules },
} satisfies Routes;
