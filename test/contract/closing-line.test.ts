import { expect, it } from 'vitest';
import { closingLine, countReport } from '../../scripts/test.ts';

const test = (status: string) => ({ status });
const report = (
  files: { status: string; assertionResults: { status: string }[] }[],
  counts: { passed?: number; failed?: number; pending?: number },
) => ({
  numPassedTests: counts.passed ?? 0,
  numFailedTests: counts.failed ?? 0,
  numPendingTests: counts.pending ?? 0,
  numTodoTests: 0,
  success: true,
  testResults: files,
});

it.each([
  [
    'all passed',
    report([{ status: 'passed', assertionResults: [test('passed')] }], { passed: 1 }),
    0,
    '1 passed, 0 failed',
  ],
  [
    'one failed',
    report([{ status: 'failed', assertionResults: [test('failed')] }], { failed: 1 }),
    1,
    '0 passed, 1 failed',
  ],
  [
    'a file that does not load',
    report([{ status: 'failed', assertionResults: [] }], {}),
    1,
    '0 passed, 1 failed',
  ],
  ['an error outside the tests', report([], { passed: 3 }), 1, '3 passed, 1 failed'],
  ['skipped ones', report([], { passed: 3, pending: 2 }), 0, '3 passed, 0 failed, 2 skipped'],
])('closes with the right counts: %s', (_name, results, exitCode, line) => {
  expect(closingLine(countReport(results, exitCode))).toBe(line);
});
