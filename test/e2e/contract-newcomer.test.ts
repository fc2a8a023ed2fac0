import { cpSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { proofmark } from './command-line.ts';
import { root, temporaryDirectory } from './project.ts';

/** Real files of many shapes: vega-datasets. The larger ones belong to the long run. */
const datasets = join(root, 'node_modules/vega-datasets/data');
const LIMIT = process.env.PROOFMARK_FULL === '1' ? Number.POSITIVE_INFINITY : 40_000;
const files = readdirSync(datasets).filter(
  (name) => /\.(csv|tsv|json|parquet)$/.test(name) && statSync(join(datasets, name)).size <= LIMIT,
);

describe('what a newcomer does with a file of data', () => {
  it('there are files of each format to try', () => {
    expect(files.length).toBeGreaterThan(25);
  });

  it.each(files)('%s: infer, validate, lint, convert and compare agree', async (name) => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'data'));
    cpSync(join(datasets, name), join(directory, 'data', name));
    const run = async (...args: string[]) => {
      const { exitCode, out, err } = await proofmark(directory, args);
      expect({ args, exitCode, err: exitCode === 0 ? '' : err }).toEqual({ args, exitCode: 0, err: '' });
      return { out, err };
    };
    const data = `data/${name}`;
    await run('contract', 'infer', '--data', data, '--out', 'c.yaml');
    expect((await run('validate', '--contract', 'c.yaml', '--data', data)).out).toMatch(/^PASS (?!WITH)/);
    expect((await run('contract', 'lint', 'c.yaml')).out).toBe('c.yaml: nothing to remark\n');
    const converted = await run('contract', 'convert', 'c.yaml', '--out', 'converted.yaml');
    expect(converted.err).toContain('all of it is carried over');
    expect((await run('contract', 'diff', 'c.yaml', 'c.yaml')).out).toContain('nothing changed');
    // The text differs, so the version should too; what it demands of data must not.
    const diff = ['contract', 'diff', 'c.yaml', 'converted.yaml', '--format', 'json'];
    const { out } = await proofmark(directory, diff);
    expect(JSON.parse(out).changes).toEqual([]);
  });
});
