import type { Logger } from '@proofmark/documents';
import { type ArtifactsPort, createArtifacts } from './artifacts.ts';
import { type BranchStorePort, createBranchStore } from './branch-store.ts';
import { type ChecksPort, createChecks } from './checks.ts';
import { createGitHubClient, parseRepositoryName, readLogin } from './client.ts';
import { type CollaboratorsPort, createCollaborators } from './collaborators.ts';
import { type CommentsPort, createComments } from './comments.ts';
import { type CommitsPort, createCommits } from './commits.ts';
import { type ContentsPort, createContents } from './contents.ts';
import { explaining } from './failures.ts';
import { createIssues, type IssuesPort } from './issues.ts';
import { createProtection, type ProtectionPort } from './protection.ts';
import { createPulls, type PullsPort } from './pulls.ts';
import { createReleases, type ReleasesPort } from './releases.ts';
import { createTags, type TagsPort } from './tags.ts';

/** Everything of one repository that the suite touches. */
export type GitHubPorts = {
  artifacts: ArtifactsPort;
  /** The branch `proofmark`. */
  branch: BranchStorePort;
  checks: ChecksPort;
  collaborators: CollaboratorsPort;
  comments: CommentsPort;
  commits: CommitsPort;
  contents: ContentsPort;
  issues: IssuesPort;
  protection: ProtectionPort;
  pulls: PullsPort;
  releases: ReleasesPort;
  tags: TagsPort;
  /** The login the token writes under. */
  readLogin(): Promise<string>;
};

/** Opens all ports with one client. Nothing is sent yet. */
export function connectGitHub(options: {
  token: string;
  apiUrl: string;
  /** `owner/name` */
  repository: string;
  logger: Logger;
}): GitHubPorts {
  const client = createGitHubClient(options);
  const repo = parseRepositoryName(options.repository);
  return {
    artifacts: createArtifacts(client, repo),
    branch: createBranchStore(client, repo, 'proofmark'),
    checks: createChecks(client, repo),
    collaborators: createCollaborators(client, repo),
    comments: createComments(client, repo),
    commits: createCommits(client, repo),
    contents: createContents(client, repo),
    issues: createIssues(client, repo),
    protection: createProtection(client, repo),
    pulls: createPulls(client, repo),
    releases: createReleases(client, repo),
    tags: createTags(client, repo),
    readLogin: () => explaining('read who the token belongs to', 'contents: read', () => readLogin(client)),
  };
}
