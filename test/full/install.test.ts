import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findNode24 } from '@proofmark/fake-runner';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeProject } from '../e2e/bad-input.ts';
import { root, temporaryDirectory, writeFiles } from '../e2e/project.ts';

/** What GitHub serves as `archive/TAG.tar.gz`: the tracked files below one folder. Nothing else answers. */
let server: Server;
let archive: string;
let home: string;

beforeAll(async () => {
  home = temporaryDirectory();
  writeFiles(home, { '.npmrc': 'registry=http://127.0.0.1:9/\naudit=false\nfund=false\n' });
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const tracked = execFileSync('git', list, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\0');
  const present = tracked.filter((name) => name !== '' && existsSync(join(root, name)));
  const file = join(home, 'archive.tar.gz');
  execFileSync('tar', ['-czf', file, '-C', dirname(root), '--null', '-T', '-'], {
    input: present.map((name) => join(basename(root), name)).join('\0'),
  });
  server = createServer((_request, response) => createReadStream(file).pipe(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  archive = `http://127.0.0.1:${(server.address() as AddressInfo).port}/archive/v1.0.0.tar.gz`;
});
afterAll(() => server.close());

/** Runs a program as a shell of a user would, with nothing of this repository on the PATH. */
async function shell(directory: string, program: string, ...args: string[]) {
  const outer = (process.env.PATH ?? '').split(delimiter).filter((part) => !part.startsWith(root));
  const PATH = [dirname(findNode24()), ...outer].join(delimiter);
  const env = { PATH, HOME: home };
  return promisify(execFile)(program, args, { cwd: directory, env });
}

it('the archive of a tag installs the command line, alone, into an empty folder', async () => {
  const directory = temporaryDirectory();
  writeFiles(directory, { 'package.json': '{}' });
  await shell(directory, 'npm', 'install', '--save-dev', archive);
  expect(readdirSync(join(directory, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    'proofmark',
  ]);
  mkdirSync(join(directory, 'node_modules/@duckdb'));
  for (const name of readdirSync(join(root, 'node_modules/@duckdb')))
    symlinkSync(join(root, 'node_modules/@duckdb', name), join(directory, 'node_modules/@duckdb', name));
  writeProject(directory);
  const { stdout: help } = await shell(directory, 'npx', 'proofmark', '--help');
  expect(help).toMatch(/^Usage: proofmark/);
  for (const command of ['validate', 'evaluate', 'gate'])
    await expect(shell(directory, 'npx', 'proofmark', command)).resolves.toMatchObject({
      stdout: expect.stringContaining('churn'),
    });
});

it('and runs once without a project', async () => {
  const { stdout } = await shell(temporaryDirectory(), 'npx', '--yes', archive, '--version');
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
