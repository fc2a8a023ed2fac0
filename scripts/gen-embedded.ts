/**
 * Writes TypeScript files that carry texts inside, so that the bundle reads no file: GitHub's style of Markdown, the
 * workflow that `proofmark init` writes, the version, and the code of a thread. `--check` only says which are stale.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { writeTextFile } from '@proofmark/documents';
import { build } from 'rolldown';

type Embedded = {
  target: string;
  /** The file, or what makes its text. */
  source: string | (() => Promise<string>);
  what: string;
  name: string;
  from: string;
  shrink?: (text: string) => string;
};

const root = join(import.meta.dirname, '..');

const embedded: readonly Embedded[] = [
  {
    target: 'packages/report/src/github-css.ts',
    source: createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css'),
    from: 'github-markdown-css (MIT, Sindre Sorhus)',
    what: "GitHub's style of Markdown, light and dark by the reader's preference.",
    name: 'githubCss',
    shrink: (css) =>
      css
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/\s*\n\s*/g, '\n')
        .trim(),
  },
  {
    target: 'packages/runs/src/starter-workflow.ts',
    source: join(root, 'workflows-examples/pull-request.yml'),
    from: 'workflows-examples/pull-request.yml',
    what: 'The pull-request loop, for `proofmark init`.',
    name: 'starterWorkflow',
  },
  {
    target: 'packages/runs/src/version.ts',
    source: join(root, 'package.json'),
    from: 'package.json',
    what: 'The version of the suite, as documents record it.',
    name: 'VERSION',
    shrink: (manifest) => JSON.parse(manifest).version,
  },
  {
    target: 'packages/evaluate/src/rank-worker-code.ts',
    source: () => bundleScript('packages/evaluate/src/rank-worker.ts'),
    from: 'packages/evaluate/src/rank-worker.ts',
    what: 'The script of the thread that ranks scores, with all that it imports.',
    name: 'rankWorkerCode',
  },
];

/** One script, for a thread that is started from its text. */
async function bundleScript(input: string): Promise<string> {
  const { output } = await build({
    cwd: root,
    input,
    platform: 'node',
    write: false,
    resolve: { conditionNames: ['source', 'node', 'import', 'default'] },
    // Names stay, so that the stack in a bug report can be read.
    output: { format: 'cjs', minify: { mangle: false } },
  });
  return output[0].code;
}

const stale: string[] = [];
for (const { target, source, what, name, from, shrink = (text: string) => text } of embedded) {
  const original = await (typeof source === 'string' ? readFile(source, 'utf8') : source());
  const content = shrink(original).replace(/[`\\]|\$\{/g, '\\$&');
  const text = `// Written by scripts/gen-embedded.ts from ${from}. Do not edit.\n/** ${what} */\nexport const ${name} = \`${content}\`;\n`;
  const path = join(root, target);
  if ((await readFile(path, 'utf8').catch(() => '')) === text) continue;
  if (process.argv.includes('--check')) stale.push(target);
  else await writeTextFile(path, text);
}
if (stale.length > 0) {
  console.error(`stale: ${stale.join(', ')}; run: node --conditions=source scripts/gen-embedded.ts`);
  process.exitCode = 1;
}
