import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction } from '@proofmark/fake-runner';
import { describe, expect, it } from 'vitest';

const actions = join(import.meta.dirname, '..', '..', 'actions');

function start(name: string, inputs: Record<string, string>) {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
  return runAction({ action: join(actions, name), workspace, inputs });
}

describe('every built action refuses a wrong input with one line and exit code 2', () => {
  it.each([
    ['validate-data', { 'on-unsupported': 'abort' }, "input 'on-unsupported': expected one of fail, warn"],
    ['evaluate-model', { model: 'a\nb' }, "input 'model': expected a path on one line"],
    ['gate-model', { 'upload-artifact': 'yes' }, "input 'upload-artifact': expected true or false"],
    ['comment-metrics', { token: '' }, "input 'token' is missing or empty"],
    ['publish-model', {}, "input 'version' is missing or empty: expected Semantic version of the model"],
    ['promote-model', {}, "input 'stage' is missing or empty"],
    ['verify-model', { recompute: '1' }, "input 'recompute': expected true or false"],
    ['monitor-drift', { 'open-issue': 'no' }, "input 'open-issue': expected true or false"],
  ])('%s', async (name, inputs: Record<string, string>, message) => {
    const result = await start(name, inputs);
    expect(result.exitCode).toBe(2);
    expect(result.annotations).toHaveLength(1);
    expect(result.annotations[0]).toMatchObject({
      level: 'error',
      message: expect.stringContaining(message),
    });
    expect(result.stdout + result.stderr).not.toMatch(/^\s+at /m);
    expect(result.outputs).toEqual({});
  });

  it('and never shows a secret in the log', async () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByq\n-----END PRIVATE KEY-----';
    const result = await start('publish-model', { key });
    expect(result.masks).toContain('MIGHAgEAMBMGByq');
  });
});
