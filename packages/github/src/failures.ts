import { UserError } from '@proofmark/documents';
import type { Failure } from './retry-policy.ts';

type Answered = {
  status: number;
  message: string;
  response?: { headers: Record<string, string | number | undefined>; data?: unknown };
};

function isAnswered(error: unknown): error is Answered {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

/** What is known of a failed request. Octokit gives a broken connection the status 500, but no response. */
export function failureOf(error: unknown): Failure {
  if (!isAnswered(error)) return { status: -1, headers: {}, message: String(error) };
  if (error.response === undefined) return { status: 0, headers: {}, message: error.message };
  return { status: error.status, headers: error.response.headers, message: error.message };
}

export function hasStatus(error: unknown, ...statuses: number[]): boolean {
  return statuses.includes(failureOf(error).status);
}

/** The request may or may not have taken effect: the connection broke, or the server failed. */
export function isUncertain(error: unknown): boolean {
  const { status } = failureOf(error);
  return status === 0 || status === 408 || status >= 500;
}

/** True for 422 answers that carry this field-error code, such as `already_exists`. */
export function hasErrorCode(error: unknown, code: string): boolean {
  if (!isAnswered(error) || error.status !== 422) return false;
  const data = error.response?.data as { errors?: { code?: string }[] } | undefined;
  return data?.errors?.some((entry) => entry.code === code) === true;
}

/**
 * Turns an answer the user can do something about into a `UserError`, and leaves others as they are. `doing`
 * completes "cannot …"; `permission` is what the job must grant, such as `pull-requests: write`.
 */
export function explainFailure(error: unknown, doing: string, permission: string): unknown {
  if (error instanceof UserError) return error;
  const { status, message } = failureOf(error);
  const options = { cause: error };
  if (status === 401) {
    const text = `cannot ${doing}: GitHub does not accept the token; pass \`token: \${{ github.token }}\``;
    return new UserError('github-permission', text, options);
  }
  if (status === 403 && /is locked/i.test(message)) {
    const text = `cannot ${doing}: the conversation is locked; unlock it and run the job again. GitHub said: ${message}`;
    return new UserError('github-permission', text, options);
  }
  if (status === 403 && !/rate limit/i.test(message)) {
    const text =
      `cannot ${doing}: permissions are missing, or this is a fork. The job needs \`permissions: ${permission}\`; ` +
      `a pull request from a fork has a read-only token whatever the workflow says, so use the two-workflow ` +
      `template there. GitHub said: ${message}`;
    return new UserError('github-permission', text, options);
  }
  if (status === 404) {
    const text =
      `cannot ${doing}: GitHub found nothing. It says so too when the token may not see it: ` +
      `the job needs \`permissions: ${permission}\``;
    return new UserError('github-permission', text, options);
  }
  if (status === 0 || status === 403 || status === 429 || status >= 500) {
    const text = `cannot ${doing}: GitHub did not answer as it should (${message}); run the job again`;
    return new UserError('github-unavailable', text, options);
  }
  return error;
}

/** Runs one piece of work with GitHub and explains its failure. */
export async function explaining<T>(doing: string, permission: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainFailure(error, doing, permission);
  }
}
