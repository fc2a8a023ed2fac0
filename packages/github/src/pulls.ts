import type { GitHubClient, RepositoryName } from './client.ts';
import { explaining, hasStatus } from './failures.ts';

export type PullRequest = {
  number: number;
  title: string;
  headSha: string;
  headRepository: string | undefined;
  baseSha: string;
  baseRef: string;
  url: string;
};

/** `moved`: the head has new commits since, so results for the old one are stale. */
export type PullSearch =
  | { kind: 'found'; pull: PullRequest }
  | { kind: 'none' | 'several' | 'moved'; reason: string };

export type PullsPort = {
  /**
   * The one open pull request from `headRepository` and `headBranch` whose head is exactly `headSha`. That is how
   * a trusted workflow finds the pull request of an untrusted run: never by a number the run reports.
   */
  findByHead(head: { headSha: string; headRepository: string; headBranch: string }): Promise<PullSearch>;
  /** The open pull request of this number; undefined when there is none, or it is closed. */
  get(number: number): Promise<PullRequest | undefined>;
  /** Paths of the files that a pull request adds or changes; GitHub lists at most 3,000. */
  changedFiles(number: number): Promise<string[]>;
};

type RawPull = {
  number: number;
  title: string;
  html_url: string;
  head: { sha: string; ref: string; repo: { full_name: string } | null };
  base: { sha: string; ref: string };
};

function toPull(raw: RawPull): PullRequest {
  return {
    number: raw.number,
    title: raw.title,
    headSha: raw.head.sha,
    headRepository: raw.head.repo?.full_name,
    baseSha: raw.base.sha,
    baseRef: raw.base.ref,
    url: raw.html_url,
  };
}

export function createPulls(client: GitHubClient, repo: RepositoryName): PullsPort {
  return {
    findByHead: ({ headSha, headRepository, headBranch }) =>
      explaining('find the pull request', 'pull-requests: read', async () => {
        const owner = headRepository.split('/')[0];
        const parameters = { ...repo, state: 'open' as const, head: `${owner}:${headBranch}`, per_page: 100 };
        const listed: RawPull[] = await client.paginate(client.rest.pulls.list, parameters);
        const pulls = listed
          // GitHub ignores a `head` filter it cannot read and then lists everything.
          .filter(({ head }) => head.ref === headBranch)
          .map(toPull)
          .filter((pull) => pull.headRepository?.toLowerCase() === headRepository.toLowerCase())
          .sort((a, b) => a.number - b.number);
        const where = `${headRepository}, branch ${headBranch}`;
        const [first, ...others] = pulls.filter((pull) => pull.headSha === headSha);
        if (others.length > 0) {
          const numbers = [first, ...others].map((pull) => `#${pull?.number}`).join(', ');
          return { kind: 'several', reason: `${numbers} all have the head ${headSha} of ${where}` };
        }
        if (first !== undefined) return { kind: 'found', pull: first };
        const [moved] = pulls;
        if (moved === undefined) return { kind: 'none', reason: `no open pull request comes from ${where}` };
        return { kind: 'moved', reason: `#${moved.number} is at ${moved.headSha} by now, not at ${headSha}` };
      }),
    get: (number) =>
      explaining(`read the pull request #${number}`, 'pull-requests: read', async () => {
        try {
          const { data } = await client.rest.pulls.get({ ...repo, pull_number: number });
          return data.state === 'open' ? toPull(data) : undefined;
        } catch (error) {
          if (hasStatus(error, 404)) return undefined;
          throw error;
        }
      }),
    changedFiles: (number) =>
      explaining('list the files of the pull request', 'pull-requests: read', async () => {
        const parameters = { ...repo, pull_number: number, per_page: 100 };
        const files = await client.paginate(client.rest.pulls.listFiles, parameters);
        return files.filter(({ status }) => status !== 'removed').map(({ filename }) => filename);
      }),
  };
}
