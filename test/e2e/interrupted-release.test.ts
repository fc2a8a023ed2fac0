import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildApprovedProject, type Project } from './project.ts';
import { openWorld, startJob, succeeded, type World } from './world.ts';

let project: Project;
/** What an undisturbed run takes, to aim within it. */
let requests: number;
let milliseconds: number;

beforeAll(async () => {
  project = await buildApprovedProject();
  const world = await openWorld();
  ({ durationMs: milliseconds } = succeeded(await publish(world)));
  requests = world.github.state.requests.length;
});

function publish(world: World, signal?: AbortSignal) {
  const run = startJob(world, { workspace: project.directory, permissions: { contents: 'write' } });
  return run('publish-model', { version: '1.0.0', key: project.privateKeyPem }, { signal });
}

/** Runs again after the kill, and proves what is there then. */
async function finish(world: World): Promise<void> {
  const again = succeeded(await publish(world));
  expect(again.outputs.tag).toBe('flight-delay@v1.0.0');
  const releases = [...world.repo.releases.values()];
  expect(releases.map(({ tagName, draft }) => ({ tagName, draft }))).toEqual([
    { tagName: 'flight-delay@v1.0.0', draft: false },
  ]);
  expect(releases[0]?.assets.map(({ state }) => state)).toEqual(Array(10).fill('uploaded'));
  const tags = [...world.repo.refs.keys()].filter((ref) => ref.startsWith('refs/tags/'));
  expect(tags).toEqual(['refs/tags/flight-delay@v1.0.0']);
  const run = startJob(world, { workspace: project.directory, permissions: { contents: 'read' } });
  succeeded(await run('verify-model', { version: '1.0.0' }));
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function random(seed: number): number {
  let t = (seed + 1) * 0x6d2b79f5;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

describe('publish-model killed and run again makes exactly one release, verified', () => {
  it.each([
    { seed: 1, lost: 'the answer', immutableReleases: false },
    { seed: 2, lost: 'the request', immutableReleases: false },
    { seed: 3, lost: 'the answer', immutableReleases: true },
    { seed: 4, lost: 'the request', immutableReleases: true },
    { seed: 5, lost: 'the answer', immutableReleases: false },
    { seed: 6, lost: 'the answer', immutableReleases: true },
  ])('at a random request, losing $lost (seed $seed)', async ({ seed, lost, immutableReleases }) => {
    const world = await openWorld({ immutableReleases });
    const machine = new AbortController();
    const nth = 1 + Math.floor(random(seed) * requests);
    world.github.fault({ nth, effect: { kind: 'interleave', run: () => machine.abort() } });
    // The second effect of the same request: it never reaches the handler.
    if (lost === 'the request') world.github.fault({ nth, effect: { kind: 'reply', status: 502 } });
    expect((await publish(world, machine.signal)).exitCode).toBe(137);
    await finish(world);
  });

  it.each([11, 12, 13])('in the middle of an upload (seed %i)', async (seed) => {
    const world = await openWorld();
    const machine = new AbortController();
    const nth = 1 + Math.floor(random(seed) * 10);
    const upload = { method: 'POST', path: /\/assets\?name=/, nth };
    world.github.fault({ ...upload, effect: { kind: 'interleave', run: () => machine.abort() } });
    world.github.fault({ ...upload, effect: { kind: 'half-upload' } });
    expect((await publish(world, machine.signal)).exitCode).toBe(137);
    expect(
      [...world.repo.releases.values()].some(({ assets }) => assets.some(({ state }) => state === 'starter')),
    ).toBe(true);
    await finish(world);
  });

  it.each([21, 22, 23])('at a random moment (seed %i)', async (seed) => {
    const world = await openWorld();
    const machine = new AbortController();
    const killed = publish(world, machine.signal);
    await sleep(random(seed) * milliseconds);
    machine.abort();
    await killed;
    await finish(world);
  });

  it('twice, at different steps', async () => {
    const world = await openWorld();
    for (const nth of [Math.floor(requests / 3), Math.floor(requests / 2)]) {
      const machine = new AbortController();
      world.github.fault({ nth, effect: { kind: 'interleave', run: () => machine.abort() } });
      expect((await publish(world, machine.signal)).exitCode).toBe(137);
      world.github.state.faults.length = 0;
    }
    await finish(world);
  });
});
