import { defineConfig } from 'vitest/config';
import { asksForMore, long, short } from './scripts/test-files.ts';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    ...(process.env.PROOFMARK_FULL === '1'
      ? { include: [...long, ...asksForMore] }
      : { include: [...short], exclude: [...long] }),
    globalSetup: './test/temporary-directory.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
