import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Logger, messageOf, UserError } from '@proofmark/documents';
import type { NativePackage } from './native-package.ts';

const NPM_TIMEOUT_MS = 5 * 60_000;
const STALE_MS = 60 * 60_000;

/**
 * Makes sure that `directory` holds the package, installed by `npm ci` from the lock. npm applies the user's
 * .npmrc (mirrors, proxies, tokens) and refuses bytes whose SHA-512 is not the lock's; no script of a package runs.
 * The installation is made beside and renamed, so the directory is whole or absent, whoever is killed or races.
 * @throws UserError `engine-unavailable` naming the directory to fill and the command
 */
export async function installLocked(wanted: NativePackage, directory: string, logger: Logger): Promise<void> {
  if (existsSync(directory)) return;
  refuseUnverified(wanted);
  const parent = dirname(directory);
  await mkdir(parent, { recursive: true });
  await removeStale(parent, basename(directory));
  const beside = await mkdtemp(`${directory}.installing-`);
  try {
    await writeFile(join(beside, 'package.json'), JSON.stringify(wanted.manifest, null, 2));
    await writeFile(join(beside, 'package-lock.json'), JSON.stringify(wanted.lock, null, 2));
    logger.info(`Installing ${wanted.name} ${wanted.version} into ${directory}`);
    await runNpm(beside).catch((cause: unknown) => {
      throw new UserError(
        'engine-unavailable',
        `${wanted.name} ${wanted.version} is neither installed nor in ${directory}, and npm could not install it: ${messageOf(cause)}; without a network, fill that directory on another machine by: npm install --prefix ${directory} --ignore-scripts ${wanted.name}@${wanted.version}`,
        { cause },
      );
    });
    await rename(beside, directory).catch((error: unknown) => {
      // Another process was faster; its installation is as good.
      if (!existsSync(directory)) throw error;
    });
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

type LockEntry = { integrity?: string; os?: readonly string[]; cpu?: readonly string[] };

/** A build for another platform may stand in the lock without a digest: npm would install it on trust. */
function refuseUnverified({ name, version, lock }: NativePackage): void {
  const fits = (values: readonly string[] | undefined, own: string) => values?.includes(own) ?? true;
  for (const [path, { integrity, os, cpu }] of Object.entries(
    (lock as { packages: Record<string, LockEntry> }).packages,
  )) {
    if (path === '' || integrity || !fits(os, process.platform) || !fits(cpu, process.arch)) continue;
    throw new UserError(
      'engine-unavailable',
      `${name} ${version} cannot be installed with verification on ${process.platform}-${process.arch}: the lock has no digest of ${path.replace('node_modules/', '')}; install it in the project instead: npm install --no-save ${name}@${version}`,
    );
  }
}

/** What a killed run left behind. */
async function removeStale(parent: string, name: string): Promise<void> {
  for (const entry of await readdir(parent)) {
    if (!entry.startsWith(`${name}.installing-`)) continue;
    const path = join(parent, entry);
    const made = await stat(path).catch(() => undefined);
    if (made && Date.now() - made.mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true });
  }
}

// npm's own patience, over a minute, is too long to learn that there is no network.
const NPM_ARGUMENTS = [
  'ci',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--omit=dev',
  '--loglevel=error',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];

/** npm of the PATH, else the one that comes with this Node. */
async function runNpm(cwd: string): Promise<void> {
  const bundled = [
    join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
    join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js'),
  ].find((path) => existsSync(path));
  const windows = process.platform === 'win32';
  try {
    await run(windows ? 'npm.cmd' : 'npm', NPM_ARGUMENTS, { cwd, shell: windows });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (bundled === undefined) throw new Error('npm was not found');
    await run(process.execPath, [bundled, ...NPM_ARGUMENTS], { cwd, shell: false });
  }
}

function run(
  command: string,
  args: readonly string[],
  options: { cwd: string; shell: boolean },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    // spawn's own timer outlives a program that was not found, and would hold this process for minutes.
    const limit = setTimeout(() => child.kill(), NPM_TIMEOUT_MS);
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      if (code === 0) resolve();
      else if (signal) reject(new Error(`npm was stopped after ${NPM_TIMEOUT_MS / 1000} s`));
      else reject(new Error(lastWords(output) || `npm ended with code ${code}`));
    });
  });
}

/** npm's error lines without its advice on log files. */
function lastWords(output: string): string {
  return output
    .split('\n')
    .filter((line) => line.startsWith('npm error') && !/A complete log|verbose/.test(line))
    .map((line) => line.replace(/^npm error\s*/, '').trim())
    .filter(Boolean)
    .slice(0, 4)
    .join('; ');
}
