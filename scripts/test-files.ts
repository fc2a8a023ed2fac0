/** The tests of `npm test`. */
export const short = [
  'packages/*/src/**/*.test.ts',
  'actions/*/src/**/*.test.ts',
  'test/**/*.test.ts',
  'scripts/**/*.test.ts',
];

/** Tests that need minutes and peers (a browser, act, Python): `npm run test:full`, with PROOFMARK_FULL=1. */
export const long = ['test/full/**/*.test.ts'];

/** Tests of both: the long run asks them for more cases. */
export const asksForMore = [
  'packages/report/src/browser.test.ts',
  'packages/report/src/hostile-pages.test.ts',
  'packages/report/src/hostile.test.ts',
  'test/e2e/contract-newcomer.test.ts',
];
