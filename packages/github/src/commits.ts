import type { GitHubClient, RepositoryName } from './client.ts';
import { explaining, hasStatus } from './failures.ts';

export type CommitsPort = {
  /** The newest common ancestor; undefined when there is none, or one of the two is unknown. */
  mergeBase(base: string, head: string): Promise<string | undefined>;
};

export function createCommits(client: GitHubClient, repo: RepositoryName): CommitsPort {
  return {
    mergeBase: (base, head) =>
      explaining(`compare ${base} with ${head}`, 'contents: read', async () => {
        try {
          const basehead = `${base}...${head}`;
          const { data } = await client.rest.repos.compareCommitsWithBasehead({
            ...repo,
            basehead,
            per_page: 1,
          });
          return data.merge_base_commit.sha;
        } catch (error) {
          if (hasStatus(error, 404)) return undefined;
          throw error;
        }
      }),
  };
}
