import type { Fault } from './faults.ts';
import type { ObjectStore } from './git-objects.ts';

export type Permission =
  | 'actions'
  | 'checks'
  | 'contents'
  | 'issues'
  | 'metadata'
  | 'pull-requests'
  | 'statuses';
export type Level = 'none' | 'read' | 'write';
export type Permissions = Partial<Record<Permission, Level>>;

/** A credential. `installation` is a workflow's GITHUB_TOKEN, `user` a fine-grained personal token. */
export type Token = {
  kind: 'installation' | 'user';
  permissions: Permissions;
  login: string;
  /** `owner/name` of the repository it was made for; others are readable when public. */
  repository: string;
};

export type User = { id: number; login: string; type: 'User' | 'Bot' | 'Organization' };
export type Comment = {
  id: number;
  issue: number;
  body: string;
  login: string;
  createdAt: string;
  updatedAt: string;
  /** Every body it had once it was edited, the newest first; the last is what was created. */
  edits?: string[];
  /** Folded by somebody, with the reason that is shown. */
  minimized?: 'OUTDATED';
};
export type Issue = {
  id: number;
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  labels: string[];
  login: string;
  createdAt: string;
  updatedAt: string;
  /** Nobody but collaborators may comment; the token of a workflow is none. */
  locked?: boolean;
  /** Present when the issue is a pull request. */
  pull?: { headRepository: string; headRef: string; headSha: string; baseRef: string; baseSha: string };
};
export type Asset = {
  id: number;
  name: string;
  label: string;
  contentType: string;
  /** `starter` is what an interrupted upload leaves behind: listed, empty, and in the way of its name. */
  state: 'uploaded' | 'starter';
  content: Buffer;
  digest: string | null;
  login: string;
  createdAt: string;
};
export type Release = {
  id: number;
  tagName: string;
  target: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  immutable: boolean;
  login: string;
  createdAt: string;
  publishedAt: string | null;
  assets: Asset[];
};
export type Annotation = {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: string;
  message: string;
  title?: string;
  raw_details?: string;
};
export type CheckRun = {
  id: number;
  name: string;
  headSha: string;
  status: string;
  conclusion: string | null;
  externalId: string;
  detailsUrl: string | null;
  startedAt: string;
  completedAt: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: Annotation[];
};
export type CommitStatus = {
  id: number;
  sha: string;
  state: string;
  context: string;
  description: string | null;
  targetUrl: string | null;
  createdAt: string;
};
export type WorkflowRun = {
  id: number;
  attempt: number;
  /** The id the artifact service knows the run by. */
  backendId: string;
  name: string;
  path: string;
  event: string;
  status: string;
  conclusion: string | null;
  headBranch: string;
  headSha: string;
  headRepository: string;
  pullNumbers: number[];
  createdAt: string;
};
export type Artifact = {
  id: number;
  runId: number;
  name: string;
  content: Buffer;
  contentType: string;
  digest: string;
  createdAt: string;
  expiresAt: string;
  expired: boolean;
};
export type Dispatch =
  | { kind: 'repository'; eventType: string; payload: unknown }
  | { kind: 'workflow'; workflow: string; ref: string; inputs: unknown };

export type Repository = {
  id: number;
  owner: string;
  name: string;
  private: boolean;
  fork: boolean;
  defaultBranch: string;
  immutableReleases: boolean;
  collaborators: Map<string, 'admin' | 'maintain' | 'write' | 'read'>;
  /** Of the default branch: required checks of the older branch protection and of rulesets. */
  protection: { classicChecks: string[]; rulesetChecks: string[]; mergeQueue: boolean };
  /** Shared by all repositories of a fork network, as on GitHub. */
  objects: ObjectStore;
  /** Full name (`refs/heads/main`) to SHA. */
  refs: Map<string, string>;
  issues: Map<number, Issue>;
  comments: Map<number, Comment>;
  releases: Map<number, Release>;
  /** Tags of immutable releases, never to be used again. */
  burntTags: Set<string>;
  checkRuns: Map<number, CheckRun>;
  statuses: CommitStatus[];
  runs: Map<number, WorkflowRun>;
  artifacts: Map<number, Artifact>;
  dispatches: Dispatch[];
};

/** An upload between CreateArtifact and FinalizeArtifact, and every stored blob afterwards. */
export type BlobUpload = {
  id: string;
  repository: string;
  runId: number;
  name: string;
  contentType: string;
  blocks: Map<string, Buffer>;
  content: Buffer | undefined;
  signature: string;
};

export type LoggedRequest = { method: string; path: string; status: number | 'dropped' };

/** Everything the double knows. Handlers read and write it; tests may look and seed. */
export type State = {
  /** API, uploads and artifact service. */
  url: string;
  /** Blob storage: another origin, so that clients drop their credentials on the way there, as on GitHub. */
  storageUrl: string;
  users: Map<string, User>;
  tokens: Map<string, Token>;
  /** Runtime token (as the runner hands it to an action) to the run it may store artifacts for. */
  runtimeTokens: Map<string, { repository: string; runId: number; backendId: string; jobBackendId: string }>;
  repositories: Map<string, Repository>;
  blobs: Map<string, BlobUpload>;
  faults: Fault[];
  requests: LoggedRequest[];
  /** Answers of the double itself that GitHub's description forbids; `close()` rejects when there are any. */
  violations: string[];
  nextId: () => number;
  /** A clock of its own that moves one second per reading: runs are repeatable and every event has an order. */
  now: () => string;
};

export function createState(): State {
  let id = 1000;
  let seconds = Date.parse('2026-01-01T00:00:00Z') / 1000;
  return {
    url: '',
    storageUrl: '',
    users: new Map(),
    tokens: new Map(),
    runtimeTokens: new Map(),
    repositories: new Map(),
    blobs: new Map(),
    faults: [],
    requests: [],
    violations: [],
    nextId: () => ++id,
    now: () => new Date(++seconds * 1000).toISOString().replace('.000Z', 'Z'),
  };
}

/** Returns the user, made on first mention; names ending in `[bot]` are bots. */
export function userOf(state: State, login: string): User {
  const known = state.users.get(login);
  if (known !== undefined) return known;
  const user: User = { id: state.nextId(), login, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
  state.users.set(login, user);
  return user;
}
