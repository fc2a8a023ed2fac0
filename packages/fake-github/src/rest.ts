import { authenticate, authorize, findVisible } from './access.ts';
import { complete } from './complete.ts';
import { answerGraphql } from './graphql.ts';
import { checkRequest, checkResponse, operationOf } from './openapi.ts';
import type { OperationId } from './operations.ts';
import { badCredentials, badRequest, forbidden, notFound, type Reply } from './reply.ts';
import type { Context, Route } from './route.ts';
import { matchOperation } from './router.ts';
import { actionsRoutes } from './routes/actions.ts';
import { branchRoutes } from './routes/branches.ts';
import { checkRoutes } from './routes/checks.ts';
import { commitRoutes } from './routes/commits.ts';
import { gitRoutes } from './routes/git.ts';
import { issueRoutes } from './routes/issues.ts';
import { pullRoutes } from './routes/pulls.ts';
import { releaseRoutes } from './routes/releases.ts';
import { repositoryRoutes } from './routes/repository.ts';
import { userShape } from './shapes.ts';
import type { State, Token } from './state.ts';

/** A request on the wire. `path` has no query. */
export type Request = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  raw: Buffer;
  halfUpload: boolean;
};

type GlobalOperation = 'rate-limit/get' | 'users/get-authenticated';

const routes: Record<Exclude<OperationId, GlobalOperation>, Route> = {
  ...actionsRoutes,
  ...checkRoutes,
  ...branchRoutes,
  ...commitRoutes,
  ...gitRoutes,
  ...issueRoutes,
  ...pullRoutes,
  ...releaseRoutes,
  ...repositoryRoutes,
};

function rateLimit(): Reply {
  const rate = { limit: 1000, remaining: 999, reset: 4_102_444_800, used: 1 };
  return { status: 200, body: { resources: { core: rate, search: rate }, rate } };
}

/** A workflow's token is an installation's: it has no user. */
function authenticatedUser(state: State, token: Token | undefined): Reply {
  if (token === undefined) throw badCredentials();
  if (token.kind === 'installation') throw forbidden('Resource not accessible by integration');
  return { status: 200, body: { ...userShape(state, token.login), private_gists: 0 } };
}

function parseBody(id: OperationId, request: Request): Record<string, unknown> {
  if (operationOf(id).request === undefined || request.raw.length === 0) return {};
  let body: unknown;
  try {
    body = JSON.parse(request.raw.toString('utf8'));
  } catch {
    throw badRequest('Problems parsing JSON');
  }
  if (typeof body !== 'object' || body === null) throw badRequest('Body should be a JSON object');
  return body as Record<string, unknown>;
}

function dispatch(state: State, id: OperationId, params: Record<string, string>, request: Request): Reply {
  const token = authenticate(state, request.headers.authorization);
  if (id === 'rate-limit/get') return rateLimit();
  if (id === 'users/get-authenticated') return authenticatedUser(state, token);
  const repo = findVisible(state, token, params.owner ?? '', params.repo ?? '');
  const context: Context = { state, repo, token, params, body: {}, ...request };
  const route = routes[id];
  authorize(token, repo, typeof route.grants === 'function' ? route.grants(context) : route.grants);
  context.body = parseBody(id, request);
  checkRequest(id, operationOf(id).request === undefined ? undefined : context.body);
  return route.handle(context);
}

/**
 * Answers one REST request. Bodies are checked against GitHub's description on the way in (422) and out: an
 * answer of the double that GitHub could not give is recorded in `state.violations` and becomes a 500.
 */
export function handleRest(state: State, request: Request): Reply {
  if (request.headers['user-agent'] === undefined) {
    throw forbidden(
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    );
  }
  if (request.method === 'POST' && request.path === '/graphql') return answerGraphql(state, request);
  const matched = matchOperation(request.method, request.path);
  if (matched === undefined) throw notFound();
  const reply = dispatch(state, matched.id, matched.params, request);
  if (Buffer.isBuffer(reply.body)) return reply;
  const schema = operationOf(matched.id).responses[String(reply.status)];
  const body = schema === undefined || schema === null ? reply.body : complete(schema, reply.body);
  const complaints = checkResponse(matched.id, reply.status, body);
  if (complaints.length === 0) return { ...reply, body };
  state.violations.push(...complaints);
  return { status: 500, body: { message: 'The double broke the description', errors: complaints } };
}
