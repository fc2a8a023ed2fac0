/**
 * Writes packages/report/src/github-css.ts from the package github-markdown-css (MIT, Sindre Sorhus), so that
 * pages carry their style inside and the bundle reads no file. `--check` only says whether it is stale.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { writeTextFile } from '@proofmark/documents';

const source = createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css');
const target = join(import.meta.dirname, '..', 'packages', 'report', 'src', 'github-css.ts');

const css = (await readFile(source, 'utf8'))
  .replace(/\/\*[\s\S]*?\*\//g, '')
  .replace(/\s*\n\s*/g, '\n')
  .trim();
if (/[`\\]|\$\{/.test(css)) throw new Error('the CSS needs escaping in a template');
const text = `// Written by scripts/gen-github-css.ts from github-markdown-css (MIT, Sindre Sorhus). Do not edit.
/** GitHub's style of Markdown, light and dark by the reader's preference. */
export const githubCss = \`${css}\`;
`;
if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
  if (process.argv.includes('--check')) {
    console.error(
      'stale: packages/report/src/github-css.ts; run: node --conditions=source scripts/gen-github-css.ts',
    );
    process.exitCode = 1;
  } else {
    await writeTextFile(target, text);
  }
}
