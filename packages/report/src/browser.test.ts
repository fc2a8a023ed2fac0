import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withCurves } from './fixtures/curves.ts';
import { taskEvaluations } from './fixtures/tasks.ts';
import { failing, makeDrift, makeHistory, makeProfile, makeValidation } from './fixtures.ts';
import { renderHtmlReport } from './html-report.ts';
import { findCrossings } from './svg/find-crossings.ts';

// The report in a real browser. The pictures stay for people to look at.
const pictures = join(import.meta.dirname, '../../../test-results/report');
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const { verdict, evaluation } = failing();
const documents = {
  verdict,
  evaluation: withCurves(evaluation),
  validations: [makeValidation('fail')],
  profile: makeProfile(),
  drift: makeDrift(),
  history: makeHistory(12),
};
const page = renderHtmlReport(documents);

const looks = [
  ['light', { colorScheme: 'light', viewport: { width: 1000, height: 900 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1000, height: 900 } }],
  ['mobile', { colorScheme: 'light', viewport: { width: 400, height: 800 } }],
] as const;

test('is no larger than 2 MB', () => {
  expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
});

describe.skipIf(process.env.PROOFMARK_FULL !== '1' || executablePath === undefined)('in Chromium', () => {
  let browser: Browser;
  const file = join(pictures, 'report.html');
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    await writeFile(file, page);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());

  async function open(options: Parameters<Browser['newContext']>[0] = {}, path = file) {
    const tab = await (await browser.newContext(options)).newPage();
    const problems: string[] = [];
    tab.on('console', (message) => problems.push(message.text()));
    tab.on('pageerror', (error) => problems.push(error.message));
    tab.on('request', (request) => {
      if (!request.url().startsWith('file:')) problems.push(`asked for ${request.url()}`);
    });
    await tab.goto(pathToFileURL(path).href);
    return { tab, problems };
  }

  /** What axe finds serious, what is wider than the screen or beside its middle, labels that cross, and complaints. */
  async function examine(name: string, path: string, look: Parameters<Browser['newContext']>[0]) {
    // The policy of the page would refuse axe itself.
    const { tab, problems } = await open({ ...look, bypassCSP: true }, path);
    await tab.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    await tab.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const found = await tab.evaluate<{ id: string; impact: string }[]>(
      'axe.run().then(({ violations }) => violations.map(({ id, impact }) => ({ id, impact })))',
    );
    const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const beyond = await tab.evaluate('Math.max(0, document.documentElement.scrollWidth - innerWidth)');
    const offCentre = await tab.evaluate(
      `(({ left, right }) => Math.abs(left + right - document.documentElement.clientWidth) > 1)(document.querySelector('main').getBoundingClientRect())`,
    );
    const crossings = await tab.evaluate(findCrossings);
    await tab.context().close();
    return { serious, beyond, offCentre, crossings, problems };
  }
  const healthy = { serious: [], beyond: 0, offCentre: false, crossings: [], problems: [] };

  test.each(looks)(
    '%s: axe finds nothing serious, and the page is not wider than the screen',
    async (name, look) => {
      expect(await examine(`report-${name}`, file, look)).toEqual(healthy);
    },
  );

  test.each(Object.entries(taskEvaluations))('the same for %s', async (task, own) => {
    const path = join(pictures, `${task}.html`);
    await writeFile(path, renderHtmlReport({ evaluation: own, history: makeHistory(5) }));
    const [, , [, mobile]] = looks;
    expect(await examine(`report-${task}`, path, mobile)).toEqual(healthy);
  });

  test('the slider, moved with the keyboard, shows the confusion matrix of its threshold', async () => {
    const { tab, problems } = await open();
    await tab.focus('#threshold');
    await tab.keyboard.press('Home');
    expect(await tab.textContent('#at')).toBe('0');
    // At 0 every row is flagged, so recall is 1.
    expect(await tab.textContent('#chosen tr:first-child td:nth-of-type(3)')).toBe('1.0000');
    await tab.keyboard.press('ArrowRight');
    expect(await tab.textContent('#at')).toBe('0.01');
    expect(problems).toEqual([]);
    await tab.context().close();
  });

  test('without scripts the table of thresholds is there and the slider is not', async () => {
    const { tab } = await open({ javaScriptEnabled: false });
    expect(await tab.isVisible('#threshold')).toBe(false);
    expect(await tab.locator('#sweep tr').count()).toBe(202);
    await tab.context().close();
  });

  test('prints light on paper, everything unfolded and nothing wider than the page', async () => {
    const { tab } = await open({ colorScheme: 'dark', viewport: { width: 703, height: 1000 } });
    const pdf = await tab.pdf({ path: join(pictures, 'report.pdf'), format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await tab.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const styles = `getComputedStyle(document.querySelector('main')).color`;
    expect(await tab.evaluate(styles)).toBe('rgb(31, 35, 40)');
    const wide = `[...document.querySelectorAll('table, svg')].filter((one) => one.getBoundingClientRect().right > innerWidth).length`;
    expect(await tab.evaluate(wide)).toBe(0);
    await tab.context().close();
  });
});
