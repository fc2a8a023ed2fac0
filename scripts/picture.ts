// Draws .github/comment.png, the picture in the README: the comment on the refused pull request of the demo, by a real
// browser in GitHub's style. Run `npm run demo` first; needs Chromium (Debian: apt-get install chromium).
//
//   node scripts/bootstrap.mjs scripts/picture.ts
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '..');
const page = join(root, 'demo-out/comment-refused.html');
const browserPath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
if (!existsSync(page)) throw new Error(`${page} is missing: run npm run demo first`);
if (!browserPath) throw new Error('no Chromium found: apt-get install chromium');

const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
try {
  const tab = await browser.newPage({
    viewport: { width: 900, height: 800 },
    deviceScaleFactor: 1.5,
    colorScheme: 'light',
  });
  await tab.goto(pathToFileURL(page).href);
  await tab.screenshot({ path: join(root, '.github/comment.png'), fullPage: true });
} finally {
  await browser.close();
}
