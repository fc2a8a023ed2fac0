import { UserError } from '@proofmark/documents';
import { type GitHubClient, type RepositoryName, repeatable } from './client.ts';
import { hasStatus } from './failures.ts';

export type IssueComment = { id: number; nodeId: string; author: string; body: string; url: string };

/** Comments of an issue or of a pull request's conversation. */
export type CommentsPort = {
  /** All comments, oldest first, over all pages. */
  list(issue: number): Promise<IssueComment[]>;
  /** As it is now, which is newer than the list. */
  get(id: number): Promise<IssueComment>;
  create(issue: number, body: string): Promise<IssueComment>;
  update(id: number, body: string): Promise<IssueComment>;
  /** Deleting what is already gone is fine. */
  remove(id: number): Promise<void>;
  /** Folds it as outdated; doing so again is fine. */
  hide(comment: Pick<IssueComment, 'nodeId'>): Promise<void>;
};

/** REST has no word for it. */
const HIDE =
  'mutation($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { clientMutationId } }';

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
    async get(id) {
      return toComment((await issues.getComment({ ...repo, comment_id: id })).data);
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
