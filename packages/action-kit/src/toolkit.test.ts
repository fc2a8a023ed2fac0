import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runnerToolkit } from './toolkit.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'toolkit-'));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true, force: true });
});

/** What `work` writes to the standard output and to the file that `variable` names. */
async function record(variable: string, work: () => unknown): Promise<string> {
  const file = join(directory, 'file');
  writeFileSync(file, '');
  vi.stubEnv(variable, file);
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  await work();
  write.mockRestore();
  return `${printed}--\n${readFileSync(file, 'utf8')}`.replaceAll(/ghadelimiter_[-\da-f]{36}/g, 'DELIMITER');
}

const hostile = [
  '',
  'plain',
  '100 % of a:b,c',
  'two\r\nlines\n::error::x',
  'a<<ghadelimiter_1',
  '日本\u202e ##[x]',
];
const place = { file: 'a,b:c%.csv', startLine: 3, startColumn: 7 };
const ours = runnerToolkit();

test.each(hostile)('writes what @actions/core writes: %j', async (text) => {
  const pairs: [() => unknown, () => unknown][] = [
    [() => ours.setSecret(text), () => core.setSecret(text)],
    [() => ours.info(text), () => core.info(text)],
    [() => ours.debug(text), () => core.debug(text)],
    [() => ours.notice(text), () => core.notice(text)],
    [() => ours.warning(text, {}), () => core.warning(text, {})],
    [() => ours.error(text, place), () => core.error(text, place)],
    [() => ours.startGroup(text), () => core.startGroup(text)],
    [() => ours.endGroup(), () => core.endGroup()],
  ];
  for (const [own, theirs] of pairs) expect(await record('NONE', own)).toBe(await record('NONE', theirs));
});

test.each(hostile)('sets an output as @actions/core does: %j', async (text) => {
  const own = await record('GITHUB_OUTPUT', () => ours.setOutput('name', text));
  expect(own).toBe(await record('GITHUB_OUTPUT', () => core.setOutput('name', text)));
  expect(own).toContain('name<<DELIMITER');
});

test('appends to the job summary as @actions/core does', async () => {
  const twice = (write: (text: string) => unknown) => async () => {
    await write('# One\n');
    await write('two');
  };
  const own = await record('GITHUB_STEP_SUMMARY', twice(ours.appendSummary));
  const theirs = await record(
    'GITHUB_STEP_SUMMARY',
    twice((text) => core.summary.addRaw(text, true).write()),
  );
  expect(own).toBe(theirs);
});

test('a runner without the files gets the older command, one with a lost file an error', async () => {
  vi.stubEnv('GITHUB_OUTPUT', '');
  expect(await record('NONE', () => ours.setOutput('name', 'a\nb'))).toBe(
    await record('NONE', () => core.setOutput('name', 'a\nb')),
  );
  vi.stubEnv('GITHUB_OUTPUT', join(directory, 'absent'));
  expect(() => ours.setOutput('name', 'a')).toThrow('GITHUB_OUTPUT names the file');
});
