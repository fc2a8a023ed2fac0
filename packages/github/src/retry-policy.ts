/** What is known of a request that failed. `status` is 0 when no answer arrived at all. */
export type Failure = {
  status: number;
  headers: Record<string, string | number | undefined>;
  message: string;
};

/** Longest pause we accept, in milliseconds: a job that sleeps longer is better failed and run again. */
const longestPause = 5 * 60_000;

function isRateLimit({ status, headers, message }: Failure): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    headers['retry-after'] !== undefined ||
    String(headers['x-ratelimit-remaining']) === '0' ||
    /rate limit/i.test(message)
  );
}

/** GitHub's rules: obey retry-after, else wait for the reset, else a minute, doubling. */
function rateLimitPause({ headers }: Failure, attempt: number, now: number): number {
  const after = Number(headers['retry-after']);
  if (Number.isFinite(after)) return after * 1000;
  const reset = Number(headers['x-ratelimit-reset']);
  if (String(headers['x-ratelimit-remaining']) === '0' && Number.isFinite(reset)) {
    return Math.max(0, reset * 1000 - now) + 1000;
  }
  return 60_000 * 2 ** attempt;
}

/**
 * Milliseconds to wait before sending a request again, or undefined to give up. A refused request had no effect
 * and may always be repeated; one that broke or met a server error may have had its effect, so it is repeated
 * only when `repeatable` (sending it twice is the same as sending it once).
 *
 * `attempt` counts from 0. `now` is in milliseconds since the epoch.
 */
export function planRetry(
  failure: Failure,
  repeatable: boolean,
  attempt: number,
  now: number,
): number | undefined {
  if (isRateLimit(failure)) {
    const pause = rateLimitPause(failure, attempt, now);
    return pause <= longestPause ? pause : undefined;
  }
  const transient = failure.status === 0 || failure.status === 408 || failure.status >= 500;
  return transient && repeatable ? 1000 * 2 ** attempt : undefined;
}
