import { UserError } from '@proofmark/documents';
import type { GitHubClient, RepositoryName } from './client.ts';
import { explaining, hasStatus } from './failures.ts';

/** Files of the repository as of a commit, without a checkout of it. */
export type ContentsPort = {
  /** The text of a file at a commit, branch or tag; undefined when there is no such file. */
  readText(path: string, ref: string): Promise<string | undefined>;
};

export function createContents(client: GitHubClient, repo: RepositoryName): ContentsPort {
  return {
    readText: (path, ref) =>
      explaining(`read ${path} at ${ref}`, 'contents: read', async () => {
        try {
          // The raw form also holds files above 1 MB.
          const { data } = await client.rest.repos.getContent({
            ...repo,
            path,
            ref,
            mediaType: { format: 'raw' },
          });
          const raw: unknown = data;
          if (typeof raw === 'string') return raw;
          return raw instanceof ArrayBuffer ? Buffer.from(raw).toString('utf8') : undefined;
        } catch (error) {
          if (!hasStatus(error, 404)) throw error;
          await requireCommit(path, ref);
          return undefined;
        }
      }),
  };

  /** Who may not read a repository is told the same as who asks for an absent file: the commit tells them apart. */
  async function requireCommit(path: string, ref: string): Promise<void> {
    try {
      await client.rest.repos.getCommit({ ...repo, ref });
    } catch (cause) {
      if (!hasStatus(cause, 422)) throw cause;
      const text = `cannot read ${path}: the repository has no commit ${ref}`;
      throw new UserError('github-unavailable', text, { cause });
    }
  }
}
