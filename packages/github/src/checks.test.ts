import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CheckAnnotation, type CheckReport, createChecks } from './checks.ts';
import { cutText } from './cut-text.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.close());

function report(changes: Partial<CheckReport> = {}): CheckReport {
  return {
    name: 'proofmark / gate',
    headSha: fixture.head,
    conclusion: 'failure',
    title: 'Gate failed',
    summary: 'accuracy dropped',
    annotations: [],
    externalId: 'run-1-1',
    ...changes,
  };
}

const annotations = (count: number): CheckAnnotation[] =>
  Array.from({ length: count }, (_, i) => ({
    path: 'proofmark.yml',
    startLine: i + 1,
    endLine: i + 1,
    level: 'failure',
    message: `m${i}`,
  }));
const onlyCheck = () => [...fixture.stored.checkRuns.values()];

test.each([0, 1, 50, 51, 120])('a check with %i annotations is completed with all of them', async (count) => {
  const { id } = await createChecks(fixture.client(), repo).publish(
    report({ annotations: annotations(count) }),
  );
  expect(onlyCheck()).toMatchObject([
    { id, status: 'completed', conclusion: 'failure', title: 'Gate failed' },
  ]);
  expect(onlyCheck()[0]?.annotations.map((a) => a.start_line)).toEqual(
    annotations(count).map((a) => a.startLine),
  );
});

test('a summary over the limit is cut and says so', async () => {
  const row = '| metric | 0.5 |\n';
  await createChecks(fixture.client(), repo).publish(report({ summary: row.repeat(6000) }));
  const summary = onlyCheck()[0]?.summary ?? '';
  expect(summary.length).toBeLessThanOrEqual(65_535);
  expect(summary).toMatch(/\| metric \| 0\.5 \|\n\n\*Cut here/);
});

test.each(['before', 'after'] as const)(
  'a connection that breaks %s the creation took effect leaves one check',
  async (when) => {
    fixture.fake.fault({ method: 'POST', effect: { kind: 'drop', when } });
    await createChecks(fixture.client(), repo).publish(report());
    expect(onlyCheck()).toMatchObject([{ conclusion: 'failure' }]);
  },
);

test.each((['before', 'after'] as const).flatMap((when) => [1, 2, 3].map((nth) => ({ when, nth }))))(
  'a connection that breaks $when update $nth took effect doubles no annotation',
  async ({ when, nth }) => {
    fixture.fake.fault({ method: 'PATCH', nth, effect: { kind: 'drop', when } });
    await createChecks(fixture.client(), repo, fixture.pause).publish(
      report({ annotations: annotations(110) }),
    );
    expect(onlyCheck()).toMatchObject([{ status: 'completed', conclusion: 'failure' }]);
    expect(onlyCheck()[0]?.annotations.map((a) => a.message)).toEqual(annotations(110).map((a) => a.message));
    expect(fixture.pauses).toEqual([1000]);
  },
);

test('a check that GitHub never completes is given up', async () => {
  fixture.fake.fault({ method: 'PATCH', times: 99, effect: { kind: 'drop', when: 'before' } });
  const port = createChecks(fixture.client(), repo, fixture.pause);
  await expect(port.publish(report())).rejects.toMatchObject({ code: 'github-unavailable' });
});

test('a token that may not write checks is told which permission to grant', async () => {
  const port = createChecks(fixture.client({ checks: 'read' }), repo);
  await expect(port.publish(report())).rejects.toMatchObject({
    code: 'github-permission',
    message: expect.stringContaining('checks: write'),
  });
});

test.each([
  ['short text stays', 'a\nb', 1000, 'a\nb'],
  ['a line is never cut in two', `${'x'.repeat(90)}\n`.repeat(10), 500, /^(x{90}\n){2,3}\nCUT$/],
  ['an open fence is closed', `\`\`\`text\n${'line\n'.repeat(200)}`, 500, /line\n```\n\nCUT$/],
  [
    'an open details is closed',
    `<details>\n${'line\n'.repeat(200)}</details>`,
    500,
    /line\n\n<\/details>\n\nCUT$/,
  ],
  ['a single long line loses no half character', '😀'.repeat(400), 500, /^(😀)+\n\nCUT$/u],
])('%s', (_, text, limit, expected) => {
  const cut = cutText(text, limit, 'CUT');
  expect(cut.length).toBeLessThanOrEqual(limit);
  if (typeof expected === 'string') expect(cut).toBe(expected);
  else expect(cut).toMatch(expected);
});
