import { ancestors, findCommit, listBlobs, mergeBase } from '../git-objects.ts';
import { notFound, type Reply } from '../reply.ts';
import {
  apiUrl,
  type Context,
  htmlUrl,
  nodeId,
  numberParam,
  ok,
  oneOf,
  page,
  param,
  type Routes,
} from '../route.ts';
import { labelShape, repositoryShape, userShape } from '../shapes.ts';
import type { Issue } from '../state.ts';
import { resolveCommit } from './commits.ts';

type Pull = Issue & { pull: NonNullable<Issue['pull']> };

function isPull(issue: Issue): issue is Pull {
  return issue.pull !== undefined;
}

function allPulls(context: Context): Pull[] {
  return [...context.repo.issues.values()].filter(isPull).sort((a, b) => b.number - a.number);
}

/** GitHub keeps listing a pull request whose fork was deleted; its head repository is then null. */
function sideShape(context: Context, repository: string, ref: string, sha: string): Record<string, unknown> {
  const repo = context.state.repositories.get(repository.toLowerCase());
  const owner = repository.split('/')[0] ?? '';
  return {
    label: `${owner}:${ref}`,
    ref,
    sha,
    user: userShape(context.state, owner),
    repo: repo === undefined ? null : repositoryShape(context.state, repo),
  };
}

function pullShape(context: Context, issue: Pull): Record<string, unknown> {
  const { pull } = issue;
  const own = `${context.repo.owner}/${context.repo.name}`;
  return {
    id: issue.id,
    node_id: nodeId('PullRequest', issue.id),
    number: issue.number,
    state: issue.state,
    title: issue.title,
    body: issue.body,
    user: userShape(context.state, issue.login),
    url: apiUrl(context, `/pulls/${issue.number}`),
    html_url: htmlUrl(context, `/pull/${issue.number}`),
    issue_url: apiUrl(context, `/issues/${issue.number}`),
    head: sideShape(context, pull.headRepository, pull.headRef, pull.headSha),
    base: sideShape(context, own, pull.baseRef, pull.baseSha),
    labels: issue.labels.map((label) => labelShape(context, label)),
    draft: false,
    merged: false,
    locked: false,
    author_association: 'NONE',
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
  };
}

function findPull(context: Context): Pull {
  const issue = context.repo.issues.get(numberParam(context, 'pull_number'));
  if (issue === undefined || !isPull(issue)) throw notFound();
  return issue;
}

function getPull(context: Context): Reply {
  return ok(pullShape(context, findPull(context)));
}

/** What the head changes since it left the base. No renames are detected, and no patches made. */
function listFiles(context: Context): Reply {
  const { pull } = findPull(context);
  const { objects } = context.repo;
  const blobsAt = (sha: string | undefined) =>
    listBlobs(objects, (sha === undefined ? undefined : findCommit(objects, sha)?.tree) ?? '');
  const before = blobsAt(mergeBase(objects, pull.baseSha, pull.headSha));
  const after = blobsAt(pull.headSha);
  const changed = [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort();
  return page(context, changed, (filename) => ({
    sha: after.get(filename) ?? null,
    filename,
    status: !before.has(filename) ? 'added' : after.has(filename) ? 'modified' : 'removed',
    additions: 0,
    deletions: 0,
    changes: 0,
    blob_url: htmlUrl(context, `/blob/${pull.headSha}/${filename}`),
    raw_url: htmlUrl(context, `/raw/${pull.headSha}/${filename}`),
    contents_url: apiUrl(context, `/contents/${filename}?ref=${pull.headSha}`),
  }));
}

function listPulls(context: Context): Reply {
  const state = oneOf(context, 'state', ['open', 'closed', 'all'], 'open');
  const head = context.query.get('head');
  const base = context.query.get('base');
  const pulls = allPulls(context)
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => base === null || issue.pull.baseRef === base)
    .filter((issue) => {
      const owner = issue.pull.headRepository.split('/')[0];
      // GitHub ignores a `head` filter without an owner and lists everything.
      return head === null || !head.includes(':') || head === `${owner}:${issue.pull.headRef}`;
    });
  return page(context, pulls, (issue) => pullShape(context, issue));
}

/** Pull requests that contain the commit. A commit that lives only in a fork is not found from the base repository. */
function listForCommit(context: Context): Reply {
  const sha = resolveCommit(context, param(context, 'commit_sha'));
  const own = `${context.repo.owner}/${context.repo.name}`.toLowerCase();
  const pulls = allPulls(context).filter(
    ({ pull }) =>
      pull.headRepository.toLowerCase() === own &&
      findCommit(context.repo.objects, pull.headSha) !== undefined &&
      ancestors(context.repo.objects, pull.headSha).includes(sha) &&
      !ancestors(context.repo.objects, pull.baseSha).includes(sha),
  );
  return page(context, pulls, (issue) => pullShape(context, issue));
}

export const pullRoutes = {
  'pulls/get': { grants: ['pull-requests:read'], handle: getPull },
  'pulls/list-files': { grants: ['pull-requests:read'], handle: listFiles },
  'pulls/list': { grants: ['pull-requests:read'], handle: listPulls },
  'repos/list-pull-requests-associated-with-commit': {
    grants: ['pull-requests:read'],
    handle: listForCommit,
  },
} satisfies Routes;
