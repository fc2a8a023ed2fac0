import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProtection } from './protection.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.close());

const read = () => createProtection(fixture.client({ contents: 'read' }), repo).read();

test('required checks come from rulesets and from the older branch protection, each once', async () => {
  fixture.stored.protection = {
    classicChecks: ['test', 'proofmark'],
    rulesetChecks: ['proofmark', 'lint'],
    mergeQueue: true,
  };
  expect(await read()).toEqual({
    branch: 'main',
    requiredChecks: ['lint', 'proofmark', 'test'],
    mergeQueue: true,
  });
});

test('a branch without protection requires nothing', async () => {
  expect(await read()).toEqual({ branch: 'main', requiredChecks: [], mergeQueue: false });
});

test('a token that may not read it gives an error that names the permission', async () => {
  const blind = createProtection(fixture.client({ issues: 'read' }), repo);
  await expect(blind.read()).rejects.toMatchObject({
    code: 'github-permission',
    message: expect.stringContaining('contents: read'),
  });
});
