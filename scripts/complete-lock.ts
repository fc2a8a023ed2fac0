// Completes package-lock.json after `npm install`. A registry mirror may lack the builds of some packages for other
// platforms; npm then leaves them out of the lock, and `npm ci` refuses the lock everywhere. This adds what the
// packages declare: version and platform, without a digest, which npm fills in where such a build is installed.
//
//   node scripts/complete-lock.ts            write package-lock.json
//   node scripts/complete-lock.ts --check    say whether something is missing
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Entry = {
  version?: string;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, Entry> };

const path = join(import.meta.dirname, '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8')) as Lock;

const added: string[] = [];
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (lock.packages[key] || !/^\d/.test(version)) continue;
    lock.packages[key] = {
      version,
      ...platformOf(name),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    };
    added.push(name);
  }
}
if (process.argv.includes('--check')) {
  for (const name of added) console.error(`missing from package-lock.json: ${name}`);
  if (added.length > 0) console.error('Run `node scripts/complete-lock.ts` after npm install.');
  process.exitCode = added.length > 0 ? 1 : 0;
} else if (added.length > 0) {
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.log(`added ${added.length} builds for other platforms`);
}

/** `@biomejs/cli-linux-x64-musl` → Linux, x64, musl. */
function platformOf(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> {
  const found =
    /(android|darwin|linux|win32|freebsd|openharmony|wasm32)-?(arm64|arm|x64|ia32|ppc64|s390x|riscv64|loong64)?-?(musl|gnu)?/.exec(
      name,
    );
  const [, os, cpu, libc] = found ?? [];
  return {
    ...(os === undefined ? {} : { os: [os] }),
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(libc === undefined ? {} : { libc: [libc === 'gnu' ? 'glibc' : libc] }),
  };
}
