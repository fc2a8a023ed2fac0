import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeSpillDirectory } from './spill-directory.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'spill-test-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** A process that holds an engine's directory, until a signal comes. */
const holder = `
import { makeSpillDirectory } from ${JSON.stringify(join(import.meta.dirname, 'spill-directory.ts'))};
const { path } = await makeSpillDirectory(process.argv[1]);
const { writeFileSync } = await import('node:fs');
writeFileSync(path + '/spilled', 'x');
console.log(path);
setInterval(() => undefined, 1000);
`;

function hold() {
  const args = ['--conditions=source', '--input-type=module', '-e', holder, parent];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s takes the directory along', async (signal) => {
  const child = hold();
  await once(child.stdout, 'data');
  expect(readdirSync(parent)).toHaveLength(1);
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([null, signal]);
  expect(readdirSync(parent)).toEqual([]);
});

test('what a killed process left is removed by the next, and what a living one uses is not', async () => {
  const killed = hold();
  await once(killed.stdout, 'data');
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const [left] = readdirSync(parent);
  const living = await makeSpillDirectory(parent);
  const next = await makeSpillDirectory(parent);
  await next.remove();
  expect(readdirSync(parent)).not.toContain(left);
  const other = await makeSpillDirectory(parent);
  expect(readdirSync(parent)).toHaveLength(2);
  await living.remove();
  await other.remove();
  expect(readdirSync(parent)).toEqual([]);
});

test('what is not ours stays: of another host, or of another name', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  const host = hostname().replaceAll(/[^A-Za-z0-9]/g, '');
  const names = [`proofmark-engine-${host}x-${pid}-a`, `proofmark-${pid}`, 'proofmark-engine-notes'];
  for (const name of names) mkdirSync(join(parent, name));
  const own = await makeSpillDirectory(parent);
  await own.remove();
  expect(readdirSync(parent).sort()).toEqual([...names].sort());
});

test('a place that is a file is refused in one line', async () => {
  await expect(makeSpillDirectory(join(import.meta.filename, 'below'))).rejects.toMatchObject({
    code: 'output-unwritable',
  });
});
