import type { Grants } from '../access.ts';
import { forbidden, notFound, type Reply, unprocessable } from '../reply.ts';
import {
  actor,
  apiUrl,
  type Context,
  checkBodyLength,
  htmlUrl,
  nodeId,
  numberParam,
  ok,
  oneOf,
  page,
  type Routes,
  text,
} from '../route.ts';
import { labelShape, userShape } from '../shapes.ts';
import type { Comment, Issue } from '../state.ts';

function findIssue(context: Context): Issue {
  const issue = context.repo.issues.get(numberParam(context, 'issue_number'));
  if (issue === undefined) throw notFound();
  return issue;
}

function findComment(context: Context): Comment {
  const comment = context.repo.comments.get(numberParam(context, 'comment_id'));
  if (comment === undefined) throw notFound();
  return comment;
}

/** A pull request's conversation may be written with either permission; a plain issue's only with `issues`. */
function conversation(isPull: boolean, level: 'read' | 'write'): Grants {
  return isPull ? [`issues:${level}`, `pull-requests:${level}`] : [`issues:${level}`];
}

function ofIssue(level: 'read' | 'write') {
  return (context: Context): Grants => {
    const issue = context.repo.issues.get(numberParam(context, 'issue_number'));
    return conversation(issue?.pull !== undefined, level);
  };
}

function ofComment(level: 'read' | 'write') {
  return (context: Context): Grants => {
    const comment = context.repo.comments.get(numberParam(context, 'comment_id'));
    const issue = comment === undefined ? undefined : context.repo.issues.get(comment.issue);
    return conversation(issue?.pull !== undefined, level);
  };
}

function commentShape(context: Context, comment: Comment): Record<string, unknown> {
  const kind = context.repo.issues.get(comment.issue)?.pull === undefined ? 'issues' : 'pull';
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: apiUrl(context, `/issues/comments/${comment.id}`),
    html_url: htmlUrl(context, `/${kind}/${comment.issue}#issuecomment-${comment.id}`),
    issue_url: apiUrl(context, `/issues/${comment.issue}`),
    body: comment.body,
    user: userShape(context.state, comment.login),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: 'NONE',
    performed_via_github_app: null,
  };
}

function issueShape(context: Context, issue: Issue): Record<string, unknown> {
  const kind = issue.pull === undefined ? 'issues' : 'pull';
  const comments = [...context.repo.comments.values()].filter((comment) => comment.issue === issue.number);
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    labels: issue.labels.map((label) => labelShape(context, label)),
    user: userShape(context.state, issue.login),
    url: apiUrl(context, `/issues/${issue.number}`),
    html_url: htmlUrl(context, `/${kind}/${issue.number}`),
    comments: comments.length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.state === 'closed' ? issue.updatedAt : null,
    author_association: 'NONE',
    locked: issue.locked === true,
    assignee: null,
    milestone: null,
    ...(issue.pull === undefined
      ? {}
      : {
          pull_request: {
            url: apiUrl(context, `/pulls/${issue.number}`),
            html_url: htmlUrl(context, `/pull/${issue.number}`),
            diff_url: htmlUrl(context, `/pull/${issue.number}.diff`),
            patch_url: htmlUrl(context, `/pull/${issue.number}.patch`),
          },
        }),
  };
}

function labelNames(labels: unknown): string[] | undefined {
  if (!Array.isArray(labels)) return undefined;
  return labels.map((label) =>
    typeof label === 'string' ? label : String((label as { name?: string }).name),
  );
}

/** The number the next issue or pull request gets: both share one sequence. */
export function nextIssueNumber(issues: ReadonlyMap<number, Issue>): number {
  return Math.max(0, ...issues.keys()) + 1;
}

function listIssues(context: Context): Reply {
  const state = oneOf(context, 'state', ['open', 'closed', 'all'], 'open');
  const wanted = (context.query.get('labels') ?? '').split(',').filter((label) => label !== '');
  const ascending = oneOf(context, 'direction', ['asc', 'desc'], 'desc') === 'asc';
  const creator = context.query.get('creator');
  const issues = [...context.repo.issues.values()]
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => wanted.every((label) => issue.labels.includes(label)))
    .filter((issue) => creator === null || issue.login === creator)
    .sort((a, b) => (ascending ? a.number - b.number : b.number - a.number));
  return page(context, issues, (issue) => issueShape(context, issue));
}

