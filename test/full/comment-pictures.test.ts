import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { renderComment } from '../../packages/report/src/comment.ts';
import { failing, makeHistory, makeValidation } from '../../packages/report/src/fixtures.ts';
import { renderCommentHtml } from '../../packages/report/src/html.ts';

const executablePath = '/usr/bin/chromium';
const missing = existsSync(executablePath) ? undefined : 'there is no Chromium';
if (missing) console.log(`skipped: pictures of the comment (${missing})`);
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** The pictures stay here, for a person to look at. */
const folder = join(import.meta.dirname, '../../test-results/comment');
let browser: Browser;
let page: string;

beforeAll(async () => {
  if (missing) return;
  const documents = { ...failing(), validations: [makeValidation('pass')], history: makeHistory(12) };
  const comment = renderComment(documents, { fork: 'stranger/flight-delay' });
  page = (await renderCommentHtml(comment, 'comment')).replaceAll('<details>', '<details open>');
  mkdirSync(folder, { recursive: true });
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
});

describe.skipIf(missing)('the comment under the style sheet of GitHub', () => {
  test.each([
    ['light', 'light', 960],
    ['dark', 'dark', 960],
    ['mobile', 'light', 400],
    ['mobile-dark', 'dark', 400],
  ] as const)(
    '%s: nothing but tables and figures is wider than the page',
    async (name, colorScheme, width) => {
      const file = join(folder, 'comment.html');
      writeFileSync(file, page);
      const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      await tab.goto(`file://${file}`);
      const picture = await tab.screenshot({ path: join(folder, `comment-${name}.png`), fullPage: true });
      expect(picture.length).toBeGreaterThan(10_000);
      const scrollWidth: unknown = await tab.evaluate('document.documentElement.scrollWidth');
      expect(scrollWidth).toBeLessThanOrEqual(width);
      await tab.close();
    },
  );
});
