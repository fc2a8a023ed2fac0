import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operationIds } from './operations.ts';
import { matchOperation } from './router.ts';

const file = new URL('../openapi/api.github.com.json', import.meta.url);

test('the committed subset holds exactly the served operations, names its source, and stays small', () => {
  const subset = JSON.parse(readFileSync(file, 'utf8')) as { source: string; operations: object };
  expect(Object.keys(subset.operations).sort()).toEqual([...operationIds].sort());
  expect(subset.source).toMatch(/^@octokit\/openapi@\d+\.\d+\.\d+ /);
  expect(statSync(file).size).toBeLessThan(300_000);
});

test.each([
  ['GET', '/repos/o/r/releases/latest', 'repos/get-latest-release'],
  ['GET', '/repos/o/r/releases/7', 'repos/get-release'],
  ['GET', '/repos/o/r/releases/tags/a%40v1', 'repos/get-release-by-tag'],
  ['GET', '/repos/o/r/issues/comments/7', 'issues/get-comment'],
  ['GET', '/repos/o/r/commits/feature/x/check-runs', 'checks/list-for-ref'],
  ['GET', '/repos/o/r/commits/feature/x', 'repos/get-commit'],
  ['POST', '/uploads/repos/o/r/releases/7/assets', 'repos/upload-release-asset'],
  ['POST', '/repos/o/r/releases/7/assets', undefined],
  ['GET', '/repos/o/r/issues/seven', undefined],
])('%s %s is %s', (method, path, id) => {
  expect(matchOperation(method, path)?.id).toBe(id);
});
