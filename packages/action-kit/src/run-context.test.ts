import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@proofmark/documents';
import { describe, expect, it } from 'vitest';
import { readRunContext } from './run-context.ts';

const head = 'a'.repeat(40);
const merge = 'b'.repeat(40);

function contextOf(eventName: string, event: unknown) {
  const path = join(mkdtempSync(join(tmpdir(), 'event-')), 'event.json');
  writeFileSync(path, JSON.stringify(event));
  return readRunContext({
    GITHUB_WORKSPACE: '/w',
    GITHUB_REPOSITORY: 'octo/models',
    GITHUB_RUN_ID: '42',
    GITHUB_EVENT_NAME: eventName,
    GITHUB_EVENT_PATH: path,
    GITHUB_SHA: merge,
  });
}

describe('readRunContext', () => {
  it.each([
    [
      'the head of a pull request',
      'pull_request',
      { pull_request: { number: 7, head: { sha: head } } },
      head,
      7,
    ],
    ['the head of a merge group', 'merge_group', { merge_group: { head_sha: head } }, head, undefined],
    [
      'the run waited for, without trusting the pull requests it names',
      'workflow_run',
      { workflow_run: { head_sha: head, pull_requests: [{ number: 9 }] } },
      head,
      undefined,
    ],
    ['the pushed commit', 'push', { after: head }, merge, undefined],
    [
      'GITHUB_SHA when the event has no commit',
      'pull_request',
      { pull_request: { head: { sha: '../x' } } },
      merge,
      undefined,
    ],
  ])('speaks about %s', (_name, eventName, event, headSha, pullRequest) => {
    expect(contextOf(eventName, event)).toMatchObject({ headSha, pullRequest });
  });

  it('links to the run', () => {
    expect(contextOf('push', {}).runUrl).toBe('https://github.com/octo/models/actions/runs/42');
  });

  it('says where it must run when the variables are missing', () => {
    expect(() => readRunContext({})).toThrow(UserError);
    expect(() => readRunContext({})).toThrow(/GITHUB_REPOSITORY is not set.*command line `proofmark`/);
  });
});
