import { messageOf, UserError } from '@proofmark/documents';
import { type GitHubClient, type RepositoryName, repeatable } from './client.ts';
import { hasStatus, isUncertain } from './failures.ts';

export type TagRef = {
  /** Without `refs/tags/`. */
  name: string;
  /** What the reference points at: the tag object when annotated, else the commit. */
  sha: string;
  annotated: boolean;
};
export type TagObject = TagRef & {
  commit: string;
  message: string;
  /** ISO 8601; undefined for lightweight tags. */
  taggedAt: string | undefined;
};

export type TagsPort = {
  /** All tags whose name starts with `prefix`. */
  list(prefix: string): Promise<TagRef[]>;
  find(name: string): Promise<TagRef | undefined>;
  /** Follows the reference to its commit, with the message of an annotated tag. */
  read(ref: TagRef): Promise<TagObject>;
  /**
   * Makes an annotated tag. A lightweight one, as GitHub makes when a release is published without a tag, would
   * be invisible to GTO. False when a tag of that name exists, whoever made it.
   */
  create(tag: { name: string; commit: string; message: string }): Promise<boolean>;
};

type RawRef = { ref: string; object: { sha: string; type: string } };

function toRef({ ref, object }: RawRef): TagRef {
  return { name: ref.slice('refs/tags/'.length), sha: object.sha, annotated: object.type === 'tag' };
}

export function createTags(client: GitHubClient, repo: RepositoryName): TagsPort {
  const { git } = client.rest;

  async function find(name: string): Promise<TagRef | undefined> {
    try {
      return toRef((await git.getRef({ ...repo, ref: `tags/${name}` })).data);
    } catch (error) {
      if (hasStatus(error, 404)) return undefined;
      throw error;
    }
  }

  return {
    find,
    async list(prefix) {
      const refs = await client.paginate(git.listMatchingRefs, {
        ...repo,
        ref: `tags/${prefix}`,
        per_page: 100,
      });
      return refs.map(toRef);
    },
    async read(ref) {
      if (!ref.annotated) return { ...ref, commit: ref.sha, message: '', taggedAt: undefined };
      const { data } = await git.getTag({ ...repo, tag_sha: ref.sha });
      return { ...ref, commit: data.object.sha, message: data.message, taggedAt: data.tagger.date };
    },
    async create({ name, commit, message }) {
      const { data } = await git.createTag({
        ...repo,
        tag: name,
        object: commit,
        type: 'commit',
        message,
        // An unreferenced tag object is harmless, so making it twice is too.
        ...repeatable,
      });
      try {
        await git.createRef({ ...repo, ref: `refs/tags/${name}`, sha: data.sha });
        return true;
      } catch (error) {
        if (!isUncertain(error) && !hasStatus(error, 422)) throw error;
        const existing = await find(name);
        if (existing === undefined && hasStatus(error, 422)) {
          const text = `cannot create the tag ${name}: a ruleset may restrict who creates such tags. GitHub said: `;
          throw new UserError('github-permission', text + messageOf(error), { cause: error });
        }
        if (existing === undefined) throw error;
        return existing.sha === data.sha;
      }
    },
  };
}
