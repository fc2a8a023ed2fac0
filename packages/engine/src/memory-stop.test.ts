import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Runs one SELECT of a stranger in a process of its own, with 64 MB for the engine. */
const program = `
import { openEngine } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
const [directory, sql] = process.argv.slice(1);
const logger = { info() {}, debug() {}, warning() {}, progress() {}, error: (text) => console.error(text) };
const engine = await openEngine({
  workDirectory: ${JSON.stringify(import.meta.dirname)},
  tempDirectory: directory + '/spilled',
  memoryLimit: '64MB',
  threads: 1,
  logger,
});
await engine.attach('data', { files: [directory + '/d.csv'] });
await engine.select('made', sql, 'table').catch(({ code, message }) => console.error(code, message));
await engine.close();
`;

function runStranger(sql: string) {
  const directory = mkdtempSync(join(tmpdir(), 'memory-stop-test-'));
  try {
    writeFileSync(join(directory, 'd.csv'), `a\n${'x\n'.repeat(100_000)}`);
    const args = ['--conditions=source', '--input-type=module', '-e', program, directory, sql];
    const { signal, status, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      timeout: 60_000,
    });
    return { signal, status, stderr, left: readdirSync(join(directory, 'spilled')) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const tooLarge = /a query was stopped: it takes more memory than the engine is given; simplify it/;

test('a call that no interruption ends takes the process along, with its reason and without a trace', () => {
  // Ten megabytes for each of the 2,048 rows that one call of the function makes.
  const { signal, stderr, left } = runStranger(
    "SELECT length(replace(repeat(a, 9999), 'x', repeat('b', 999))) AS n FROM data",
  );
  expect({ signal, left }).toEqual({ signal: 'SIGTERM', left: [] });
  expect(stderr).toMatch(tooLarge);
  expect(stderr).toContain('it did not stop, so the run ends here');
});

test('a query that heeds the interruption fails, and the process goes on', () => {
  // Twenty megabytes for each column of 2,048 rows, more columns than the memory holds.
  const columns = Array.from({ length: 22 }, (_, i) => `length(replace(a || '${i}', 'x', long)) AS n${i}`);
  const { signal, status, stderr, left } = runStranger(
    `SELECT ${columns.join(', ')} FROM data, (SELECT repeat('b', 9999) AS long)`,
  );
  expect({ signal, status, left }).toEqual({ signal: null, status: 0, left: [] });
  expect(stderr).toMatch(tooLarge);
});
