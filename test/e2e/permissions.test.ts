import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Permissions } from '@proofmark/fake-github';
import type { ActionResult } from '@proofmark/fake-runner';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildApprovedProject, type Project, root } from './project.ts';
import { type Event, openPull, openWorld, type Pull, startJob, succeeded, type World } from './world.ts';

let world: World;
let project: Project;
let pull: Pull;
let evaluated: number;

/** The table under "Permissions" of an action's README. */
function documented(action: string): Record<string, 'read' | 'write'> {
  const readme = readFileSync(join(root, 'actions', action, 'README.md'), 'utf8');
  const rows = readme.matchAll(/^\| `([a-z-]+): (read|write)` \|/gm);
  return Object.fromEntries([...rows].map(([, name, level]) => [name, level as 'read' | 'write']));
}

function run(
  action: string,
  permissions: Permissions,
  inputs: Record<string, string> = {},
): Promise<ActionResult> {
  const event = action === 'comment-metrics' ? foreignRun() : pull.event;
  const job = startJob(world, { workspace: project.directory, event, sha: pull.sha, permissions });
  return job(action, { ...inputs, ...(action === 'publish-model' ? { key: project.privateKeyPem } : {}) });
}

/** The event that needs both permissions of comment-metrics. */
function foreignRun(): Event {
  const workflow_run = {
    ...{
      id: evaluated,
      event: 'pull_request',
      path: 'evaluate.yml',
      head_sha: pull.sha,
      head_branch: 'topic',
    },
    head_repository: { full_name: 'acme/flight-delay' },
  };
  return { name: 'workflow_run', payload: { workflow_run } };
}

beforeAll(async () => {
  world = await openWorld();
  pull = openPull(world);
  project = await buildApprovedProject(pull.sha);
});

const steps: [string, Record<string, string>][] = [
  ['validate-data', {}],
  ['gate-model', {}],
  ['comment-metrics', {}],
  ['publish-model', { version: '1.0.0' }],
  ['verify-model', { version: '1.0.0' }],
  ['promote-model', { version: '1.0.0', stage: 'production' }],
  ['monitor-drift', {}],
];

describe('the permissions of its README are enough for every action', () => {
  it.each(steps)('%s', async (action, inputs) => {
    const result = await run(action, documented(action), inputs);
    if (action === 'monitor-drift')
      expect(result).toMatchObject({ exitCode: 1, annotations: [{ level: 'error' }] });
    else expect(succeeded(result).annotations).toEqual([]);
    if (action === 'gate-model') evaluated = [...world.repo.runs.keys()].at(-1) ?? 0;
  });
});

describe('a missing permission ends with one line that names it', () => {
  it.each([
    ['comment-metrics', 'pull-requests', 'write', {}],
    ['comment-metrics', 'actions', 'read', {}],
    ['publish-model', 'contents', 'write', { version: '2.0.0' }],
    ['promote-model', 'contents', 'write', { version: '1.0.0', stage: 'staging' }],
    ['verify-model', 'contents', 'read', { version: '1.0.0' }],
    ['monitor-drift', 'contents', 'read', {}],
    ['monitor-drift', 'issues', 'write', {}],
  ] as const)('%s without %s: %s', async (action, permission, level, inputs) => {
    world.repo.comments.clear();
    expect(documented(action)[permission]).toBe(level);
    const less = level === 'write' ? 'read' : 'none';
    const result = await run(action, { ...documented(action), [permission]: less }, inputs);
    expect(result.exitCode).toBe(2);
    expect(result.annotations).toMatchObject([
      { level: 'error', message: expect.stringContaining(`permissions: ${permission}: ${level}`) },
    ]);
    expect(result.stdout + result.stderr).not.toMatch(/^\s+at /m);
  });

  it('but gate-model decides without a check run, and warns', async () => {
    const result = succeeded(await run('gate-model', { contents: 'read' }));
    expect(result.outputs.status).toBe('pass');
    expect(result.annotations).toMatchObject([{ level: 'warning' }]);
    expect(result.annotations[0]?.message).toContain('permissions: checks: write');
  });
});
