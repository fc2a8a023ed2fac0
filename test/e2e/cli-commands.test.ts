import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, readDocument, referenceFile } from '@proofmark/documents';
import { findNode24 } from '@proofmark/fake-runner';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { config, predictions, writeProject } from './bad-input.ts';
import { proofmark } from './command-line.ts';
import { root, temporaryDirectory, writeFiles } from './project.ts';

const commands = [
  'init',
  'validate',
  'evaluate',
  'gate',
  'plan',
  'report',
  'preview',
  'verify',
  'verify-verdict',
  'profile',
  'monitor',
  'doctor',
];
let project: string;

beforeAll(() => {
  project = temporaryDirectory();
  writeProject(project);
});

const read = (name: string) => readFileSync(join(project, name), 'utf8');

describe('help', () => {
  it.each(commands)('%s --help shows examples that begin with the command', async (command) => {
    const { exitCode, out, err } = await proofmark(project, [command, '--help']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(new RegExp(`\\nExamples:\\n {2}\\$ proofmark ${command}`));
  });

  it('lists every command and the exit codes', async () => {
    const { out } = await proofmark(project, ['--help']);
    for (const command of commands) expect(out).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    expect(out).toContain('Exit codes: 0 pass, 1 fail, 2 configuration or input error, 3 inconclusive.');
  });

  it.each<[string, string[], RegExp]>([
    ['an unknown command', ['evalute'], /unknown command 'evalute'.*\n?.*evaluate/],
    ['an unknown option', ['gate', '--polcy', 'x'], /unknown option '--polcy'.*\n?.*--policy/],
    ['a missing argument', ['verify'], /missing required argument 'directory'/],
    [
      'a choice that is none',
      ['report', '--format', 'pdf'],
      /'pdf' is invalid. Allowed choices are html, markdown/,
    ],
    [
      'a number that is none',
      ['evaluate', '--threshold', 'half'],
      /threshold: expected a number, received "half"/,
    ],
    [
      'a task that is none',
      ['evaluate', '--task', 'x', '--predictions', 'p.csv'],
      /task: expected "binary" or .*, received "x"/,
    ],
    [
      'a report on nothing',
      ['report', '--out-dir', 'nowhere'],
      /nowhere: expected verdict\.json, evaluation\.json or validation\.json, found none/,
    ],
    ['a folder that is none', ['verify', 'nowhere'], /nowhere: the folder was not found/],
    ['a file for a folder', ['verify', 'p.csv'], /p\.csv: expected a folder, received a file/],
    [
      'a folder without a release',
      ['verify', '.'],
      /: expected the files of one release, received a folder without \S+\.json; download all assets/,
    ],
  ])('%s ends with 2', async (_what, args, message) => {
    const { exitCode, out, err } = await proofmark(project, args);
    expect(err).toMatch(message);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  });
});

describe('report', () => {
  it.each([
    ['html', 'report.html', /^<!doctype html>/i],
    ['markdown', 'comment.md', /### /],
    ['comment-html', 'comment.html', /^<!doctype html>/i],
    ['junit', 'report.junit.xml', /<testsuite name="gates of /],
    ['gitlab', 'metrics.txt', /^proofmark_gates_failed \d+\n/],
    ['gitlab-code-quality', 'gl-code-quality-report.json', /^\[/],
  ])('%s', async (format, name, beginning) => {
    await proofmark(project, ['evaluate']);
    await proofmark(project, ['gate']);
    const own = await proofmark(project, ['report', '--format', format]);
    expect(own).toMatchObject({ exitCode: 0, out: `proofmark-out/${name}\n`, err: '' });
    expect(read(`proofmark-out/${name}`)).toMatch(beginning);
    const elsewhere = ['--file', 'there.txt', '--out', 'report.json'];
    expect((await proofmark(project, ['report', '--format', format, ...elsewhere])).out).toBe('there.txt\n');
    expect(read('there.txt')).toBe(read(`proofmark-out/${name}`));
    const report = await readDocument(join(project, 'report.json'), 'report');
    expect(report.written).toEqual(await referenceFile(join(project, 'there.txt'), 'there.txt'));
    const verdict = 'proofmark-out/verdict.json';
    expect(report.from).toContainEqual(await referenceFile(join(project, verdict), verdict));
  });
});

describe('report --open, --svg and preview', () => {
  it('opens what was written, and writes each plot as an image', async () => {
    const opened: string[] = [];
    const args = ['report', '--open', '--svg', 'plots'];
    const { exitCode, out } = await proofmark(project, args, { open: (target) => opened.push(target) });
    const [page, ...images] = out.trimEnd().split('\n');
    expect([exitCode, page, opened]).toEqual([
      0,
      'proofmark-out/report.html',
      [join(project, 'proofmark-out/report.html')],
    ]);
    expect(images.length).toBeGreaterThan(2);
    for (const image of images) expect(read(image)).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  it('serves the comment and the report until it is interrupted', async () => {
    const cli = join(root, 'packages/cli/bin/proofmark.js');
    const child = spawn(findNode24(), [cli, 'preview'], { cwd: project });
    try {
      const [url] = await once(child.stdout.setEncoding('utf8'), 'data');
      const texts = await Promise.all(
        ['', 'comment', 'report'].map(async (path) => (await fetch(`${String(url).trim()}${path}`)).text()),
      );
      expect(texts).toEqual([
        expect.stringContaining('Proofmark preview'),
        expect.stringContaining('Proofmark comment'),
        expect.stringContaining('id="gates"'),
      ]);
    } finally {
      child.kill();
      await once(child, 'exit');
    }
  });
});

describe('init', () => {
  it('writes what validate, evaluate and gate then run on; what exists is kept', async () => {
    const directory = temporaryDirectory();
    writeFiles(directory, { 'data/churn.csv': predictions });
    const init = ['init', '--model', 'churn', '--data', 'data/*.csv', '--out', 'init.json'];
    const { exitCode, out } = await proofmark(directory, init);
    expect(exitCode).toBe(0);
    expect(out).toContain('wrote proofmark.yml\n');
    const contract = 'contracts/data.odcs.yaml';
    const document = await readDocument(join(directory, 'init.json'), 'init');
    expect(document.written).toContainEqual(await referenceFile(join(directory, contract), contract));
    expect(document).toMatchObject({ model: 'churn', kept: [], missing: [], inferred: { contract } });
    expect(document.inferred?.columns.length).toBeGreaterThan(1);
    const written = await readConfig(join(directory, 'proofmark.yml'));
    expect(written.config.model).toBe('churn');
    const workflow = readFileSync(join(directory, '.github/workflows/model.yml'), 'utf8');
    expect(Object.keys(parse(workflow))).toEqual(
      expect.arrayContaining(['name', 'on', 'permissions', 'jobs']),
    );
    expect((await proofmark(directory, ['validate'])).exitCode).toBe(0);
    expect(out).toMatch(
      /Next:\n {2}1\. edit the section evaluation of proofmark\.yml.*\n.*OWNER.*\n.*proofmark validate\n$/,
    );
    expect(out).not.toContain('Add to');
    expect((await proofmark(directory, init)).out).not.toContain('wrote');
    writeFiles(directory, { 'data/more.csv': predictions });
    const more = await proofmark(directory, ['init', '--model', 'churn', '--data', 'data/more.csv']);
    expect(more.out).toContain(
      'Add to proofmark.yml:\n  data:\n    - contract: "contracts/more.odcs.yaml"\n      files: "data/more.csv"\n',
    );
    rmSync(join(directory, 'proofmark.yml'));
    expect((await proofmark(directory, ['init', '--model', 'a b'])).exitCode).toBe(2);
    expect(existsSync(join(directory, 'proofmark.yml'))).toBe(false);
  });
});

describe('monitor', () => {
  const rows = (score: (i: number) => number) =>
    ['id,label,score', ...Array.from({ length: 2000 }, (_, i) => `${i},${i % 2},${score(i)}`), ''].join('\n');

  it('ends with 0 on stable and with 1 on drifted data', async () => {
    const directory = temporaryDirectory();
    const columns = 'columns: { id: id, label: label, score: score }';
    writeFiles(directory, {
      'proofmark.yml': `model: m\nevaluation:\n  task: binary\n  predictions: before.csv\n  ${columns}\nmonitor:\n  rows: { files: before.csv }\n`,
      'before.csv': rows((i) => ((i * 37) % 100) / 100),
      'after.csv': rows((i) => ((i * 37) % 20) / 100),
    });
    expect((await proofmark(directory, ['evaluate'])).exitCode).toBe(0);
    const monitor = ['monitor', '--profile', 'proofmark-out/profile.json'];
    const stable = await proofmark(directory, monitor);
    expect(stable).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^STABLE m: 2,000 rows against/),
    });
    const drifted = await proofmark(directory, [...monitor, '--data', 'after.csv', '--out', 'drift.json']);
    expect(drifted).toMatchObject({ exitCode: 1, out: expect.stringMatching(/^DRIFTED m: /) });
    expect(JSON.parse(readFileSync(join(directory, 'drift.json'), 'utf8'))).toMatchObject({
      status: 'drifted',
    });
  });
});

it('npx proofmark runs from the repository, as a process', () => {
  const run = (args: string[]) =>
    spawnSync('npx', ['--no-install', 'proofmark', ...args], { cwd: root, encoding: 'utf8' });
  expect(run(['--version'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  const failed = run(['gate', '--config', join(project, 'none.yml')]);
  expect({ status: failed.status, stdout: failed.stdout }).toEqual({ status: 2, stdout: '' });
  expect(failed.stderr).toMatch(/^error: .*none\.yml: the configuration was not found/m);
  expect(config).toContain('model: churn');
});
