import { ancestors, type Commit, findCommit, findEntry, mergeBase, peel } from '../git-objects.ts';
import { notFound, type Reply, unprocessable } from '../reply.ts';
import { apiUrl, type Context, htmlUrl, nodeId, ok, param, type Routes } from '../route.ts';

/** The commit a branch, tag, full ref name or SHA stands for, or undefined. */
export function lookUpCommit(context: Context, name: string): string | undefined {
  const { refs, objects } = context.repo;
  const candidates = [name, `refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`];
  const sha = candidates.map((candidate) => refs.get(candidate)).find((found) => found !== undefined) ?? name;
  const commit = peel(objects, sha);
  return findCommit(objects, commit) === undefined ? undefined : commit;
}

/** As above; 422 with GitHub's message when there is none. */
export function resolveCommit(context: Context, name: string): string {
  const sha = lookUpCommit(context, name);
  if (sha === undefined) throw unprocessable(`No commit found for SHA: ${name}`);
  return sha;
}

export function requireCommit(context: Context, sha: string): Commit {
  const commit = findCommit(context.repo.objects, sha);
  if (commit === undefined) throw unprocessable(`No commit found for SHA: ${sha}`);
  return commit;
}

export function commitShape(context: Context, sha: string): Record<string, unknown> {
  const commit = requireCommit(context, sha);
  return {
    sha,
    node_id: nodeId('Commit', sha),
    url: apiUrl(context, `/commits/${sha}`),
    html_url: htmlUrl(context, `/commit/${sha}`),
    comments_url: apiUrl(context, `/commits/${sha}/comments`),
    commit: {
      message: commit.message,
      author: commit.author,
      committer: commit.committer,
      tree: { sha: commit.tree, url: apiUrl(context, `/git/trees/${commit.tree}`) },
      url: apiUrl(context, `/git/commits/${sha}`),
      comment_count: 0,
    },
    author: null,
    committer: null,
    parents: commit.parents.map((parent) => ({ sha: parent, url: apiUrl(context, `/commits/${parent}`) })),
  };
}

function getCommit(context: Context): Reply {
  const sha = resolveCommit(context, param(context, 'ref'));
  return ok(commitShape(context, sha));
}

function compare(context: Context): Reply {
  const basehead = param(context, 'basehead');
  const dots = basehead.indexOf('...');
  if (dots < 0) throw notFound();
  // `owner:branch` names a fork of the same network, whose objects are shared.
  const [base, head] = [basehead.slice(0, dots), basehead.slice(dots + 3)].map((side) =>
    lookUpCommit(context, side.replace(/^[^:]+:/, '')),
  );
  if (base === undefined || head === undefined) throw notFound();
  const { objects } = context.repo;
  const common = mergeBase(objects, base, head);
  if (common === undefined) throw notFound();
  const behindSet = new Set(ancestors(objects, head));
  const aheadSet = new Set(ancestors(objects, base));
  const ahead = ancestors(objects, head).filter((sha) => !aheadSet.has(sha));
  const behind = ancestors(objects, base).filter((sha) => !behindSet.has(sha));
  const status =
    ahead.length > 0 && behind.length > 0
      ? 'diverged'
      : ahead.length > 0
        ? 'ahead'
        : behind.length > 0
          ? 'behind'
          : 'identical';
  return ok({
    status,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    base_commit: commitShape(context, base),
    merge_base_commit: commitShape(context, common),
    commits: ahead.reverse().map((sha) => commitShape(context, sha)),
    files: [],
    url: apiUrl(context, `/compare/${basehead}`),
  });
}

function getContent(context: Context): Reply {
  const ref = context.query.get('ref') ?? context.repo.defaultBranch;
  const sha = lookUpCommit(context, ref);
  if (sha === undefined) throw notFound();
  const path = param(context, 'path');
  const { objects } = context.repo;
  const found = findEntry(objects, requireCommit(context, sha).tree, path);
  if (found === undefined) throw notFound();
  const describe = (here: string, entrySha: string, type: string, size: number): Record<string, unknown> => ({
    type,
    name: here.split('/').at(-1) ?? '',
    path: here,
    sha: entrySha,
    size,
    url: apiUrl(context, `/contents/${here}?ref=${ref}`),
    git_url: apiUrl(context, `/git/${type === 'dir' ? 'trees' : 'blobs'}/${entrySha}`),
    html_url: htmlUrl(context, `/blob/${ref}/${here}`),
    download_url: null,
    _links: { git: null, html: null, self: apiUrl(context, `/contents/${here}?ref=${ref}`) },
  });
  if (found.object.type === 'blob') {
    const { content } = found.object;
    if (context.headers.accept?.includes('raw')) return ok(content);
    // Above 1 MB GitHub sends no content here; above 100 MB nothing at all.
    const large = content.length > 1024 * 1024;
    return ok({
      ...describe(path, found.sha, 'file', content.length),
      encoding: large ? 'none' : 'base64',
      content: large ? '' : content.toString('base64'),
    });
  }
  if (found.object.type !== 'tree') throw notFound();
  return ok(
    found.object.entries.map((entry) =>
      describe(
        path === '' ? entry.path : `${path}/${entry.path}`,
        entry.sha,
        entry.type === 'tree' ? 'dir' : 'file',
        0,
      ),
    ),
  );
}

export const commitRoutes = {
  'repos/get-commit': { grants: ['contents:read'], handle: getCommit },
  'repos/compare-commits-with-basehead': { grants: ['contents:read'], handle: compare },
  'repos/get-content': { grants: ['contents:read'], handle: getContent },
} satisfies Routes;