function createIssue(context: Context): Reply {
  const body = text(context.body, 'body');
  checkBodyLength(body, 'Issue');
  const now = context.state.now();
  const issue: Issue = {
    id: context.state.nextId(),
    number: nextIssueNumber(context.repo.issues),
    title: String(context.body.title),
    body: body ?? null,
    state: 'open',
    labels: labelNames(context.body.labels) ?? [],
    login: actor(context),
    createdAt: now,
    updatedAt: now,
  };
  context.repo.issues.set(issue.number, issue);
  return { status: 201, body: issueShape(context, issue) };
}

function updateIssue(context: Context): Reply {
  const issue = findIssue(context);
  const body = text(context.body, 'body');
  checkBodyLength(body, 'Issue');
  const state = text(context.body, 'state');
  if (body !== undefined) issue.body = body;
  if (context.body.title !== undefined) issue.title = String(context.body.title);
  if (state === 'open' || state === 'closed') issue.state = state;
  issue.labels = labelNames(context.body.labels) ?? issue.labels;
  issue.updatedAt = context.state.now();
  return ok(issueShape(context, issue));
}

function addLabels(context: Context): Reply {
  const issue = findIssue(context);
  const given = Array.isArray(context.body) ? context.body : context.body.labels;
  issue.labels = [...new Set([...issue.labels, ...(labelNames(given) ?? [])])];
  return ok(issue.labels.map((label) => labelShape(context, label)));
}

function listComments(context: Context): Reply {
  const issue = findIssue(context);
  const comments = [...context.repo.comments.values()]
    .filter((comment) => comment.issue === issue.number)
    .sort((a, b) => a.id - b.id);
  return page(context, comments, (comment) => commentShape(context, comment));
}

function createComment(context: Context): Reply {
  const issue = findIssue(context);
  if (issue.locked && !context.repo.collaborators.has(actor(context))) {
    throw forbidden('Unable to create comment because issue is locked.');
  }
  const body = text(context.body, 'body') ?? '';
  if (body.trim() === '') throw unprocessable('Validation Failed: Body cannot be blank');
  checkBodyLength(body, 'IssueComment');
  const now = context.state.now();
  const comment: Comment = {
    id: context.state.nextId(),
    issue: issue.number,
    body,
    login: actor(context),
    createdAt: now,
    updatedAt: now,
  };
  context.repo.comments.set(comment.id, comment);
  return { status: 201, body: commentShape(context, comment) };
}

function updateComment(context: Context): Reply {
  const comment = findComment(context);
  const body = text(context.body, 'body') ?? '';
  checkBodyLength(body, 'IssueComment');
  if (body !== comment.body) comment.edits = [body, ...(comment.edits ?? [comment.body])];
  comment.body = body;
  comment.updatedAt = context.state.now();
  return ok(commentShape(context, comment));
}

function deleteComment(context: Context): Reply {
  context.repo.comments.delete(findComment(context).id);
  return { status: 204 };
}

export const issueRoutes = {
  'issues/list-for-repo': { grants: ['issues:read'], handle: listIssues },
  'issues/create': { grants: ['issues:write'], handle: createIssue },
  'issues/get': { grants: ofIssue('read'), handle: (context) => ok(issueShape(context, findIssue(context))) },
  'issues/update': { grants: ofIssue('write'), handle: updateIssue },
  'issues/add-labels': { grants: ofIssue('write'), handle: addLabels },
  'issues/list-comments': { grants: ofIssue('read'), handle: listComments },
  'issues/create-comment': { grants: ofIssue('write'), handle: createComment },
  'issues/get-comment': {
    grants: ofComment('read'),
    handle: (context) => ok(commentShape(context, findComment(context))),
  },
  'issues/update-comment': { grants: ofComment('write'), handle: updateComment },
  'issues/delete-comment': { grants: ofComment('write'), handle: deleteComment },
} satisfies Routes;
