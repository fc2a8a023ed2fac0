import { type Context, htmlUrl, nodeId } from './route.ts';
import { type Repository, type State, userOf } from './state.ts';

/** A "simple user". */
export function userShape(state: State, login: string): Record<string, unknown> {
  const user = userOf(state, login);
  return {
    id: user.id,
    login: user.login,
    type: user.type,
    node_id: nodeId('User', user.id),
    html_url: `https://github.com/${encodeURIComponent(user.login)}`,
    url: `${state.url}/users/${encodeURIComponent(user.login)}`,
    site_admin: false,
  };
}

/** What all of GitHub's repository objects share. */
export function repositoryShape(state: State, repo: Repository): Record<string, unknown> {
  const full = `${repo.owner}/${repo.name}`;
  return {
    id: repo.id,
    node_id: nodeId('Repository', repo.id),
    name: repo.name,
    full_name: full,
    owner: userShape(state, repo.owner),
    private: repo.private,
    visibility: repo.private ? 'private' : 'public',
    fork: repo.fork,
    default_branch: repo.defaultBranch,
    html_url: `https://github.com/${full}`,
    url: `${state.url}/repos/${full}`,
  };
}

export function labelShape(context: Context, name: string): Record<string, unknown> {
  const id = [...name].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 1_000_000_007, 7);
  return {
    id,
    node_id: nodeId('Label', id),
    name,
    url: htmlUrl(context, `/labels/${encodeURIComponent(name)}`),
    color: 'ededed',
    default: false,
    description: null,
  };
}
