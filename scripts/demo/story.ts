import { relative } from 'node:path';
import type { ActionResult } from '@proofmark/fake-runner';

const started = performance.now();

/** Prints the demo as a story: chapters, what each step did, how long it took. */
export function chapter(title: string): void {
  console.log(`\n${title}`);
}

export function tell(line: string): void {
  console.log(`        ${line}`);
}

/** Runs one step and tells how it ended. An end that the story did not expect stops the demo with the log. */
export async function step(
  name: string,
  expected: 'success' | 'failure',
  work: Promise<ActionResult>,
): Promise<ActionResult> {
  const result = await work;
  const seconds = (result.durationMs / 1000).toFixed(1).padStart(5);
  if (result.conclusion !== expected) {
    console.log(result.stdout, result.stderr);
    throw new Error(
      `${name}: expected ${expected}, received ${result.conclusion} (exit code ${result.exitCode})`,
    );
  }
  console.log(`${seconds} s ${expected === 'success' ? '✓' : '✗'} ${name}`);
  return result;
}

export function elapsedSeconds(): string {
  return ((performance.now() - started) / 1000).toFixed(0);
}

export function shown(path: string): string {
  return relative(process.cwd(), path);
}
