import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLogger } from '@proofmark/documents';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from './run-command.ts';

const made: string[] = [];
let directory = '';
beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'proofmark-run-')));
  made.push(directory);
});
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

const spec = (run: string, timeoutMinutes = 1) => ({
  run,
  directory,
  writes: ['p.csv'],
  timeoutMinutes,
});

describe('the command that writes predictions', () => {
  it('writes them, and its output goes to the log', async () => {
    const lines: string[] = [];
    const logger = { ...silentLogger, info: (line: string) => lines.push(line) };
    await runCommand(spec('echo out; echo err >&2; echo id > p.csv'), logger);
    expect(lines.sort()).toEqual(['err', 'out']);
  });

  it('may write a file that was there before', async () => {
    writeFileSync(join(directory, 'p.csv'), 'old');
    await runCommand(spec('echo other > p.csv'), silentLogger);
    expect(readFileSync(join(directory, 'p.csv'), 'utf8')).toBe('other\n');
  });

  it.each([
    [
      'a failure, with its last lines',
      'echo one >&2; echo two >&2; exit 3',
      /exit code 3; its last lines: one \| two/,
    ],
    ['a failure in the middle', 'false; echo id > p.csv', /exit code 1; it wrote nothing to stderr/],
    ['a failure in a pipe', 'false | cat > p.csv', /exit code 1/],
    ['hostile output, escaped', "printf '\\033[31mred\\n' >&2; exit 1", /\\u001b\[31mred/],
    ['a signal', 'kill -9 $$', /ended by SIGKILL/],
    ['nothing written', 'true', /wrote no p\.csv/],
    ['what was there before', 'true # old', /is as old as before/],
  ])('reports %s', async (_, run, message) => {
    if (run.includes('old')) writeFileSync(join(directory, 'p.csv'), 'old');
    await expect(runCommand(spec(run), silentLogger)).rejects.toMatchObject({
      code: 'predictions-invalid',
      message: expect.stringMatching(message),
    });
  });

  it('ends it after the timeout, with what it started', async () => {
    const run = 'sleep 60 & echo $! > pid; wait';
    await expect(runCommand(spec(run, 0.02), silentLogger)).rejects.toThrow(
      /did not end within 0.02 minutes/,
    );
    expect(await isGone(Number(readFileSync(join(directory, 'pid'), 'utf8')))).toBe(true);
  });

  it('sees no tokens, and no file whose lines the runner obeys', async () => {
    process.env.INPUT_TOKEN = 'secret';
    process.env.GITHUB_TOKEN = 'secret';
    process.env.GITHUB_ENV = 'secret';
    try {
      await runCommand(spec('env > p.csv'), silentLogger);
    } finally {
      for (const name of ['INPUT_TOKEN', 'GITHUB_TOKEN', 'GITHUB_ENV']) delete process.env[name];
    }
    const seen = readFileSync(join(directory, 'p.csv'), 'utf8');
    expect(seen).toContain('PATH=');
    expect(seen).not.toContain('secret');
  });
});

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    // A killed process stays a zombie until somebody waits for it.
    if (readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) return true;
    await sleep(20);
  }
  return false;
}
