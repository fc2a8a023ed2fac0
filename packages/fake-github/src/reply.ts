/** What a handler answers; `body` is JSON unless it is a Buffer. */
export type Reply = {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
};

/** Thrown by handlers to refuse a request with GitHub's own error body. */
export class Refusal extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.reply = reply;
  }
}

/** One entry of `errors` in a 422 answer. */
export type FieldError = { resource: string; code: string; field?: string; message?: string };

const documentation = 'https://docs.github.com/rest';

function failure(status: number, message: string, extra: Record<string, unknown> = {}): Refusal {
  return new Refusal({
    status,
    body: { message, ...extra, documentation_url: documentation, status: String(status) },
  });
}

export function notFound(): Refusal {
  return failure(404, 'Not Found');
}

export function badCredentials(): Refusal {
  return failure(401, 'Bad credentials');
}

/** `accepted` is the value of x-accepted-github-permissions, such as `issues=write; pull_requests=write`. */
export function notAccessible(accepted: string): Refusal {
  const refusal = failure(403, 'Resource not accessible by integration');
  refusal.reply.headers = { 'x-accepted-github-permissions': accepted };
  return refusal;
}

export function forbidden(message: string): Refusal {
  return failure(403, message);
}

export function gone(message: string): Refusal {
  return failure(410, message);
}

export function conflict(message: string): Refusal {
  return failure(409, message);
}

export function badRequest(message: string): Refusal {
  return failure(400, message);
}

/** 422 with a plain message, as for git references. */
export function unprocessable(message: string): Refusal {
  return failure(422, message);
}

/** 422 "Validation Failed" with its list of field errors. */
export function validationFailed(...errors: FieldError[]): Refusal {
  return failure(422, 'Validation Failed', { errors });
}
