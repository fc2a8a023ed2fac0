import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAction } from '@proofmark/fake-runner';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeProject } from './bad-input.ts';
import { proofmark } from './command-line.ts';
import { root, temporaryDirectory, writeFiles } from './project.ts';

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
  writeProject(directory);
  writeFiles(directory, { afile: 'x' });
});

const listed = () => readdirSync(directory, { recursive: true }).sort();
const aDirectory = 'expected the path of a file, received a directory; name a file in it';
const noDirectory = 'expected a directory, received a file; choose another path';
const below = 'a part of the path is a file where a directory is needed; choose another path';

describe('an output that cannot be written is refused before the work, with exit code 2', () => {
  it.each<[string[], string]>([
    [['evaluate', '--out', '.'], `--out .: cannot be written: ${aDirectory}`],
    [['evaluate', '--out', 'p.csv/x.json'], `--out p.csv/x.json: cannot be written: ${below}`],
    [['evaluate', '--out-dir', 'afile'], `afile: cannot be written: ${noDirectory}`],
    [['validate', '--out-dir', 'afile'], `afile: cannot be written: ${noDirectory}`],
    [['validate', '--out-dir', 'afile/deeper'], `afile/deeper: cannot be written: ${below}`],
    [['gate', '--out-dir', 'afile'], `afile: cannot be written: ${noDirectory}`],
    [['report', '--file', '.'], `--file .: cannot be written: ${aDirectory}`],
    [['report', '--svg', 'afile'], `--svg afile: cannot be written: ${noDirectory}`],
    [['contract', 'infer', '--data', 'p.csv', '--out', '.'], `--out .: cannot be written: ${aDirectory}`],
    [['init', '--force', '--out', '.'], `--out .: cannot be written: ${aDirectory}`],
  ])('proofmark %j', async (args, message) => {
    const before = listed();
    const result = await proofmark(directory, args);
    expect(result).toEqual({ exitCode: 2, out: '', err: `error: ${message}\n` });
    expect(listed()).toEqual(before);
  });

  it.each(['validate-data', 'evaluate-model', 'gate-model'])('the built action %s', async (name) => {
    const result = await runAction({
      action: join(root, 'actions', name),
      workspace: directory,
      inputs: { out: 'afile' },
    });
    expect(result.annotations.map(({ message }) => message)).toEqual([
      `afile: cannot be written: ${noDirectory}`,
    ]);
    expect(result.stdout + result.stderr).not.toMatch(/^\s+at /m);
    expect(result).toMatchObject({ exitCode: 2, outputs: {} });
    expect(readFileSync(join(directory, 'afile'), 'utf8')).toBe('x');
  });
});
