// Runs the benchmarks one after another, so that none disturbs another; each prints its ratios.
//
//   npm run bench                    all
//   npm run bench -- startup         one, or several
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const benchmarks: Readonly<Record<string, string>> = {
  startup: 'bench/startup.ts',
  validate: 'bench/validate/run.ts',
  evaluate: 'bench/evaluate/run.ts',
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(benchmarks, name));
if (unknown !== undefined) {
  console.error(`bench: expected ${Object.keys(benchmarks).join(', ')}, received ${unknown}`);
  process.exitCode = 2;
} else {
  for (const [name, script] of Object.entries(benchmarks)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(`\n${name}`);
    const { status } = spawnSync(process.execPath, ['--conditions=source', script], {
      cwd: root,
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
}
