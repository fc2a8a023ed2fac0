import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '@proofmark/documents';
import { type GitHubClient, type RepositoryName, repeatable } from './client.ts';
import { explaining, hasStatus, isUncertain } from './failures.ts';

/** Append-only JSON Lines files on an orphan branch: the history and ledger that every run may add to. */
export type BranchStorePort = {
  /** The lines of a file, oldest first; empty when the file or the branch does not exist. */
  read(path: string): Promise<unknown[]>;
  /**
   * Appends values as lines; nothing other writers append meanwhile is lost. As a function, `lines` says what to
   * append to the present lines, and is asked again when another writer was faster; nothing: nothing is written.
   */
  append(path: string, lines: NewLines, message: string): Promise<void>;
  /** The text of any file; undefined when the file or the branch does not exist. */
  readText(path: string): Promise<string | undefined>;
  /**
   * Changes several files in one commit. `plan` says what they become from the present lines of `path`, and is asked
   * again when another writer was faster; no change: nothing is written.
   */
  change(path: string, plan: (present: Present) => FileChanges, message: string): Promise<void>;
};

/** The lines of one file, and the paths of all files. */
export type Present = { lines: unknown[]; text: string; paths: readonly string[] };

/** By path: the new text, or undefined to remove the file. */
export type FileChanges = ReadonlyMap<string, string | undefined>;

export type NewLines = readonly unknown[] | ((present: unknown[]) => readonly unknown[]);

type Head = { commit: string; tree: string };

const attempts = 100;

function parseLines(path: string, text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      try {
        return JSON.parse(line) as unknown;
      } catch (cause) {
        const text = `${path} line ${index + 1} on the branch is not JSON: repair it by hand`;
        throw new UserError('document-invalid', text, { cause });
      }
    });
}

/**
 * A store on `branch`, which is made without history of the code when it does not exist. Writers move the branch
 * by compare-and-swap: GitHub refuses an update that is no fast-forward, and the loser reads again and retries.
 *
 * @param pause waits a number of milliseconds between attempts
 */
export function createBranchStore(
  client: GitHubClient,
  repo: RepositoryName,
  branch: string,
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): BranchStorePort {
  const { git } = client.rest;
  const ref = `heads/${branch}`;
  // Content-addressed and unreferenced until the branch moves: making such an object twice is harmless.
  const { request } = repeatable;

  async function readHead(): Promise<Head | undefined> {
    try {
      const commit = (await git.getRef({ ...repo, ref })).data.object.sha;
      const { data } = await git.getCommit({ ...repo, commit_sha: commit });
      return { commit, tree: data.tree.sha };
    } catch (error) {
      if (hasStatus(error, 404)) return undefined;
      throw error;
    }
  }

  async function listFiles(head: Head | undefined): Promise<{ path: string; sha: string }[]> {
    if (head === undefined) return [];
    const { data } = await git.getTree({ ...repo, tree_sha: head.tree, recursive: '1' });
    return data.tree.filter(({ type }) => type === 'blob').map(({ path, sha }) => ({ path, sha }));
  }

  async function readFile(files: { path: string; sha: string }[], path: string): Promise<string | undefined> {
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined) return undefined;
    const { data: blob } = await git.getBlob({ ...repo, file_sha: file.sha });
    return Buffer.from(blob.content, 'base64').toString('utf8');
  }

  async function makeEntry([path, content]: [string, string | undefined]) {
    const sha =
      content === undefined
        ? null
        : (await git.createBlob({ ...repo, content, encoding: 'utf-8', request })).data.sha;
    return { path, mode: '100644' as const, type: 'blob' as const, sha };
  }

  async function commitFiles(head: Head | undefined, changes: FileChanges, message: string) {
    const entries = [];
    for (const change of changes) entries.push(await makeEntry(change));
    const base = head === undefined ? {} : { base_tree: head.tree };
    const tree = await git.createTree({ ...repo, ...base, tree: entries, request });
    const parents = head === undefined ? [] : [head.commit];
    const commit = await git.createCommit({ ...repo, message, tree: tree.data.sha, parents, request });
    return commit.data.sha;
  }

  /** True when the branch contains the commit. */
  async function contains(commit: string): Promise<boolean> {
    try {
      const basehead = `${commit}...${branch}`;
      const { data } = await client.rest.repos.compareCommitsWithBasehead({ ...repo, basehead });
      return data.status === 'identical' || data.status === 'ahead';
    } catch (error) {
      if (hasStatus(error, 404)) return false;
      throw error;
    }
  }

  /** Moves the branch from `head` to `commit`; false when another writer was faster. */
  async function swap(head: Head | undefined, commit: string): Promise<boolean> {
    try {
      if (head === undefined) await git.createRef({ ...repo, ref: `refs/${ref}`, sha: commit });
      else await git.updateRef({ ...repo, ref, sha: commit, force: false });
      return true;
    } catch (error) {
      // 422: no fast-forward any more, or the branch was created meanwhile. 409: GitHub's own race.
      if (hasStatus(error, 409, 422)) return false;
      // The answer was lost: did the move happen? Appending a second time would double the lines.
      if (isUncertain(error)) return contains(commit);
      throw error;
    }
  }

  async function change(path: string, plan: (present: Present) => FileChanges, message: string) {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const head = await readHead();
      const files = await listFiles(head);
      const text = (await readFile(files, path)) ?? '';
      const changes = plan({ lines: parseLines(path, text), text, paths: files.map((file) => file.path) });
      if (changes.size === 0) return;
      const commit = await commitFiles(head, changes, message);
      if (await swap(head, commit)) return;
      // Spread the writers: those who lost together would lose together again.
      await pause(Math.random() * Math.min(5000, 100 * attempt));
    }
    const text = `cannot write ${path}: other jobs were faster ${attempts} times; run the job again`;
    throw new UserError('github-conflict', text);
  }

  const readText = async (path: string) => readFile(await listFiles(await readHead()), path);

  return {
    read: (path) =>
      explaining(`read ${path} on the branch ${branch}`, 'contents: read', async () =>
        parseLines(path, (await readText(path)) ?? ''),
      ),
    readText: (path) =>
      explaining(`read ${path} on the branch ${branch}`, 'contents: read', () => readText(path)),
    append: (path, lines, message) =>
      explaining(`append to ${path} on the branch ${branch}`, 'contents: write', () =>
        change(path, (present) => appendLines(path, lines, present), message),
      ),
    change: (path, plan, message) =>
      explaining(`write ${path} on the branch ${branch}`, 'contents: write', () =>
        change(path, plan, message),
      ),
  };
}

function appendLines(path: string, lines: NewLines, present: Present): FileChanges {
  const values = typeof lines === 'function' ? lines(present.lines) : lines;
  return new Map(values.length === 0 ? [] : [[path, `${endLine(present.text)}${writeLines(values)}`]]);
}

/** Values as JSON Lines. */
export function writeLines(values: readonly unknown[]): string {
  return values.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** A text that lines can be added to, even when somebody edited it by hand. */
export function endLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
