import { afterEach, beforeEach, expect, test } from 'vitest';
import { createIssues, type IssueReport } from './issues.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.close());

function report(run: number, text: string, changes: Partial<IssueReport> = {}) {
  const marker = { id: 'drift-churn', run, attempt: 1, sha: fixture.head };
  const issue = {
    author: 'github-actions[bot]',
    marker,
    title: 'Drift',
    text,
    label: 'model-drift',
    ...changes,
  };
  return createIssues(fixture.client({ issues: 'write' }), repo).report(issue);
}
const stored = () => [...fixture.stored.issues.values()];

test('one issue is opened with its label, then kept up to date', async () => {
  expect(await report(1, 'June drifts')).toMatchObject({ action: 'opened', number: 1 });
  expect(await report(2, 'June drifts more')).toMatchObject({ action: 'updated', number: 1 });
  expect(await report(2, 'June drifts more')).toMatchObject({ action: 'unchanged', number: 1 });
  expect(await report(1, 'late')).toMatchObject({ action: 'skipped-stale', number: 1 });
  expect(stored()).toMatchObject([
    { labels: ['model-drift'], body: expect.stringContaining('June drifts more') },
  ]);
});

test('a closed issue stays closed and a new one is opened', async () => {
  await report(1, 'June drifts');
  for (const issue of stored()) issue.state = 'closed';
  expect(await report(2, 'July drifts')).toMatchObject({ action: 'opened', number: 2 });
});

test('an issue is closed once, with the last word in its body, and only by a run that is not older', async () => {
  const resolve = (run: number) =>
    createIssues(fixture.client({ issues: 'write' }), repo).resolve({
      author: 'github-actions[bot]',
      marker: { id: 'drift-churn', run, attempt: 1, sha: fixture.head },
      text: 'stable again',
      label: 'model-drift',
    });
  expect(await resolve(1)).toBeUndefined();
  await report(2, 'June drifts');
  expect(await resolve(1)).toMatchObject({ action: 'skipped-stale', number: 1 });
  expect(await resolve(3)).toMatchObject({ action: 'closed', number: 1 });
  expect(stored()).toMatchObject([
    { state: 'closed', title: 'Drift', body: expect.stringContaining('stable again') },
  ]);
  expect(await resolve(4)).toBeUndefined();
});

test('an issue of another author with a copied marker is left alone', async () => {
  await report(1, 'June drifts');
  for (const issue of stored()) issue.login = 'eve';
  expect(await report(2, 'July drifts')).toMatchObject({ action: 'opened', number: 2 });
});

test.each(['before', 'after'] as const)(
  'a connection broken %s the effect leaves one issue',
  async (when) => {
    fixture.fake.fault({ method: 'POST', effect: { kind: 'drop', when } });
    await report(1, 'June drifts');
    expect(stored()).toHaveLength(1);
  },
);

test('a read-only token is told which permission to grant', async () => {
  const port = createIssues(fixture.client({ issues: 'read' }), repo);
  const marker = { id: 'x', run: 1, attempt: 1, sha: fixture.head };
  const issue = { author: 'github-actions[bot]', marker, title: 't', text: 'x', label: 'l' };
  await expect(port.report(issue)).rejects.toMatchObject({
    code: 'github-permission',
    message: expect.stringContaining('issues: write'),
  });
});
