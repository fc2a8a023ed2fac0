import { type GitHubContext, recordingLogger } from '@proofmark/action-kit';
import type { Validation } from '@proofmark/documents';
import { type FakeGitHub, startFakeGitHub } from '@proofmark/fake-github';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readChangedFiles } from './changed-files.ts';

const repository = 'octo/models';
let fake: FakeGitHub;
let number: number;
beforeAll(async () => {
  fake = await startFakeGitHub();
  fake.seedRepository(repository);
  const headSha = fake.seedCommit(repository, { branch: 'topic', files: { 'd.csv': 'a\n1\n' } });
  number = fake.seedPull(repository, { headRef: 'topic', headSha });
});
afterAll(() => fake.close());

/** A validation with one failing row at a line, or nowhere. */
function validation(line: number | undefined): Validation {
  const rows = [{ row: 1, value: 'x', file: 'd.csv', ...(line === undefined ? {} : { line }) }];
  const check = { status: 'fail', severity: 'error', evidence: { rows, masked: false } };
  return { checks: [check] } as unknown as Validation;
}

test.each([
  ['those of the pull request', { 'pull-requests': 'read' }, 2, true, ['d.csv'], 0],
  ['none without the permission, and only debug says so', { contents: 'read' }, 2, true, [], 1],
  ['none outside of pull requests', { 'pull-requests': 'read' }, 2, false, [], 0],
  ['not asked for when no finding has a line', { contents: 'read' }, undefined, true, [], 0],
] as const)('the changed files are %s', async (_what, permissions, line, isPull, expected, remarks) => {
  const logger = recordingLogger();
  const pullRequest = isPull ? { number } : undefined;
  const context = () => ({ apiUrl: fake.url, repository, pullRequest }) as GitHubContext;
  const summary = { write: async () => undefined };
  const token = fake.token(repository, permissions);
  const found = await readChangedFiles({ token }, { logger, context, summary, env: {} }, [validation(line)]);
  expect([...found]).toEqual(expected);
  expect(logger.entries.filter(({ message }) => message.startsWith('No annotations'))).toHaveLength(remarks);
  expect(logger.entries.every(({ level }) => level === 'debug')).toBe(true);
});
