import { relative } from 'node:path';
import type { ActionResult } from '@proofmark/fake-runner';

const started = performance.now();

/** Prints the demo as a story: chapters, what each step did, how long it took. */
export function chapter(title: string): void {
  console.log(`\n${title}`);
}

const indent = ' '.repeat(8);
const width = 110;

/** Tells one line of the story, on as many lines as its words need. */
export function tell(line: string): void {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  console.log(indent + lines.join(`\n${indent}`));
}

/**
 * Runs one step: tells that it begins, counts the seconds where somebody looks, and tells how it ended. An end that the
 * story did not expect stops the demo with the log.
 */
export async function step(
  name: string,
  expected: 'success' | 'failure',
  work: () => Promise<ActionResult>,
): Promise<ActionResult> {
  const stop = announce(name);
  const result = await work().finally(stop);
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

/** A terminal gets a line that counts and is written over; a log gets the name alone. */
function announce(name: string): () => void {
  if (!process.stdout.isTTY) {
    console.log(`        … ${name}`);
    return () => undefined;
  }
  const begun = performance.now();
  const show = () => {
    const seconds = ((performance.now() - begun) / 1000).toFixed(0).padStart(5);
    process.stdout.write(`\r${seconds} s … ${name}`);
  };
  show();
  const ticker = setInterval(show, 1000);
  return () => {
    clearInterval(ticker);
    process.stdout.write('\r\u001b[K');
  };
}

export function elapsedSeconds(): string {
  return ((performance.now() - started) / 1000).toFixed(0);
}

export function shown(path: string): string {
  return relative(process.cwd(), path);
}
