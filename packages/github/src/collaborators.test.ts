import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGitHubClient } from './client.ts';
import { createCollaborators, isAtLeast, type RepositoryRole } from './collaborators.ts';
import { type Fixture, startFixture } from './test-fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
  const collaborators = { ada: 'admin', max: 'maintain', wim: 'write', ria: 'read' } as const;
  fixture.fake.seedRepository('octo/team', { collaborators });
});
afterEach(() => fixture.close());

test.each<[string, RepositoryRole]>([
  ['ada', 'admin'],
  ['max', 'maintain'],
  ['wim', 'write'],
  ['ria', 'read'],
  ['nobody', 'none'],
])('%s has the role %s', async (login, role) => {
  const client = createGitHubClient({ token: fixture.fake.token('octo/team', {}), apiUrl: fixture.fake.url });
  expect(await createCollaborators(client, { owner: 'octo', repo: 'team' }).roleOf(login)).toBe(role);
});

test('a role includes those below it', () => {
  expect(isAtLeast('maintain', 'write')).toBe(true);
  expect(isAtLeast('maintain', 'maintain')).toBe(true);
  expect(isAtLeast('write', 'maintain')).toBe(false);
  expect(isAtLeast('none', 'write')).toBe(false);
});
