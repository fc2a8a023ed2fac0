import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '@proofmark/documents';
import { type Job, startJob } from './job.ts';
import type { Page } from './pull-request-chapters.ts';
import { chapter, step, tell } from './story.ts';
import { repository, type World } from './world.ts';

const version = '1.1.0';

/** Chapters 4 to 6: the approved model is released, promoted and verified; production is watched. */
export async function releaseAndMonitor(world: World): Promise<Page[]> {
  const workspace = join(world.out, 'pull-request-1');
  chapter(`4  The approved model is released as flight-delay@v${version}, with its proof`);
  const permissions = { contents: 'write', checks: 'write' } as const;
  const run = startJob(world, jobOn(world, workspace, 'workflow_dispatch', permissions));
  // The merged commit is another one than the head of the pull request: only what was measured at it is released.
  for (const action of ['validate-data', 'evaluate-model', 'gate-model'])
    await step(`${action}, at the merged commit`, 'success', () => run(action));
  const published = await step('publish-model', 'success', () =>
    run('publish-model', { version, key: world.privateKeyPem }),
  );
  tell(
    `${published.outputs.tag}: ${assetsOf(world).length} files, each digest compared with what GitHub received`,
  );
  const again = await step('publish-model, once more', 'success', () =>
    run('publish-model', { version, key: world.privateKeyPem }),
  );
  tell(`found it finished; there is ${releasesOf(world).length} release (${again.outputs.tag})`);
  const promoted = await step('promote-model', 'success', () =>
    run('promote-model', { version, stage: 'production', reason: 'demo' }),
  );
  tell(`tag ${promoted.outputs.tag}`);

  chapter('5  A consumer downloads it and checks: these bytes, that data, this policy');
  await step('verify-model', 'success', () => run('verify-model', { version, directory: 'download' }));
  tell('signature, digests and statement are right, and the verdict computed again is the same, bit by bit');
  const tampered = join(workspace, 'tampered');
  cpSync(join(workspace, 'download'), tampered, { recursive: true });
  flipOneBit(join(tampered, 'candidate.onnx'));
  const refused = await step('verify-model, after one bit of the model changed', 'failure', () =>
    run('verify-model', { directory: 'tampered' }),
  );
  tell(refused.annotations.at(-1)?.message ?? '');
  cpSync(join(workspace, 'download'), join(world.out, 'release'), { recursive: true });

  chapter('6  June is compared with the profile inside the release');
  const watch = startJob(world, jobOn(world, workspace, 'schedule', { contents: 'read', issues: 'write' }));
  const drift = await step('monitor-drift', 'failure', () => watch('monitor-drift', { stage: 'production' }));
  tell(`${drift.annotations.at(-1)?.message}`);
  tell(`one issue is open: ${drift.outputs['issue-url']}`);
  await step('monitor-drift, the next day', 'failure', () => watch('monitor-drift', { stage: 'production' }));
  tell(`still ${issuesOf(world).length} issue`);
  const { checks } = await readDocument(join(workspace, 'proofmark-out/drift.json'), 'drift');
  tell(`${checks.filter(({ status }) => status === 'stable').length} of ${checks.length} columns are stable`);
  return [
    { path: join(world.out, 'release'), what: 'the release folder: model, documents, signature' },
    { path: join(workspace, 'proofmark-out'), what: 'the JSON documents of the first pull request' },
    { path: workspace, what: 'a working repository: try `npx proofmark gate` there' },
  ];
}

function jobOn(world: World, workspace: string, name: string, permissions: Job['permissions']): Job {
  return { workspace, sha: world.mainSha, ref: 'refs/heads/main', event: { name, payload: {} }, permissions };
}

function repositoryOf({ github }: World) {
  const found = github.state.repositories.get(repository);
  if (!found) throw new Error(`${repository} was not seeded`);
  return found;
}

const releasesOf = (world: World) => [...repositoryOf(world).releases.values()];
const assetsOf = (world: World) => releasesOf(world).flatMap(({ assets }) => [...assets.values()]);
const issuesOf = (world: World) =>
  [...repositoryOf(world).issues.values()].filter(({ pull }) => pull === undefined);

function flipOneBit(path: string): void {
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
