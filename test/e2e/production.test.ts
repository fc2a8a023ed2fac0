import { join } from 'node:path';
import { readDocument } from '@proofmark/documents';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildApprovedProject, type Project } from './project.ts';
import { openWorld, type RunStep, startJob, succeeded, type World } from './world.ts';

let world: World;
let project: Project;

beforeAll(async () => {
  world = await openWorld();
  project = await buildApprovedProject();
  for (const version of ['1.0.0', '1.1.0']) {
    const inputs = { version, key: project.privateKeyPem };
    succeeded(await mainJob({ contents: 'write' })('publish-model', inputs));
  }
});

describe('a released model in production', () => {
  it('promote-model puts a version into a stage, and rolls back to the one before', async () => {
    const run = mainJob({ contents: 'write' });
    const stage = 'production';
    const first = succeeded(await run('promote-model', { version: '1.0.0', stage, reason: 'the first' }));
    expect(first.outputs).toEqual({ tag: 'flight-delay#production#1' });
    const same = succeeded(await run('promote-model', { version: '1.0.0', stage }));
    expect(same.outputs.tag).toBe('flight-delay#production#1');
    const second = succeeded(await run('promote-model', { version: '1.1.0', stage }));
    expect(second.outputs).toEqual({ tag: 'flight-delay#production#2', 'previous-version': '1.0.0' });
    const back = succeeded(await run('promote-model', { rollback: 'true', stage, reason: 'too slow' }));
    expect(back.outputs).toEqual({ tag: 'flight-delay#production#3', 'previous-version': '1.1.0' });
    expect(back.summary).toContain('flight-delay 1.0.0 is now in production');
    const unknown = await run('promote-model', { version: '9.0.0', stage });
    expect(unknown.exitCode).toBe(2);
    expect(unknown.annotations).toMatchObject([
      { message: expect.stringContaining('9.0.0 is not published') },
    ]);
  });

  it('monitor-drift opens one issue about June, keeps it, and closes it when the data is stable again', async () => {
    const run = mainJob({ contents: 'read', issues: 'write' });
    const first = await run('monitor-drift', { stage: 'production' });
    expect(first.exitCode).toBe(1);
    expect(first.outputs).toMatchObject({ status: 'fail', document: 'proofmark-out/drift.json' });
    expect(first.annotations).toMatchObject([
      { level: 'error', message: expect.stringContaining('delayed') },
    ]);
    expect(await readDocument(join(project.directory, 'proofmark-out/drift.json'), 'drift')).toMatchObject({
      reference: { release: 'flight-delay@v1.0.0' },
    });
    const next = await mainJob({ contents: 'read', issues: 'write' })('monitor-drift', {
      stage: 'production',
    });
    expect(next.outputs['issue-url']).toBe(first.outputs['issue-url']);
    const issues = [...world.repo.issues.values()].filter((issue) => issue.pull === undefined);
    expect(issues).toMatchObject([{ state: 'open', labels: ['model-drift'] }]);
    // A later run: what an earlier one finds is stale by now.
    const later = mainJob({ contents: 'read', issues: 'write' });
    const own = await later('monitor-drift', { data: 'data/may.parquet' });
    expect(succeeded(own).outputs).toEqual({ ...first.outputs, status: 'pass' });
    const [closed] = [...world.repo.issues.values()].filter((issue) => issue.pull === undefined);
    expect(closed).toMatchObject({ state: 'closed', body: expect.stringContaining('is stable again since') });
  });
});

function mainJob(permissions: Parameters<typeof startJob>[1]['permissions']): RunStep {
  return startJob(world, { workspace: project.directory, permissions });
}
