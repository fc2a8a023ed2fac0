import { relative } from 'node:path';
import type { ActionResult } from '@proofmark/fake-runner';

const started = performance.now();
const indent = ' '.repeat(8);
const width = 110;

/** Where the jobs of one chapter tell what they did. */
export type Chapter = {
  /** Tells one line of the story, on as many lines as its words need. */
  tell(line: string): void;
  /** Runs one step. An end that the story did not expect stops the demo with the log. */
  step(
    name: string,
    expected: 'success' | 'failure',
    work: () => Promise<ActionResult>,
  ): Promise<ActionResult>;
};

type Telling = { lines: string[]; running: string | undefined; ended: boolean };

/** The chapters that are not told to their end; the first is told as it happens. */
const untold: Telling[] = [];
let stopTicking = () => {};

/**
 * Starts a chapter. Chapters may happen at the same time, as jobs on GitHub do, and are told one after the other, in
 * the order of their starts.
 * @param after what has to happen before it
 */
export async function chapter<Result>(
  title: string,
  work: (chapter: Chapter) => Promise<Result>,
  after?: Promise<unknown>,
): Promise<Result> {
  const telling: Telling = { lines: [], running: undefined, ended: false };
  untold.push(telling);
  const print = (text: string) => {
    if (telling === untold[0]) console.log(text);
    else telling.lines.push(text);
  };
  print(`\n${title}`);
  await after;
  const result = await work({
    tell: (line) => print(wrap(line)),
    async step(name, expected, run) {
      begin(telling, name);
      const result = await run().finally(() => end(telling));
      const { conclusion, exitCode } = result;
      if (conclusion !== expected) {
        console.log(result.stdout, result.stderr);
        throw new Error(`${name}: expected ${expected}, received ${conclusion} (exit code ${exitCode})`);
      }
      const seconds = (result.durationMs / 1000).toFixed(1).padStart(5);
      print(`${seconds} s ${expected === 'success' ? '✓' : '✗'} ${name}`);
      return result;
    },
  });
  telling.ended = true;
  tellNext();
  return result;
}

/** Once a chapter is told, the next is told as far as it has come; it may have ended already. */
function tellNext(): void {
  while (untold[0]?.ended) {
    untold.shift();
    const next = untold[0];
    for (const line of next?.lines ?? []) console.log(line);
    if (next?.running !== undefined) announce(next.running);
  }
}

function begin(telling: Telling, name: string): void {
  telling.running = name;
  if (telling === untold[0]) announce(name);
}

function end(telling: Telling): void {
  telling.running = undefined;
  if (telling === untold[0]) stopTicking();
}

/** A terminal gets a line that counts the seconds and is written over; a log gets the name alone. */
function announce(name: string): void {
  if (!process.stdout.isTTY) {
    console.log(`${indent}… ${name}`);
    return;
  }
  const begun = performance.now();
  const show = () => {
    const seconds = ((performance.now() - begun) / 1000).toFixed(0).padStart(5);
    process.stdout.write(`\r${seconds} s … ${name}`);
  };
  show();
  const ticker = setInterval(show, 1000);
  stopTicking = () => {
    clearInterval(ticker);
    process.stdout.write('\r\u001b[K');
    stopTicking = () => {};
  };
}

function wrap(line: string): string {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return indent + lines.join(`\n${indent}`);
}

export function elapsedSeconds(): string {
  return ((performance.now() - started) / 1000).toFixed(0);
}

export function shown(path: string): string {
  return relative(process.cwd(), path);
}
