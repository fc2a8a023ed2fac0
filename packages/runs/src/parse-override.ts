/** What an override comment asks for. */
export type OverrideRequest = { gate: string; model: string | undefined; sha: string; reason: string };

export type ParsedOverride =
  | { kind: 'none' }
  | { kind: 'malformed'; problem: string }
  | { kind: 'request'; request: OverrideRequest };

const FORM =
  '/proofmark override <gate> <commit> <reason>, with "of <model>" behind the gate where there are several models';

/**
 * Reads `/proofmark override <gate> [of <model>] <commit> <reason>`. The command is the first line of the comment; the
 * gate may hold blanks and stand in backticks, the commit is at least 7 hexadecimal digits.
 */
export function parseOverride(comment: string): ParsedOverride {
  const [line = ''] = comment.trimStart().split(/\r?\n/);
  const [, rest] = /^\/proofmark\s+override(?:\s+(.*))?$/.exec(line.trimEnd()) ?? [];
  if (!/^\/proofmark(\s|$)/.test(line)) return { kind: 'none' };
  const malformed = (problem: string): ParsedOverride => ({
    kind: 'malformed',
    problem: `${problem}; expected ${FORM}`,
  });
  if (rest === undefined) return malformed('this is no command with a gate');
  const [, quoted, plain, model, sha, reason = ''] =
    /^(?:`([^`]+)`|(.+?))(?:\s+of\s+([A-Za-z0-9/_-]+))?\s+([0-9a-f]{7,64})(?:\s+(\S.*))?$/.exec(
      rest.trim(),
    ) ?? [];
  const gate = quoted ?? plain;
  if (gate === undefined || sha === undefined)
    return malformed('there is no commit of at least 7 hexadecimal digits');
  if (reason === '') return malformed('there is no reason');
  if (reason.length > 500)
    return malformed(`the reason has ${reason.length} characters, at most 500 are kept`);
  return { kind: 'request', request: { gate, model, sha, reason } };
}
