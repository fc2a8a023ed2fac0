import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@proofmark/documents';
import { afterEach, describe, expect, test } from 'vitest';
import { installLocked } from './install.ts';
import type { NativePackage } from './native-package.ts';
import { duckdbPackage, findInstalled, loadPackage, onnxPackage } from './provision.ts';

const repository = join(import.meta.dirname, '../../..');
const directories: string[] = [];
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

async function temporary(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'provision-test-'));
  directories.push(directory);
  return directory;
}

/** A package that no project has, with a lock that needs no network: it depends on nothing. */
const empty: NativePackage = {
  kind: 'duckdb',
  name: 'proofmark-test-absent',
  version: '1.0.0',
  manifest: { name: 'proofmark-empty', private: true },
  lock: {
    name: 'proofmark-empty',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name: 'proofmark-empty' } },
  },
};

async function install(root: string, name: string, version: string, code: string): Promise<void> {
  const directory = join(root, 'node_modules', name);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'package.json'), JSON.stringify({ name, version, main: 'index.cjs' }));
  await writeFile(join(directory, 'index.cjs'), code);
}

type LockEntry = { integrity?: string; resolved?: string; optional?: boolean; os?: string[]; cpu?: string[] };

test.each([duckdbPackage, onnxPackage])(
  'the lock of $name pins every package by digest, without addresses',
  ({ lock }) => {
    const entries = Object.entries((lock as { packages: Record<string, LockEntry> }).packages);
    for (const [path, { integrity, resolved, optional, os, cpu }] of entries.filter(
      ([name]) => name !== '',
    )) {
      const otherPlatform = optional && !(os?.includes('linux') && cpu?.includes('x64'));
      expect({ path, pinned: integrity?.startsWith('sha512-') ?? otherPlatform, resolved }).toEqual({
        path,
        pinned: true,
        resolved: undefined,
      });
    }
  },
);

test('a platform without a digest in the lock is refused before npm runs', async () => {
  const parent = await temporary();
  const lock = {
    packages: { '': {}, 'node_modules/native': { os: [process.platform], cpu: [process.arch] } },
  };
  await expect(installLocked({ ...empty, lock }, join(parent, '1.0.0'), silentLogger)).rejects.toThrow(
    /the lock has no digest of native; install it in the project instead: npm install --no-save/,
  );
  expect(await readdir(parent)).toEqual([]);
});

test('the lock pins the versions that this repository tests with', async () => {
  for (const { name, version } of [duckdbPackage, onnxPackage]) {
    const found: string[] = [];
    await findInstalled(name, repository, silentLogger, (installed) => found.push(installed) > 0);
    expect([...new Set(found)]).toEqual([version]);
  }
});

describe('the order of places', () => {
  test('the project comes first, when the version fits', async () => {
    const project = await temporary();
    await install(project, empty.name, '1.0.9', 'module.exports = "project"');
    await mkdir(join(project, 'deep/er'), { recursive: true });
    const places = { workDirectory: join(project, 'deep/er'), toolCache: await temporary() };
    expect(await loadPackage(empty, places)).toBe('project');
    expect(await readdir(places.toolCache)).toEqual([]);
  });

  test.each([
    ['another version', '2.0.0', 'module.exports = "project"'],
    ['a broken package', '1.0.0', 'throw new Error("broken")'],
  ])('%s of the project is passed over for the tool cache', async (_name, version, code) => {
    const workDirectory = await temporary();
    await install(workDirectory, empty.name, version, code);
    const toolCache = await temporary();
    const filled = join(toolCache, 'proofmark/duckdb', `1.0.0-${process.platform}-${process.arch}`);
    await install(filled, empty.name, '1.0.0', 'module.exports = "cache"');
    expect(await loadPackage(empty, { workDirectory, toolCache })).toBe('cache');
  });

  test.each([
    ['of the built-in version', '1.0.0', 'built-in on native'],
    ['of another revision', '1.0.9', 'own'],
  ])('%s, an installed package is called by the right JavaScript', async (_name, version, expected) => {
    const workDirectory = await temporary();
    const native = 'proofmark-test-native';
    await install(workDirectory, empty.name, version, 'module.exports = "own"');
    await install(workDirectory, native, '1.0.0', 'module.exports = "native"');
    const requireHere = createRequire(import.meta.url);
    const load = async () => `built-in on ${requireHere(native)}`;
    expect(await loadPackage({ ...empty, builtIn: { native, load } }, { workDirectory })).toBe(expected);
    expect(() => requireHere(native)).toThrow(/Cannot find module/);
  });

  test('without a tool cache the error names the command', async () => {
    const workDirectory = await temporary();
    await expect(loadPackage(empty, { workDirectory })).rejects.toThrow(
      /proofmark-test-absent 1\.0\.0 is not installed in .*; run: npm install --no-save proofmark-test-absent@1\.0\.0/,
    );
  });
});

describe('npm ci into the tool cache', () => {
  test('two processes at once leave one whole directory and nothing beside it', async () => {
    const parent = await temporary();
    const directory = join(parent, '1.0.0');
    await Promise.all([
      installLocked(empty, directory, silentLogger),
      installLocked(empty, directory, silentLogger),
    ]);
    expect(await readdir(parent)).toEqual(['1.0.0']);
    expect(existsSync(join(directory, 'package-lock.json'))).toBe(true);
  });

  test('what a killed run left is removed, what another run is writing is not', async () => {
    const parent = await temporary();
    const [old, fresh] = [join(parent, '1.0.0.installing-old'), join(parent, '1.0.0.installing-new')];
    await mkdir(old);
    await mkdir(fresh);
    await utimes(old, new Date(0), new Date(0));
    await installLocked(empty, join(parent, '1.0.0'), silentLogger);
    expect((await readdir(parent)).sort()).toEqual(['1.0.0', '1.0.0.installing-new']);
  });

  test.each([
    ['bytes that differ from the lock', 'other bytes', /npm could not install it: code EINTEGRITY/],
    ['nothing to be fetched', undefined, /npm could not install it: code ENOENT/],
  ])('%s: one error that names the directory and the command', async (_name, bytes, problem) => {
    const parent = await temporary();
    const archive = join(parent, 'absent.tgz');
    if (bytes !== undefined) await writeFile(archive, bytes);
    const unfit: NativePackage = {
      ...empty,
      manifest: { ...empty.manifest, dependencies: { [empty.name]: `file:${archive}` } },
      lock: {
        lockfileVersion: 3,
        requires: true,
        packages: {
          '': { name: 'proofmark-empty', dependencies: { [empty.name]: `file:${archive}` } },
          [`node_modules/${empty.name}`]: {
            version: '1.0.0',
            resolved: `file:${archive}`,
            integrity: `sha512-${'A'.repeat(86)}==`,
          },
        },
      },
    };
    const failure = installLocked(unfit, join(parent, 'cache', '1.0.0'), silentLogger);
    await expect(failure).rejects.toMatchObject({ code: 'engine-unavailable' });
    await expect(failure).rejects.toThrow(problem);
    await expect(failure).rejects.toThrow(
      /without a network, fill that directory .* by: npm install --prefix .*1\.0\.0 --ignore-scripts proofmark-test-absent@1\.0\.0/,
    );
    expect(await readdir(join(parent, 'cache'))).toEqual([]);
  });
});
