import { createHash } from 'node:crypto';
import { unprocessable } from './reply.ts';

/** Author, committer or tagger of a git object; `date` is ISO 8601 in UTC. */
export type Person = { name: string; email: string; date: string };
export type TreeEntry = { mode: string; path: string; sha: string; type: 'blob' | 'tree' | 'commit' };
export type Blob = { type: 'blob'; content: Buffer };
export type Tree = { type: 'tree'; entries: TreeEntry[] };
export type Commit = {
  type: 'commit';
  tree: string;
  parents: string[];
  message: string;
  author: Person;
  committer: Person;
};
export type Tag = {
  type: 'tag';
  object: string;
  objectType: 'commit' | 'tree' | 'blob';
  tag: string;
  message: string;
  tagger: Person;
};
export type GitObject = Blob | Tree | Commit | Tag;
export type ObjectStore = Map<string, GitObject>;

function stamp(person: Person): string {
  return `${person.name} <${person.email}> ${Math.floor(Date.parse(person.date) / 1000)} +0000`;
}

/** git orders a directory as if its name ended with a slash. */
function sortKey(entry: TreeEntry): string {
  return entry.type === 'tree' ? `${entry.path}/` : entry.path;
}

function serialize(object: GitObject): Buffer {
  switch (object.type) {
    case 'blob':
      return object.content;
    case 'tree':
      return Buffer.concat(
        [...object.entries]
          .sort((a, b) => Buffer.compare(Buffer.from(sortKey(a)), Buffer.from(sortKey(b))))
          .flatMap((entry) => [
            Buffer.from(`${entry.mode.replace(/^0/, '')} ${entry.path}\0`),
            Buffer.from(entry.sha, 'hex'),
          ]),
      );
    case 'commit':
      return Buffer.from(
        [
          `tree ${object.tree}`,
          ...object.parents.map((parent) => `parent ${parent}`),
          `author ${stamp(object.author)}`,
          `committer ${stamp(object.committer)}`,
          '',
          object.message,
        ].join('\n'),
      );
    case 'tag':
      return Buffer.from(
        [
          `object ${object.object}`,
          `type ${object.objectType}`,
          `tag ${object.tag}`,
          `tagger ${stamp(object.tagger)}`,
          '',
          object.message,
        ].join('\n'),
      );
  }
}

/** Stores an object under its real git SHA-1 and returns that. */
export function putObject(store: ObjectStore, object: GitObject): string {
  const bytes = serialize(object);
  const sha = createHash('sha1').update(`${object.type} ${bytes.length}\0`).update(bytes).digest('hex');
  store.set(sha, object);
  return sha;
}

export function findCommit(store: ObjectStore, sha: string): Commit | undefined {
  const object = store.get(sha);
  return object?.type === 'commit' ? object : undefined;
}

/** Follows annotated tags to the object they point at. */
export function peel(store: ObjectStore, sha: string): string {
  const object = store.get(sha);
  return object?.type === 'tag' ? peel(store, object.object) : sha;
}

/** All commits reachable from `sha`, itself first, breadth first. */
export function ancestors(store: ObjectStore, sha: string): string[] {
  const seen = new Set([sha]);
  for (const here of seen) for (const parent of findCommit(store, here)?.parents ?? []) seen.add(parent);
  return [...seen];
}

/** The first common ancestor, or undefined for unrelated histories. */
export function mergeBase(store: ObjectStore, a: string, b: string): string | undefined {
  const ofA = new Set(ancestors(store, a));
  return ancestors(store, b).find((sha) => ofA.has(sha));
}

/** Walks `path` from a tree; undefined when an element is missing. An empty path is the tree itself. */
export function findEntry(
  store: ObjectStore,
  tree: string,
  path: string,
): { sha: string; object: GitObject } | undefined {
  let sha = tree;
  for (const part of path.split('/').filter((part) => part !== '')) {
    const here = store.get(sha);
    const entry =
      here?.type === 'tree' ? here.entries.find((candidate) => candidate.path === part) : undefined;
    if (entry === undefined) return undefined;
    sha = entry.sha;
  }
  const object = store.get(sha);
  return object === undefined ? undefined : { sha, object };
}

/** All blobs below a tree, by path. */
export function listBlobs(store: ObjectStore, tree: string, prefix = ''): Map<string, string> {
  const here = store.get(tree);
  const entries = here?.type === 'tree' ? here.entries : [];
  return new Map(
    entries.flatMap(({ path, sha, type }) =>
      type === 'tree'
        ? [...listBlobs(store, sha, `${prefix}${path}/`)]
        : [[`${prefix}${path}`, sha] as [string, string]],
    ),
  );
}

/** Writes `changes` (path to blob SHA, or null to delete) over a tree and returns the new tree's SHA. */
export function writeTree(
  store: ObjectStore,
  base: string | undefined,
  changes: Map<string, { mode: string; sha: string; type: TreeEntry['type'] } | null>,
): string {
  const existing = base === undefined ? undefined : store.get(base);
  if (base !== undefined && existing?.type !== 'tree')
    throw unprocessable('base_tree is not a valid tree oid');
  const entries = new Map(
    (existing?.type === 'tree' ? existing.entries : []).map((entry) => [entry.path, entry]),
  );
  const nested = new Map<string, typeof changes>();
  for (const [path, change] of changes) {
    const slash = path.indexOf('/');
    if (slash > 0) {
      const head = path.slice(0, slash);
      nested.set(head, (nested.get(head) ?? new Map()).set(path.slice(slash + 1), change));
    } else if (change === null) {
      entries.delete(path);
    } else {
      entries.set(path, { path, ...change });
    }
  }
  for (const [path, inner] of nested) {
    const old = entries.get(path);
    const sha = writeTree(store, old?.type === 'tree' ? old.sha : undefined, inner);
    entries.set(path, { path, mode: '040000', type: 'tree', sha });
  }
  return putObject(store, { type: 'tree', entries: [...entries.values()] });
}
