import { UserError } from '@proofmark/documents';
import { type GitHubClient, type RepositoryName, repeatable } from './client.ts';
import { hasStatus } from './failures.ts';

export type IssueComment = { id: number; nodeId: string; author: string; body: string; url: string };

/** Comments of an issue or of a pull request's conversation. */
export type CommentsPort = {
  /** All comments, oldest first, over all pages. */
  list(issue: number): Promise<IssueComment[]>;
  /**
   * Every body it ever had, the current one first and then the newest first; GitHub keeps them. The last twenty or so:
   * as many as could be written in the moment between a look and an update. None when the comment is gone.
   */
  listVersions(comment: Pick<IssueComment, 'nodeId'>): Promise<string[]>;
  /** Node ids of those that are folded (GitHub says: minimized). */
  listFolded(comments: readonly Pick<IssueComment, 'nodeId'>[]): Promise<ReadonlySet<string>>;
  create(issue: number, body: string): Promise<IssueComment>;
  update(id: number, body: string): Promise<IssueComment>;
  /** Deleting what is already gone is fine. */
  remove(id: number): Promise<void>;
  /** Folds it as outdated; doing so again is fine. */
  hide(comment: Pick<IssueComment, 'nodeId'>): Promise<void>;
};

/** REST has no word for folding, nor for what a comment said before. GraphQL takes a hundred nodes at once. */
const NODES = 100;
const FOLDED = 'query($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment { id isMinimized } } }';
const VERSIONS =
  'query($id: ID!) { node(id: $id) { ... on IssueComment { body userContentEdits(first: 20) { nodes { diff } } } } }';
const HIDE =
  'mutation($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { clientMutationId } }';

type Folded = { id: string; isMinimized: boolean };
/** Each `diff` is the whole body after that edit; an unedited comment has none. */
type Versions = { body: string; userContentEdits: { nodes: { diff: string | null }[] } | null };

type Raw = {
  id: number;
  node_id: string;
  body?: string | undefined;
  html_url: string;
  user: { login: string } | null;
};

function toComment(raw: Raw): IssueComment {
  return {
    id: raw.id,
    nodeId: raw.node_id,
    author: raw.user?.login ?? '',
    body: raw.body ?? '',
    url: raw.html_url,
  };
}

export function createComments(client: GitHubClient, repo: RepositoryName): CommentsPort {
  const { issues } = client.rest;
  return {
    async list(issue) {
      const parameters = { ...repo, issue_number: issue, per_page: 100 };
      const comments = await client.paginate(issues.listComments, parameters);
      return comments.map(toComment).sort((a, b) => a.id - b.id);
    },
    async listVersions({ nodeId }) {
      const { node } = await ask<{ node: Versions | null }>(client, VERSIONS, { id: nodeId });
      if (node === null) return [];
      // A version that somebody deleted from the history has no text any more.
      const edits = node.userContentEdits?.nodes.flatMap(({ diff }) => diff ?? []) ?? [];
      return [node.body, ...edits];
    },
    async listFolded(comments) {
      const folded = new Set<string>();
      for (let i = 0; i < comments.length; i += NODES) {
        const ids = comments.slice(i, i + NODES).map(({ nodeId }) => nodeId);
        const { nodes } = await ask<{ nodes: (Folded | null)[] }>(client, FOLDED, { ids });
        for (const node of nodes) if (node?.isMinimized) folded.add(node.id);
      }
      return folded;
    },
    async create(issue, body) {
      return toComment((await issues.createComment({ ...repo, issue_number: issue, body })).data);
    },
    async update(id, body) {
      return toComment((await issues.updateComment({ ...repo, comment_id: id, body })).data);
    },
    async hide({ nodeId }) {
      try {
        await client.graphql(HIDE, { id: nodeId, ...repeatable });
      } catch (error) {
        if (!(error instanceof Error) || !/not accessible|permission/i.test(error.message)) throw error;
        const text = `cannot hide a comment: the job needs \`permissions: pull-requests: write\`. GitHub said: ${error.message}`;
        throw new UserError('github-permission', text, { cause: error });
      }
    },
    async remove(id) {
      try {
        await issues.deleteComment({ ...repo, comment_id: id });
      } catch (error) {
        if (!hasStatus(error, 404)) throw error;
      }
    },
  };
}

/** GraphQL calls it an error when a node is gone, and still answers: with null in its place. */
async function ask<T>(client: GitHubClient, query: string, variables: Record<string, unknown>): Promise<T> {
  try {
    return await client.graphql<T>(query, { ...variables, ...repeatable });
  } catch (error) {
    const answered = error as { data?: T | null; errors?: { type?: string }[] };
    if (!answered.data || !answered.errors?.every(({ type }) => type === 'NOT_FOUND')) throw error;
    return answered.data;
  }
}
