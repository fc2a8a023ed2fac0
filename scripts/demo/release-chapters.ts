import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '@proofmark/documents';
import { type Job, startJob } from './job.ts';
import type { Page } from './pull-request-chapters.ts';
import { type Chapter, chapter } from './story.ts';
import { checkOut, repository, type World } from './world.ts';

const version = '1.1.0';

/** Chapters 4 to 6. @param after what has to happen before the merge */
export async function releaseAndMonitor(world: World, after: Promise<unknown>): Promise<Page[]> {
  const workspace = checkOut(world, 'main', { candidate: 'better' });
  const [published, promoted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const [, ...pages] = await Promise.all([
    release(world, workspace, { after, published: published.resolve, promoted: promoted.resolve }),
    verify(world, workspace, published.promise),
    monitor(world, workspace, promoted.promise),
  ]);
  return pages.flat();
}

type Milestones = { after: Promise<unknown>; published: () => void; promoted: () => void };

/** The approved model of the first pull request is released and promoted. */
function release(world: World, workspace: string, { after, published, promoted }: Milestones): Promise<void> {
  const title = `4  The approved model is released as flight-delay@v${version}, with its proof`;
  const work = async ({ step, tell }: Chapter) => {
    const permissions = { contents: 'write', checks: 'write' } as const;
    const run = startJob(world, jobOn(world, workspace, 'workflow_dispatch', permissions));
    // The merged commit is another one than the head of the pull request: only what was measured at it is released.
    for (const action of ['validate-data', 'evaluate-model', 'gate-model'])
      await step(`${action}, at the merged commit`, 'success', () => run(action));
    const publish = () => run('publish-model', { version, key: world.privateKeyPem });
    const { tag } = (await step('publish-model', 'success', publish)).outputs;
    tell(`${tag}: ${assetsOf(world).length} files, each digest compared with what GitHub received`);
    published();
    const stage = await step('promote-model', 'success', () =>
      run('promote-model', { version, stage: 'production', reason: 'demo' }),
    );
    tell(`tag ${stage.outputs.tag}`);
    promoted();
    const again = await step('publish-model, once more', 'success', publish);
    tell(`found it finished; there is ${releasesOf(world).length} release (${again.outputs.tag})`);
  };
  return chapter(title, work, after);
}

/** A consumer downloads the release and verifies it; one changed bit is found. */
function verify(world: World, workspace: string, after: Promise<unknown>): Promise<Page[]> {
  const title = '5  A consumer downloads it and checks: these bytes, that data, this policy';
  const work = async ({ step, tell }: Chapter) => {
    const run = startJob(world, jobOn(world, workspace, 'workflow_dispatch', { contents: 'read' }));
    await step('verify-model', 'success', () => run('verify-model', { version, directory: 'download' }));
    tell(
      'signature, digests and statement are right, and the verdict computed again is the same, bit by bit',
    );
    const tampered = join(workspace, 'tampered');
    cpSync(join(workspace, 'download'), tampered, { recursive: true });
    flipOneBit(join(tampered, 'candidate.onnx'));
    const refused = await step('verify-model, after one bit of the model changed', 'failure', () =>
      run('verify-model', { directory: 'tampered' }),
    );
    tell(refused.annotations.at(-1)?.message ?? '');
    const folder = join(world.out, 'release');
    cpSync(join(workspace, 'download'), folder, { recursive: true });
    return [{ path: folder, what: 'the release folder: model, documents, signature' }];
  };
  return chapter(title, work, after);
}

/** Production is watched. */
function monitor(world: World, workspace: string, after: Promise<unknown>): Promise<Page[]> {
  const title = '6  June is compared with the profile inside the release';
  const work = async ({ step, tell }: Chapter) => {
    const permissions = { contents: 'read', issues: 'write' } as const;
    const run = startJob(world, jobOn(world, workspace, 'schedule', permissions));
    const watch = () => run('monitor-drift', { stage: 'production' });
    const drift = await step('monitor-drift', 'failure', watch);
    tell(`${drift.annotations.at(-1)?.message}`);
    tell(`one issue is open: ${drift.outputs['issue-url']}`);
    await step('monitor-drift, the next day', 'failure', watch);
    tell(`still ${issuesOf(world).length} issue`);
    const { checks } = await readDocument(join(workspace, 'proofmark-out/drift.json'), 'drift');
    const stable = checks.filter(({ status }) => status === 'stable');
    tell(`${stable.length} of ${checks.length} columns are stable`);
    return [];
  };
  return chapter(title, work, after);
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
