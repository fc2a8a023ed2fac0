// Runs a script of this repository on the Node it is written for.
//
//   node scripts/bootstrap.mjs scripts/test.ts [args]
//
// A fresh clone has no node_modules and may have an older Node. This file is the only one that must run there
// (Node >= 20, npm, nothing else): it installs what package-lock.json names, then starts the script under the
// Node 24 that the dev dependency `node` brings. Standard streams and the exit code pass through.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const lockFile = join(root, 'package-lock.json');
const stampFile = join(modules, '.proofmark-lock');
const wantedMajor = 24;

function fail(message, remedy) {
  process.stderr.write(`bootstrap: ${message}\n  ${remedy}\n`);
  process.exit(2);
}

/** The installed tree agrees with the lock file: by our stamp, else by the record npm keeps of what it installed. */
function installedIsFresh(lockText, lockHash) {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash) return true;
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages ?? {};
  return Object.entries(JSON.parse(lockText).packages ?? {}).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = installed[path];
    if (found === undefined) return wanted.optional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

function install() {
  if (!existsSync(lockFile))
    fail(`${lockFile} is missing`, 'Clone the repository again; the lock file is part of it.');
  const lockText = readFileSync(lockFile, 'utf8');
  const lockHash = createHash('sha256').update(lockText).digest('hex');
  if (!installedIsFresh(lockText, lockHash)) {
    const why = existsSync(modules)
      ? 'node_modules does not match package-lock.json'
      : 'node_modules is missing';
    process.stderr.write(`bootstrap: ${why}; running npm ci (once, about a minute)\n`);
    const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: root,
      // npm's report is no result of the script that runs next: keep standard output for that one.
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    if (npm.error)
      fail(
        `npm could not be started: ${npm.error.message}`,
        'Install npm (it comes with Node.js) and try again.',
      );
    if (npm.status !== 0) {
      fail(
        `npm ci failed with exit code ${npm.status}`,
        'Read its messages above. Without network, point npm at a mirror or a filled cache (npm config set registry …).',
      );
    }
  }
  writeFileSync(stampFile, lockHash);
}

/** The Node 24 to run on: the dev dependency's binary, else this very process when it is new enough. */
function findNode() {
  const bundled = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(bundled)) {
    const probe = spawnSync(bundled, ['--version'], { encoding: 'utf8' });
    if (probe.status === 0) return bundled;
  }
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return process.execPath;
  return fail(
    `node_modules/node has no working Node ${wantedMajor} (its install script did not run), and this is Node ${process.versions.node}`,
    `Allow that one script: npm rebuild node --ignore-scripts=false  (or run this command with Node ${wantedMajor}).`,
  );
}

const [script, ...args] = process.argv.slice(2);
if (script === undefined)
  fail('no script given', 'Usage: node scripts/bootstrap.mjs scripts/NAME.ts [arguments]');
install();
const node = findNode();
// Packages export their TypeScript under this condition: no script needs a build of them.
const run = spawnSync(node, ['--conditions=source', resolve(script), ...args], {
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: [join(modules, '.bin'), dirname(node), process.env.PATH ?? ''].join(delimiter),
  },
});
if (run.error) fail(`${script} could not be started: ${run.error.message}`, 'Check that the file exists.');
process.exit(run.signal ? 128 + (constants.signals[run.signal] ?? 0) : (run.status ?? 1));
