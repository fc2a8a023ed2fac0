// The whole pipeline on real data: 3,000,000 US flights, three models, one repository on a double of GitHub.
// Every step is a built action of actions/dist, run as the runner runs it.
//
//   npm run demo
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { decideBetter, leaveUndecided, refuseWorse } from './demo/pull-request-chapters.ts';
import { releaseAndMonitor } from './demo/release-chapters.ts';
import { chapter, elapsedSeconds, shown } from './demo/story.ts';
import { openWorld } from './demo/world.ts';

const world = await openWorld(join(import.meta.dirname, '..'));
console.log('Proofmark demo: 3,000,000 real flights; will a flight be more than 15 minutes late?');
console.log('Every step below is a built action, run as GitHub runs it, against a strict double of GitHub.');
try {
  // Jobs run at the same time, as they do on GitHub: those of as many pull requests as there are processors.
  const approved = Promise.withResolvers<void>();
  const better = decideBetter(world, approved.resolve);
  const worse = refuseWorse(world);
  const pages = await Promise.all([
    better,
    worse,
    leaveUndecided(world, availableParallelism() > 2 ? undefined : worse),
    releaseAndMonitor(world, approved.promise),
  ]);
  await chapter(`Done in ${elapsedSeconds()} s. Where to look:`, async ({ tell }) => {
    for (const { path, what } of pages.flat()) tell(`${shown(path).padEnd(48)} ${what}`);
  });
} finally {
  await world.github.close();
}
