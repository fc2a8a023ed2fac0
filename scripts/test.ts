// What proves the repository right: lint, types, generated files, dist, tests. Ends with the line
// `N passed, N failed`, where each stage before the tests counts as one.
//
//   node scripts/bootstrap.mjs scripts/test.ts [--full]
//
// `--full` runs the heavy tests instead: those that need minutes and peers (test-files.ts says which).
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const modules = join(root, 'node_modules');

export type Count = { passed: number; failed: number; skipped: number };

type Stage = { readonly name: string; readonly script: string; readonly args: readonly string[] };

const stages: readonly Stage[] = [
  { name: 'lint', script: join(modules, '@biomejs/biome/bin/biome'), args: ['ci', '--colors=off', '.'] },
  { name: 'lock', script: join(root, 'scripts/complete-lock.ts'), args: ['--check'] },
  { name: 'types', script: join(modules, 'typescript/bin/tsc'), args: ['-b'] },
  { name: 'schemas', script: join(root, 'scripts/gen-schemas.ts'), args: ['--check'] },
  { name: 'embedded', script: join(root, 'scripts/gen-embedded.ts'), args: ['--check'] },
  { name: 'docs', script: join(root, 'scripts/gen-docs.ts'), args: ['--check'] },
  { name: 'dist', script: join(root, 'scripts/build.ts'), args: ['--check'] },
];

function runNode(
  args: readonly string[],
  options: { show: boolean; env?: NodeJS.ProcessEnv },
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: options.env ?? process.env,
    maxBuffer: 64 * 1024 * 1024,
    stdio: options.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits until the text is out: a full pipe would otherwise show it after what the next process writes. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
}

/** Runs one stage; what it says is shown only when it fails. */
async function runStage({ name, script, args }: Stage): Promise<boolean> {
  const started = performance.now();
  const result = runNode(['--conditions=source', script, ...args], { show: false });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const passed = result.status === 0;
  await print(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (!passed) await print(`${result.stdout}${result.stderr}`.trimEnd());
  return passed;
}

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  success: boolean;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

/** Counts tests. A file that cannot be loaded has no tests to fail, so it counts as one failure itself. */
export function countReport(report: Report, exitCode: number): Count {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = report.numFailedTests + broken.length;
  return {
    passed: report.numPassedTests,
    // An error outside any test (an unhandled rejection) shows in the exit code only.
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function runTests(full: boolean): Count {
  const scratch = mkdtempSync(join(tmpdir(), 'proofmark-test-'));
  const file = join(scratch, 'report.json');
  // Hundreds of tests make directories of their own: all go with this one.
  const temporary = join(scratch, 'tmp');
  mkdirSync(temporary);
  try {
    const result = runNode(
      [
        join(modules, 'vitest/vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ],
      { show: true, env: { ...process.env, TMPDIR: temporary, ...(full ? { PROOFMARK_FULL: '1' } : {}) } },
    );
    return countReport(JSON.parse(readFileSync(file, 'utf8')), result.status ?? 1);
  } catch (error) {
    console.log(`the tests left no report: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** `3 passed, 1 failed`, and `, 2 skipped` when there are such. */
export function closingLine({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

async function main(args: readonly string[]): Promise<number> {
  const full = args.includes('--full');
  const results: boolean[] = [];
  for (const stage of full ? [] : stages) results.push(await runStage(stage));
  const tests = runTests(full);
  if (!full)
    console.log('The heavy tests did not run: they need minutes and peers; `npm run test:full` runs them.');
  const count = {
    passed: tests.passed + results.filter((passed) => passed).length,
    failed: tests.failed + results.filter((passed) => !passed).length,
    skipped: tests.skipped,
  };
  await print(`\n${closingLine(count)}`);
  return count.failed > 0 ? 1 : 0;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
