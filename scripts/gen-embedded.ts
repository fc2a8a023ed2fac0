/**
 * Writes TypeScript files that carry texts inside, so that the bundle reads no file: GitHub's style of Markdown, the
 * workflow that `proofmark init` writes, and the version. `--check` only says which are stale.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { writeTextFile } from '@proofmark/documents';

type Embedded = {
  target: string;
  source: string;
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
];

const stale: string[] = [];
for (const { target, source, what, name, from, shrink = (text: string) => text } of embedded) {
  const content = shrink(await readFile(source, 'utf8')).replace(/[`\\]|\$\{/g, '\\$&');
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
