import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { commentPages } from './comment-pages.ts';

const executablePath = '/usr/bin/chromium';
const missing = existsSync(executablePath) ? undefined : 'there is no Chromium';
if (missing) console.log(`skipped: pictures of the comment (${missing})`);
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const root = join(import.meta.dirname, '../..');
/** The pictures stay here, for a person to look at; ci keeps them as an artifact. */
const folder = join(root, 'test-results/comment');
/** The one that GitHub draws the charts with, on its side too. */
const mermaid = join(root, 'node_modules/mermaid/dist/mermaid.min.js');
let browser: Browser;
let pages: Awaited<ReturnType<typeof commentPages>>;

beforeAll(async () => {
  if (missing) return;
  mkdirSync(folder, { recursive: true });
  pages = await commentPages();
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
});

/** How many charts were drawn, and what Mermaid said of those that were not. */
async function drawCharts(tab: Page, colorScheme: 'light' | 'dark'): Promise<unknown> {
  await tab.addScriptTag({ content: readFileSync(mermaid, 'utf8') });
  const theme = colorScheme === 'dark' ? 'dark' : 'default';
  return tab.evaluate(`(async () => {
    mermaid.initialize({ startOnLoad: false, theme: '${theme}' });
    const blocks = [...document.querySelectorAll('pre.mermaid')];
    const problems = [];
    for (const block of blocks) await mermaid.parse(block.textContent).catch((error) => problems.push(String(error)));
    await mermaid.run({ nodes: blocks, suppressErrors: true });
    return { drawn: document.querySelectorAll('pre.mermaid svg .line-plot-0, pre.mermaid svg .line-plot-1').length, problems };
  })()`);
}

describe.skipIf(missing)('the comments under the style sheet of GitHub, with the charts of Mermaid', () => {
  test.each([
    ['light', 'light', 960],
    ['dark', 'dark', 960],
    ['mobile', 'light', 390],
    ['mobile-dark', 'dark', 390],
  ] as const)(
    '%s: every chart is drawn, and nothing is wider than the page',
    async (name, colorScheme, width) => {
      // The page forbids scripts, as it should; GitHub draws charts in a frame of its own.
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme,
        bypassCSP: true,
      });
      for (const one of pages) {
        const file = join(folder, `${one.name}.html`);
        writeFileSync(file, one.page);
        const tab = await context.newPage();
        await tab.goto(`file://${file}`);
        expect([one.name, await drawCharts(tab, colorScheme)]).toEqual([
          one.name,
          { drawn: one.charts, problems: [] },
        ]);
        const picture = await tab.screenshot({
          path: join(folder, `${one.name}-${name}.png`),
          fullPage: true,
        });
        expect(picture.length).toBeGreaterThan(10_000);
        const scrollWidth: unknown = await tab.evaluate('document.documentElement.scrollWidth');
        expect([one.name, scrollWidth]).toEqual([one.name, width]);
        await tab.close();
      }
      await context.close();
    },
  );
});
