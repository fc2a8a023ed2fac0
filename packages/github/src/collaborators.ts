import type { GitHubClient, RepositoryName } from './client.ts';
import { explaining, hasStatus } from './failures.ts';

/** From the least right to the most. */
export const repositoryRoles = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;
export type RepositoryRole = (typeof repositoryRoles)[number];

/** What people may do in the repository. */
export type CollaboratorsPort = {
  /** `none` for a login that GitHub does not know. A custom role counts as the base role it was made from. */
  roleOf(login: string): Promise<RepositoryRole>;
};

export function createCollaborators(client: GitHubClient, repo: RepositoryName): CollaboratorsPort {
  return {
    roleOf: (login) =>
      explaining(`read the role of ${login}`, 'metadata: read', async () => {
        try {
          const { data } = await client.rest.repos.getCollaboratorPermissionLevel({
            ...repo,
            username: login,
          });
          // `permission` knows only none, read, write and admin; `role_name` tells maintain from write.
          const byName = repositoryRoles.find((role) => role === data.role_name);
          return byName ?? repositoryRoles.find((role) => role === data.permission) ?? 'none';
        } catch (error) {
          if (hasStatus(error, 404)) return 'none';
          throw error;
        }
      }),
  };
}

/** Whether a role is at least the one that is asked for. */
export function isAtLeast(role: RepositoryRole, least: RepositoryRole): boolean {
  return repositoryRoles.indexOf(role) >= repositoryRoles.indexOf(least);
}
