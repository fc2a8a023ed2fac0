import { expect, test } from 'vitest';
import { type Failure, planRetry } from './retry-policy.ts';

const failure = (status: number, headers: Failure['headers'] = {}, message = ''): Failure => ({
  status,
  headers,
  message,
});
const now = 1_000_000_000_000;

test.each<[string, Failure, boolean, number, number | undefined]>([
  ['retry-after is obeyed', failure(429, { 'retry-after': '7' }), false, 0, 7000],
  ['also on a 403', failure(403, { 'retry-after': '7' }), false, 0, 7000],
  [
    'an empty budget waits for the reset',
    failure(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 20) }),
    false,
    0,
    21_000,
  ],
  [
    'a secondary limit without times waits a minute',
    failure(403, {}, 'secondary rate limit'),
    false,
    0,
    60_000,
  ],
  ['then two', failure(403, {}, 'secondary rate limit'), false, 1, 120_000],
  ['an hour is too long', failure(429, { 'retry-after': '3600' }), true, 0, undefined],
  ['a missing permission is final', failure(403, {}, 'Resource not accessible'), true, 0, undefined],
  ['a broken connection is repeated where that is safe', failure(0), true, 2, 4000],
  ['and not where it may have had its effect', failure(0), false, 0, undefined],
  ['a server error likewise', failure(502), true, 0, 1000],
  ['and not', failure(502), false, 0, undefined],
  ['a refusal is final', failure(422), true, 0, undefined],
  ['an error of our own is final', failure(-1), true, 0, undefined],
])('%s', (_, given, repeatable, attempt, expected) => {
  expect(planRetry(given, repeatable, attempt, now)).toBe(expected);
});
