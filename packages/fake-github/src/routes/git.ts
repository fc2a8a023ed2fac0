import {
  ancestors,
  findCommit,
  type GitObject,
  type Person,
  putObject,
  type TreeEntry,
  writeTree,
} from '../git-objects.ts';
import { notFound, type Reply, unprocessable } from '../reply.ts';
import {
  actor,
  apiUrl,
  type Context,
  htmlUrl,
  nodeId,
  ok,
  page,
  param,
  type Routes,
  text,
} from '../route.ts';

const validRef = /^refs\/[^/]+\/(?!.*(\/\/|\.\.|@\{|[\s~^:?*[\\]))[^/.][^\n]*(?<![/.])$/;

function findObject<T extends GitObject['type']>(
  context: Context,
  sha: string,
  type: T,
): Extract<GitObject, { type: T }> {
  const object = context.repo.objects.get(sha);
  if (object === undefined || object.type !== type) throw notFound();
  return object as Extract<GitObject, { type: T }>;
}

function person(context: Context, given: unknown): Person {
  const value = given as Partial<Person> | undefined;
  const login = actor(context);
  return {
    name: value?.name ?? login,
    email: value?.email ?? `${login}@users.noreply.github.com`,
    date:
      value?.date === undefined
        ? context.state.now()
        : new Date(value.date).toISOString().replace('.000Z', 'Z'),
  };
}

function refShape(context: Context, ref: string, sha: string): Record<string, unknown> {
  return {
    ref,
    node_id: nodeId('Ref', ref),
    url: apiUrl(context, `/git/${ref}`),
    object: {
      sha,
      type: context.repo.objects.get(sha)?.type ?? 'commit',
      url: apiUrl(context, `/git/objects/${sha}`),
    },
  };
}

function gitCommitShape(context: Context, sha: string): Record<string, unknown> {
  const commit = findObject(context, sha, 'commit');
  return {
    sha,
    node_id: nodeId('Commit', sha),
    url: apiUrl(context, `/git/commits/${sha}`),
    html_url: htmlUrl(context, `/commit/${sha}`),
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: apiUrl(context, `/git/trees/${commit.tree}`) },
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: apiUrl(context, `/git/commits/${parent}`),
      html_url: htmlUrl(context, `/commit/${parent}`),
    })),
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  };
}

function tagShape(context: Context, sha: string): Record<string, unknown> {
  const tag = findObject(context, sha, 'tag');
  return {
    sha,
    node_id: nodeId('Tag', sha),
    url: apiUrl(context, `/git/tags/${sha}`),
    tag: tag.tag,
    message: tag.message,
    tagger: tag.tagger,
    object: { sha: tag.object, type: tag.objectType, url: apiUrl(context, `/git/objects/${tag.object}`) },
  };
}

function createBlob(context: Context): Reply {
  const encoding = text(context.body, 'encoding') === 'base64' ? 'base64' : 'utf8';
  const content = Buffer.from(text(context.body, 'content') ?? '', encoding);
  const sha = putObject(context.repo.objects, { type: 'blob', content });
  return { status: 201, body: { sha, url: apiUrl(context, `/git/blobs/${sha}`) } };
}

function getBlob(context: Context): Reply {
  const sha = param(context, 'file_sha');
  const { content } = findObject(context, sha, 'blob');
  return ok({
    sha,
    node_id: nodeId('Blob', sha),
    url: apiUrl(context, `/git/blobs/${sha}`),
    size: content.length,
    encoding: 'base64',
    content: content.toString('base64'),
  });
}

type TreeItem = {
  path: string;
  mode: string;
  type?: TreeEntry['type'];
  sha?: string | null;
  content?: string;
};

function treeReply(context: Context, sha: string, status: number): Reply {
  const tree = findObject(context, sha, 'tree');
  const recursive = context.query.has('recursive');
  const walk = (entries: TreeEntry[], prefix: string): Record<string, unknown>[] =>
    entries.flatMap((entry) => {
      const object = context.repo.objects.get(entry.sha);
      const here = { ...entry, path: prefix + entry.path, url: apiUrl(context, `/git/objects/${entry.sha}`) };
      const size = object?.type === 'blob' ? { size: object.content.length } : {};
      const inner = recursive && object?.type === 'tree' ? walk(object.entries, `${here.path}/`) : [];
      return [{ ...here, ...size }, ...inner];
    });
  return {
    status,
    body: { sha, url: apiUrl(context, `/git/trees/${sha}`), truncated: false, tree: walk(tree.entries, '') },
  };
}

function createTree(context: Context): Reply {
  const { objects } = context.repo;
  const changes: Parameters<typeof writeTree>[2] = new Map();
  for (const item of context.body.tree as TreeItem[]) {
    if (item.sha === null) {
      changes.set(item.path, null);
      continue;
    }
    const sha =
      item.sha ?? putObject(objects, { type: 'blob', content: Buffer.from(item.content ?? '', 'utf8') });
    const object = objects.get(sha);
    if (object === undefined || object.type === 'tag') throw unprocessable('tree.sha is not a valid blob');
    changes.set(item.path, { mode: item.mode, sha, type: object.type });
  }
  return treeReply(context, writeTree(objects, text(context.body, 'base_tree'), changes), 201);
}

