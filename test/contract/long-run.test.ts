import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { asksForMore, long, short } from '../../scripts/test-files.ts';

const root = join(import.meta.dirname, '..', '..');
const find = (patterns: readonly string[]) => globSync([...patterns], { cwd: root });

it('the long run holds every test that asks for it', () => {
  const longRun = new Set(find([...long, ...asksForMore]));
  const asking = find(short).filter((file) =>
    /env\.PROOFMARK_FULL\b/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(asking.filter((file) => !longRun.has(file))).toEqual([]);
  expect(asking).toEqual(expect.arrayContaining([...asksForMore]));
});
