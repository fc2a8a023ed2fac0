import type { GitHubClient, RepositoryName } from './client.ts';
import { explaining } from './failures.ts';

/** What a pull request to the default branch must have before it is merged. */
export type Protection = {
  branch: string;
  /** Names of checks, sorted. */
  requiredChecks: string[];
  mergeQueue: boolean;
};

export type ProtectionPort = {
  /** From rulesets and from the older branch protection; both can be read without rights of an administrator. */
  read(): Promise<Protection>;
};

export function createProtection(client: GitHubClient, repo: RepositoryName): ProtectionPort {
  const { repos } = client.rest;
  return {
    read: () =>
      explaining('read the protection of the default branch', 'contents: read', async () => {
        const branch = (await repos.get(repo)).data.default_branch;
        const { protection } = (await repos.getBranch({ ...repo, branch })).data;
        const rules = await client.paginate(repos.getBranchRules, { ...repo, branch, per_page: 100 });
        const ofRules = rules.flatMap((rule) =>
          rule.type === 'required_status_checks'
            ? (rule.parameters?.required_status_checks ?? []).map(({ context }) => context)
            : [],
        );
        const contexts = [...(protection.required_status_checks?.contexts ?? []), ...ofRules];
        return {
          branch,
          requiredChecks: [...new Set(contexts)].sort(),
          mergeQueue: rules.some(({ type }) => type === 'merge_queue'),
        };
      }),
  };
}
