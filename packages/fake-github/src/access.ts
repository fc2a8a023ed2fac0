import { badCredentials, forbidden, notAccessible, notFound, Refusal } from './reply.ts';
import type { Level, Permission, Repository, State, Token } from './state.ts';

/** Any one of these grants the request, such as `['issues:write', 'pull-requests:write']`. */
export type Grants = readonly `${Permission}:${'read' | 'write'}`[];

export function fullName(repo: Repository): string {
  return `${repo.owner}/${repo.name}`;
}

/** The token of an Authorization header; undefined without one, 401 for one nobody issued. */
export function authenticate(state: State, header: string | undefined): Token | undefined {
  if (header === undefined) return undefined;
  const token = state.tokens.get(header.replace(/^(token|bearer) /i, ''));
  if (token === undefined) throw badCredentials();
  return token;
}

function has(token: Token, grant: Grants[number]): boolean {
  const [permission, needed] = grant.split(':') as [Permission, Level];
  const level = permission === 'metadata' ? 'read' : token.permissions[permission];
  return level === 'write' || (level === 'read' && needed === 'read');
}

/** 404 for what the token may not see, so that private repositories stay invisible. */
export function findVisible(state: State, token: Token | undefined, owner: string, name: string): Repository {
  const repo = state.repositories.get(`${owner}/${name}`.toLowerCase());
  if (repo === undefined) throw notFound();
  if (repo.private && token?.repository.toLowerCase() !== fullName(repo).toLowerCase()) throw notFound();
  return repo;
}

/** Reading a public repository needs no grant; everything else needs one of `grants` on this repository. */
export function authorize(token: Token | undefined, repo: Repository, grants: Grants): void {
  const reading = grants.every((grant) => grant.endsWith(':read'));
  if (reading && !repo.private) return;
  if (token === undefined) {
    throw new Refusal({ status: 401, body: { message: 'Requires authentication', status: '401' } });
  }
  const own = token.repository.toLowerCase() === fullName(repo).toLowerCase();
  if (own && grants.some((grant) => has(token, grant))) return;
  if (token.kind === 'user') throw forbidden('Resource not accessible by personal access token');
  throw notAccessible(grants.map((grant) => grant.replaceAll('-', '_').replace(':', '=')).join('; '));
}
