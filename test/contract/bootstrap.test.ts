import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNode24 } from '@proofmark/fake-runner';
import { describe, expect, it } from 'vitest';

const bootstrap = join(import.meta.dirname, '..', '..', 'scripts', 'bootstrap.mjs');

/** A repository of one package `a` in a temporary directory, with an `npm` that only writes down its arguments. */
function makeRepository(lockedVersion: string) {
  const root = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: lockedVersion },
      'node_modules/b': { version: '1', optional: true },
    },
  };
  mkdirSync(join(root, 'scripts'));
  mkdirSync(join(root, 'bin'));
  copyFileSync(bootstrap, join(root, 'scripts', 'bootstrap.mjs'));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock));
  const npm = join(root, 'bin', 'npm');
  writeFileSync(
    npm,
    `#!/bin/sh\necho "npm $@" >> "${root}/calls"\nmkdir -p "${root}/node_modules"\nexit \${NPM_EXIT:-0}\n`,
  );
  chmodSync(npm, 0o755);
  symlinkSync(findNode24(), join(root, 'bin', 'node'));
  writeFileSync(
    join(root, 'show.ts'),
    'const args: string[] = process.argv.slice(2);\nconsole.log(args.join(" "));\nprocess.exitCode = 7;\n',
  );
  return {
    install(version: string) {
      mkdirSync(join(root, 'node_modules'));
      const record = { packages: { 'node_modules/a': { version } } };
      writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify(record));
    },
    run(env: Record<string, string> = {}) {
      const calls = join(root, 'calls');
      const result = spawnSync(
        findNode24(),
        [join(root, 'scripts', 'bootstrap.mjs'), 'show.ts', 'x', '--y'],
        {
          cwd: root,
          encoding: 'utf8',
          env: { ...env, PATH: `${join(root, 'bin')}:/usr/bin:/bin` },
        },
      );
      return { ...result, npmCalls: existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [] };
    },
  };
}

describe('bootstrap', () => {
  it('installs what the lock file names in a fresh clone, once', () => {
    const repository = makeRepository('1.0.0');
    const first = repository.run();
    expect(first.npmCalls).toEqual(['npm ci --no-audit --no-fund']);
    expect(first.stderr).toContain('node_modules is missing; running npm ci');
    expect(repository.run().npmCalls).toHaveLength(1);
  });

  it('passes arguments, output and exit code through', () => {
    const { stdout, status } = makeRepository('1.0.0').run();
    expect(stdout).toBe('x --y\n');
    expect(status).toBe(7);
  });

  it('accepts what a plain npm install has put there', () => {
    const repository = makeRepository('1.0.0');
    repository.install('1.0.0');
    expect(repository.run().npmCalls).toEqual([]);
  });

  it('installs again when the lock file names another version', () => {
    const repository = makeRepository('1.0.0');
    repository.install('0.9.0');
    const { npmCalls, stderr } = repository.run();
    expect(npmCalls).toHaveLength(1);
    expect(stderr).toContain('node_modules does not match package-lock.json');
  });

  it('says what to do when npm fails, and ends with 2', () => {
    const { status, stderr, stdout } = makeRepository('1.0.0').run({ NPM_EXIT: '1' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/npm ci failed with exit code 1\n {2}Read its messages above\./);
    expect(stdout).toBe('');
  });
});
