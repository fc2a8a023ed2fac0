import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'actions/*/src/**/*.test.ts',
      'test/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    // Heavy tests need minutes and peers (a browser, act, Python): `npm run test:full`.
    exclude: process.env.PROOFMARK_FULL === '1' ? [] : ['test/full/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
