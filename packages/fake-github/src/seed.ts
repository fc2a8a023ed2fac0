import { createHash } from 'node:crypto';
import { putObject, writeTree } from './git-objects.ts';
import { nextIssueNumber } from './routes/issues.ts';
import { type Repository, type State, userOf, type WorkflowRun } from './state.ts';
import { type ZipFile, zipFiles } from './zip.ts';

function repositoryOf(state: State, fullName: string): Repository {
  const repo = state.repositories.get(fullName.toLowerCase());
  if (repo === undefined) throw new Error(`no such repository: ${fullName}`);
  return repo;
}

/** `forkOf` shares the objects and starts from the references of that repository. Private unless said otherwise. */
export type RepositorySeed = {
  private?: boolean;
  defaultBranch?: string;
  immutableReleases?: boolean;
  forkOf?: string;
  collaborators?: Record<string, 'admin' | 'maintain' | 'write' | 'read'>;
};

/** Makes `owner/name` with one first commit on its default branch (unless it is a fork) and returns it. */
export function seedRepository(state: State, fullName: string, seed: RepositorySeed = {}): Repository {
  const [owner = '', name = ''] = fullName.split('/');
  const parent = seed.forkOf === undefined ? undefined : repositoryOf(state, seed.forkOf);
  const defaultBranch = seed.defaultBranch ?? parent?.defaultBranch ?? 'main';
  const repo: Repository = {
    id: state.nextId(),
    owner,
    name,
    private: seed.private ?? true,
    fork: parent !== undefined,
    defaultBranch,
    immutableReleases: seed.immutableReleases ?? false,
    collaborators: new Map(Object.entries(seed.collaborators ?? {})),
    protection: { classicChecks: [], rulesetChecks: [], mergeQueue: false },
    objects: parent?.objects ?? new Map(),
    refs: new Map(parent?.refs ?? []),
    issues: new Map(),
    comments: new Map(),
    releases: new Map(),
    burntTags: new Set(),
    checkRuns: new Map(),
    statuses: [],
    runs: new Map(),
    artifacts: new Map(),
    dispatches: [],
  };
  for (const login of [owner, ...repo.collaborators.keys()]) userOf(state, login);
  state.repositories.set(fullName.toLowerCase(), repo);
  if (parent === undefined) {
    seedCommit(state, fullName, { branch: defaultBranch, files: { 'README.md': `# ${name}\n` } });
  }
  return repo;
}

/** Commits `files` (path to text; null deletes) on top of `branch`, or of `from` (a SHA); returns the new SHA. */
export function seedCommit(
  state: State,
  fullName: string,
  seed: { branch: string; files: Record<string, string | null>; message?: string; from?: string },
): string {
  const repo = repositoryOf(state, fullName);
  const ref = `refs/heads/${seed.branch}`;
  const parent = seed.from ?? repo.refs.get(ref);
  const old = parent === undefined ? undefined : repo.objects.get(parent);
  const changes: Parameters<typeof writeTree>[2] = new Map();
  for (const [path, content] of Object.entries(seed.files)) {
    if (content === null) changes.set(path, null);
    else {
      const sha = putObject(repo.objects, { type: 'blob', content: Buffer.from(content) });
      changes.set(path, { mode: '100644', type: 'blob', sha });
    }
  }
  const person = { name: 'Ada', email: 'ada@example.com', date: state.now() };
  const sha = putObject(repo.objects, {
    type: 'commit',
    tree: writeTree(repo.objects, old?.type === 'commit' ? old.tree : undefined, changes),
    parents: parent === undefined ? [] : [parent],
    message: seed.message ?? 'seed',
    author: person,
    committer: person,
  });
  repo.refs.set(ref, sha);
  return sha;
}

export type PullSeed = {
  headRef: string;
  headSha: string;
  /** `owner/name`; another repository than the base makes it a fork's pull request. */
  headRepository?: string;
  baseRef?: string;
  title?: string;
  login?: string;
  state?: 'open' | 'closed';
};

/** Opens a pull request on `fullName` and returns its number. */
export function seedPull(state: State, fullName: string, seed: PullSeed): number {
  const repo = repositoryOf(state, fullName);
  const number = nextIssueNumber(repo.issues);
  const baseRef = seed.baseRef ?? repo.defaultBranch;
  const now = state.now();
  repo.issues.set(number, {
    id: state.nextId(),
    number,
    title: seed.title ?? `Pull request ${number}`,
    body: null,
    state: seed.state ?? 'open',
    labels: [],
    login: seed.login ?? 'ada',
    createdAt: now,
    updatedAt: now,
    pull: {
      headRepository: seed.headRepository ?? fullName,
      headRef: seed.headRef,
      headSha: seed.headSha,
      baseRef,
      baseSha: repo.refs.get(`refs/heads/${baseRef}`) ?? '',
    },
  });
  userOf(state, seed.login ?? 'ada');
  return number;
}

/** Records a workflow run; `pullNumbers` is empty for fork pull requests, as on GitHub. */
export function seedRun(
  state: State,
  fullName: string,
  seed: { headSha: string } & Partial<Omit<WorkflowRun, 'backendId' | 'headSha'>>,
): WorkflowRun {
  const repo = repositoryOf(state, fullName);
  const id = seed.id ?? state.nextId();
  const run: WorkflowRun = {
    id,
    attempt: 1,
    backendId: createHash('sha1').update(`run ${fullName} ${id}`).digest('hex'),
    name: 'Evaluate',
    path: '.github/workflows/evaluate.yml',
    event: 'pull_request',
    status: 'completed',
    conclusion: 'success',
    headBranch: 'main',
    headRepository: fullName,
    pullNumbers: [],
    createdAt: state.now(),
    ...seed,
  };
  repo.runs.set(id, run);
  return run;
}

/** Stores an artifact as an earlier job of the run would have; returns its id. */
export function seedArtifact(
  state: State,
  fullName: string,
  seed:
    | { runId: number; name: string; files: readonly ZipFile[] }
    | { runId: number; name: string; content: Buffer },
): number {
  const repo = repositoryOf(state, fullName);
  const content = 'content' in seed ? seed.content : zipFiles(seed.files);
  const createdAt = state.now();
  const id = state.nextId();
  repo.artifacts.set(id, {
    id,
    runId: seed.runId,
    name: seed.name,
    content,
    contentType: 'application/zip',
    digest: `sha256:${createHash('sha256').update(content).digest('hex')}`,
    createdAt,
    expiresAt: new Date(Date.parse(createdAt) + 90 * 86_400_000).toISOString(),
    expired: false,
  });
  return id;
}
