import { authenticate, fullName } from './access.ts';
import { badCredentials, type Reply } from './reply.ts';
import type { Request } from './rest.ts';
import { nodeId } from './route.ts';
import type { Comment, Level, State, Token } from './state.ts';

type Variables = { id?: unknown; ids?: unknown };
type Answer = (state: State, token: Token, variables: Variables) => Reply;

function data(value: unknown, errors: readonly unknown[] = []): Reply {
  return { status: 200, body: { data: value, ...(errors.length > 0 && { errors }) } };
}

/** The comment of a node id, when the token may see it (`read`) or change it. */
function findComment(state: State, token: Token, id: unknown, needed: Level): Comment | undefined {
  const [kind, number] = Buffer.from(String(id), 'base64url').toString('utf8').split(':');
  for (const repo of state.repositories.values()) {
    const comment = kind === 'IssueComment' ? repo.comments.get(Number(number)) : undefined;
    if (comment === undefined) continue;
    const own = token.repository.toLowerCase() === fullName(repo).toLowerCase();
    const levels = [token.permissions.issues, token.permissions['pull-requests']];
    const may = levels.some((level) => level === 'write' || (needed === 'read' && level === 'read'));
    return own && may ? comment : undefined;
  }
  return undefined;
}

/** What is gone is null and an error, beside the data of the others. */
function notFound(id: unknown, path: readonly unknown[]): unknown {
  const message = `Could not resolve to a node with the global id of '${String(id)}'`;
  return { type: 'NOT_FOUND', path, message };
}

/** A comment is folded by its node id; whoever may write in the conversation may do so. */
const minimizeComment: Answer = (state, token, { id }) => {
  const comment = findComment(state, token, id, 'write');
  if (comment === undefined) {
    const error = { type: 'FORBIDDEN', message: 'Resource not accessible by integration' };
    return data({ minimizeComment: null }, [error]);
  }
  comment.minimized = 'OUTDATED';
  return data({ minimizeComment: { clientMutationId: null } });
};

const foldedComments: Answer = (state, token, { ids }) => {
  const wanted = Array.isArray(ids) ? ids : [ids];
  if (wanted.length > 100) {
    const message = 'You may not provide more than 100 node ids; you provided more.';
    return data(null, [{ type: 'ARGUMENT_LIMIT', message }]);
  }
  const found = wanted.map((id) => findComment(state, token, id, 'read'));
  const nodes = found.map(
    (comment) =>
      comment && { id: nodeId('IssueComment', comment.id), isMinimized: comment.minimized !== undefined },
  );
  const errors = found.flatMap((comment, i) => (comment ? [] : notFound(wanted[i], ['nodes', i])));
  return data({ nodes: nodes.map((node) => node ?? null) }, errors);
};

/** A comment that was never edited has no edits; else the newest is first and the last is what was created. */
const commentVersions: Answer = (state, token, { id }) => {
  const comment = findComment(state, token, id, 'read');
  if (comment === undefined) return data({ node: null }, [notFound(id, ['node'])]);
  const edits = (comment.edits ?? []).slice(0, 20).map((diff) => ({ diff }));
  return data({ node: { body: comment.body, userContentEdits: { nodes: edits } } });
};

/** Only what the suite asks, word for word. */
const answers: readonly [RegExp, Answer][] = [
  // Who the token writes as: unlike REST for bots too.
  [/^query \{ viewer \{ login \} \}$/, (_state, token) => data({ viewer: { login: token.login } })],
  [/^mutation\(\$id: ID!\) \{ minimizeComment\(/, minimizeComment],
  [
    /^query\(\$ids: \[ID!\]!\) \{ nodes\(ids: \$ids\) \{ \.\.\. on IssueComment \{ id isMinimized \} \} \}$/,
    foldedComments,
  ],
  [
    /^query\(\$id: ID!\) \{ node\(id: \$id\) \{ \.\.\. on IssueComment \{ body userContentEdits\(first: 20\) \{ nodes \{ diff \} \} \} \} \}$/,
    commentVersions,
  ],
];

export function answerGraphql(state: State, request: Request): Reply {
  const token = authenticate(state, request.headers.authorization);
  if (token === undefined) throw badCredentials();
  const { query = '', variables = {} } = JSON.parse(request.raw.toString('utf8')) as {
    query?: string;
    variables?: Variables;
  };
  const known = answers.find(([pattern]) => pattern.test(query.trim()));
  if (known === undefined) {
    return { status: 200, body: { errors: [{ message: `The double does not know: ${query}` }] } };
  }
  return known[1](state, token, variables);
}