function createCommit(context: Context): Reply {
  const { objects } = context.repo;
  const tree = String(context.body.tree);
  const parents = (context.body.parents as string[] | undefined) ?? [];
  if (objects.get(tree)?.type !== 'tree') throw unprocessable('Tree SHA does not exist');
  for (const parent of parents) {
    if (findCommit(objects, parent) === undefined)
      throw unprocessable('Parent SHA does not exist or is not a commit object');
  }
  const author = person(context, context.body.author);
  const committer = context.body.committer === undefined ? author : person(context, context.body.committer);
  const message = String(context.body.message);
  const sha = putObject(objects, { type: 'commit', tree, parents, message, author, committer });
  return { status: 201, body: gitCommitShape(context, sha) };
}

function createTag(context: Context): Reply {
  const object = String(context.body.object);
  const objectType = context.body.type as 'commit' | 'tree' | 'blob';
  if (context.repo.objects.get(object)?.type !== objectType) throw unprocessable('Object does not exist');
  const sha = putObject(context.repo.objects, {
    type: 'tag',
    object,
    objectType,
    tag: String(context.body.tag),
    message: String(context.body.message),
    tagger: person(context, context.body.tagger),
  });
  return { status: 201, body: tagShape(context, sha) };
}

function createRef(context: Context): Reply {
  const ref = String(context.body.ref);
  const sha = String(context.body.sha);
  if (!validRef.test(ref)) throw unprocessable(`Reference name is not valid: ${ref}`);
  if (!context.repo.objects.has(sha)) throw unprocessable('Object does not exist');
  if (context.repo.refs.has(ref)) throw unprocessable('Reference already exists');
  context.repo.refs.set(ref, sha);
  return { status: 201, body: refShape(context, ref, sha) };
}

function getRef(context: Context): Reply {
  const ref = `refs/${param(context, 'ref')}`;
  const sha = context.repo.refs.get(ref);
  if (sha === undefined) throw notFound();
  return ok(refShape(context, ref, sha));
}

/** Without `force` a branch only moves forward: the compare-and-swap that writers of one branch rely on. */
function updateRef(context: Context): Reply {
  const ref = `refs/${param(context, 'ref')}`;
  const { refs, objects } = context.repo;
  const current = refs.get(ref);
  const next = String(context.body.sha);
  if (current === undefined) throw unprocessable('Reference does not exist');
  if (!objects.has(next)) throw unprocessable('Object does not exist');
  refuseFrozenTag(context, ref);
  if (context.body.force !== true && !ancestors(objects, next).includes(current)) {
    throw unprocessable('Update is not a fast forward');
  }
  refs.set(ref, next);
  return ok(refShape(context, ref, next));
}

function deleteRef(context: Context): Reply {
  const ref = `refs/${param(context, 'ref')}`;
  if (!context.repo.refs.has(ref)) throw unprocessable('Reference does not exist');
  refuseFrozenTag(context, ref);
  context.repo.refs.delete(ref);
  return { status: 204 };
}

/** The tag of an immutable release neither moves nor goes away while the release exists. */
function refuseFrozenTag(context: Context, ref: string): void {
  for (const release of context.repo.releases.values()) {
    if (release.immutable && ref === `refs/tags/${release.tagName}`) {
      throw unprocessable(
        'Repository rule violations found\n\nCannot change a tag of an immutable release.\n\n',
      );
    }
  }
}

function listMatchingRefs(context: Context): Reply {
  const prefix = `refs/${param(context, 'ref')}`;
  const found = [...context.repo.refs].filter(([ref]) => ref.startsWith(prefix)).sort();
  return page(context, found, ([ref, sha]) => refShape(context, ref, sha));
}

export const gitRoutes = {
  'git/create-blob': { grants: ['contents:write'], handle: createBlob },
  'git/get-blob': { grants: ['contents:read'], handle: getBlob },
  'git/create-tree': { grants: ['contents:write'], handle: createTree },
  'git/get-tree': {
    grants: ['contents:read'],
    handle: (context) => treeReply(context, param(context, 'tree_sha'), 200),
  },
  'git/create-commit': { grants: ['contents:write'], handle: createCommit },
  'git/get-commit': {
    grants: ['contents:read'],
    handle: (context) => ok(gitCommitShape(context, param(context, 'commit_sha'))),
  },
  'git/create-tag': { grants: ['contents:write'], handle: createTag },
  'git/get-tag': {
    grants: ['contents:read'],
    handle: (context) => ok(tagShape(context, param(context, 'tag_sha'))),
  },
  'git/create-ref': { grants: ['contents:write'], handle: createRef },
  'git/get-ref': { grants: ['contents:read'], handle: getRef },
  'git/update-ref': { grants: ['contents:write'], handle: updateRef },
  'git/delete-ref': { grants: ['contents:write'], handle: deleteRef },
  'git/list-matching-refs': { grants: ['contents:read'], handle: listMatchingRefs },
} satisfies Routes;
