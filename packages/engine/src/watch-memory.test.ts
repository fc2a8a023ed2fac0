import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { memoryBounds, watchMemory } from './watch-memory.ts';

const GIB = 2 ** 30;

test.each([
  ['far from the machine', '1.0 GiB', 100 * GIB, 1.5 * GIB + 256e6, 1.5 * (1.5 * GIB + 256e6)],
  ['most of the machine', '80.0 GiB', 100 * GIB, 81 * GIB, 90 * GIB],
  ['a setting that is not understood', 'much', 100 * GIB, 81 * GIB, 90 * GIB],
  ['bytes', '1000 bytes', 100 * GIB, 1_500 + 256e6, 1.5 * (1_500 + 256e6)],
])('bounds: %s', (_name, setting, machine, interrupt, stop) => {
  const bounds = memoryBounds(setting, machine);
  expect(bounds.interrupt).toBeCloseTo(interrupt, -3);
  expect(bounds.stop).toBeCloseTo(stop, -3);
});

test('a query that grows is interrupted, and the process ends when that does not help', async () => {
  let resident = 1_000;
  const done: string[] = [];
  const watch = watchMemory(
    { interrupt: 100, stop: 200 },
    { interrupt: () => done.push('interrupt'), stop: () => done.push('stop') },
    () => resident,
  );
  resident = 1_100;
  await setTimeout(60);
  expect([watch.exceeded(), done]).toEqual([false, []]);
  resident = 1_101;
  await setTimeout(60);
  expect(watch.exceeded()).toBe(true);
  expect(new Set(done)).toEqual(new Set(['interrupt']));
  resident = 1_201;
  await setTimeout(60);
  watch.end();
  expect(done.at(-1)).toBe('stop');
});
