// Builds actions/dist: one bundle for all actions and the command line, split into shared chunks, and a stub per
// program. dist is committed, because GitHub runs an action as it lies in the repository.
//
//   node scripts/build.ts            write actions/dist
//   node scripts/build.ts --check    build elsewhere and compare byte by byte with the committed dist
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { minify } from 'rolldown/utils';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'actions', 'dist');
const sizeLimitBytes = 8_000_000;

// Engines are native or WASM packages: `engine` finds them when it runs, they never enter the bundle; only the
// JavaScript of DuckDB does, which calls its native part.
const externals = ['@duckdb/node-bindings', 'onnxruntime-web', 'onnxruntime-node'];

type Files = Map<string, Buffer>;

/**
 * The command line meets any Node: an old one is told what is needed, before it meets what it cannot load. Compiled code
 * is kept in the user's cache: a third of the start is compiling.
 */
const commandLine = `#!/usr/bin/env node
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error('error: proofmark: expected Node 24 or newer, received ' + process.version + '; install it from https://nodejs.org');
  process.exitCode = 2;
} else {
  const { enableCompileCache } = await import('node:module');
  const { HOME, XDG_CACHE_HOME = HOME && HOME + '/.cache' } = process.env;
  if (XDG_CACHE_HOME) enableCompileCache(XDG_CACHE_HOME + '/proofmark/compiled');
  const { run } = await import('./index.js');
  await run('proofmark');
}
`;

function runTool(script: string, args: readonly string[]): string {
  const tool = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (tool.status !== 0) {
    process.stderr.write(`${tool.stdout}${tool.stderr}`);
    throw new Error(`${script} ${args.join(' ')} failed with exit code ${tool.status}`);
  }
  return tool.stdout;
}

/** The bundle and its chunks, by file name. */
async function bundle(): Promise<Files> {
  runTool('typescript/bin/tsc', ['-b', 'actions']);
  const scratch = mkdtempSync(join(tmpdir(), 'proofmark-build-'));
  try {
    runTool('@vercel/ncc/dist/ncc/cli.js', [
      'build',
      'actions/build/main.js',
      '--out',
      scratch,
      // The cache lies outside the repository and would make a build depend on earlier ones.
      '--no-cache',
      '--license',
      'LICENSES.txt',
      ...externals.flatMap((name) => ['--external', name]),
    ]);
    return await readBundle(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function readBundle(directory: string): Promise<Files> {
  const files: Files = new Map();
  for (const name of readdirSync(directory).sort()) {
    const content = readFileSync(join(directory, name));
    if (name.endsWith('.js')) {
      // Function names stay, so that the stack in a bug report can be read.
      const minified = await minify(name, content.toString('utf8'), {
        compress: { keepNames: { function: true, class: true } },
        mangle: { keepNames: true },
      });
      if (minified.errors.length > 0) throw new Error(`${name}: ${minified.errors[0]?.message}`);
      files.set(name, Buffer.from(withUnixLines(minified.code)));
    } else {
      files.set(name, name.endsWith('.txt') ? Buffer.from(withUnixLines(content.toString('utf8'))) : content);
    }
  }
  return files;
}

/** git stores line feeds; a carriage return of some package would make every fresh clone look stale. */
function withUnixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function addStubs(files: Files): Files {
  const actions = readdirSync(join(root, 'actions'), { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() && readdirSync(join(entry.parentPath, entry.name)).includes('action.yml'),
    )
    .map((entry) => entry.name);
  for (const name of actions) {
    files.set(`${name}.js`, Buffer.from(`import { run } from './index.js';\nawait run('${name}');\n`));
  }
  files.set('proofmark.js', Buffer.from(commandLine));
  files.set('package.json', Buffer.from('{ "type": "module" }\n'));
  return files;
}

function checkContent(files: Files): void {
  const total = [...files.values()].reduce((sum, content) => sum + content.length, 0);
  if (total > sizeLimitBytes) {
    throw new Error(
      `dist has ${total} bytes, more than the limit of ${sizeLimitBytes}; see the chunks above`,
    );
  }
  for (const [name, content] of files) {
    if (content.includes(root)) throw new Error(`dist/${name} holds the path of this checkout`);
  }
}

function printSizes(files: Files): void {
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(9)} kB`;
  const rows = [...files].sort(([, a], [, b]) => b.length - a.length);
  for (const [name, content] of rows) console.log(`${kilobytes(content.length)}  ${name}`);
  console.log(`${kilobytes(rows.reduce((sum, [, content]) => sum + content.length, 0))}  total`);
}

function write(files: Files): void {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  for (const [name, content] of files) {
    writeFileSync(join(dist, name), content, { mode: name === 'proofmark.js' ? 0o755 : 0o644 });
  }
}

/** Names of files that differ between the committed dist and a fresh build. */
function compare(files: Files): string[] {
  const committed = new Set(readdirSync(dist));
  const differing = [...files].filter(
    ([name, content]) => !committed.delete(name) || !readFileSync(join(dist, name)).equals(content),
  );
  return [...differing.map(([name]) => name), ...committed];
}

export async function main(args: readonly string[]): Promise<number> {
  const files = addStubs(await bundle());
  printSizes(files);
  checkContent(files);
  if (!args.includes('--check')) {
    write(files);
    return 0;
  }
  const stale = compare(files);
  for (const name of stale) console.log(`stale: actions/dist/${name}`);
  if (stale.length > 0) console.log('Run `npm run build` and commit what it writes.');
  return stale.length > 0 ? 1 : 0;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
