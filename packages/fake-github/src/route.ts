import type { Grants } from './access.ts';
import type { OperationId } from './operations.ts';
import { type Reply, unprocessable, validationFailed } from './reply.ts';
import type { Repository, State, Token } from './state.ts';

/** A request as handlers see it: repository found, access granted, body checked. */
export type Context = {
  state: State;
  repo: Repository;
  /** The acting login; undefined for anonymous reading. */
  token: Token | undefined;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  /** JSON body, already valid against the description; {} when there is none. */
  body: Record<string, unknown>;
  raw: Buffer;
  path: string;
  /** A fault lets this asset upload break half-way. */
  halfUpload: boolean;
};

/** `grants` is what the caller needs; a function when it depends on the resource. */
export type Route = {
  grants: Grants | ((context: Context) => Grants);
  handle: (context: Context) => Reply;
};
export type Routes = Partial<Record<OperationId, Route>>;

export function param(context: Context, name: string): string {
  const value = context.params[name];
  if (value === undefined) throw new Error(`the route has no {${name}}`);
  return value;
}

export function numberParam(context: Context, name: string): number {
  return Number(param(context, name));
}

export function actor(context: Context): string {
  return context.token?.login ?? 'ghost';
}

export function text(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}

/** The URL of something in the context's repository, as GitHub's `url` fields give it. */
export function apiUrl(context: Context, path: string): string {
  return `${context.state.url}/repos/${context.repo.owner}/${context.repo.name}${path}`;
}

export function htmlUrl(context: Context, path: string): string {
  return `https://github.com/${context.repo.owner}/${context.repo.name}${path}`;
}

/** A base64 node id that names the kind, as GitHub's look. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url');
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

function positive(context: Context, name: string, fallback: number): number {
  const given = Number(context.query.get(name) ?? fallback);
  return Number.isInteger(given) && given > 0 ? given : fallback;
}

/**
 * One page (30 by default, at most 100) of `items` with GitHub's Link header. With `envelope` the answer is
 * `{total_count, [envelope]: items}`, else a bare array.
 */
export function page<T>(
  context: Context,
  items: readonly T[],
  shape: (item: T) => unknown,
  envelope?: string,
): Reply {
  const size = Math.min(positive(context, 'per_page', 30), 100);
  const number = positive(context, 'page', 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (target: number, rel: string): string => {
    const query = new URLSearchParams(context.query);
    query.set('page', String(target));
    return `<${context.state.url}${context.path}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
  ];
  const selected = items.slice((number - 1) * size, number * size).map(shape);
  return {
    status: 200,
    body: envelope === undefined ? selected : { total_count: items.length, [envelope]: selected },
    ...(links.length > 0 ? { headers: { link: links.join(', ') } } : {}),
  };
}

/** Limits the description lacks: 65,536 characters for issue and comment bodies. */
export function checkBodyLength(body: string | undefined | null, resource: 'Issue' | 'IssueComment'): void {
  if (body === undefined || body === null || [...body].length <= 65_536) return;
  // GitHub words it differently for comments (issue reports of reg-actions#123) and issues (manual-approval#89).
  throw validationFailed(
    resource === 'IssueComment'
      ? {
          resource,
          code: 'unprocessable',
          field: 'data',
          message: 'Body is too long (maximum is 65536 characters)',
        }
      : {
          resource,
          code: 'custom',
          field: 'body',
          message: 'body is too long (maximum is 65536 characters)',
        },
  );
}

/** Query parameters from a closed set; anything else is 422. */
export function oneOf<T extends string>(
  context: Context,
  name: string,
  allowed: readonly T[],
  fallback: T,
): T {
  const given = context.query.get(name);
  if (given === null) return fallback;
  const found = allowed.find((candidate) => candidate === given);
  if (found === undefined) throw unprocessable(`Invalid request.\n\n"${given}" is not valid for ${name}.`);
  return found;
}
