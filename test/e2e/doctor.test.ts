import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '@proofmark/documents';
import { beforeEach, describe, expect, it } from 'vitest';
import { proofmark } from './command-line.ts';
import { root, temporaryDirectory, writeFiles } from './project.ts';
import { openWorld, repository, type World } from './world.ts';

let project: string;
beforeEach(() => {
  project = temporaryDirectory();
  mkdirSync(join(project, '.github/workflows'), { recursive: true });
  cpSync(
    join(root, 'workflows-examples/pull-request.yml'),
    join(project, '.github/workflows/pull-request.yml'),
  );
  writeFiles(project, { 'proofmark.yml': 'model: churn\n' });
});

const endanger = () =>
  writeFiles(project, { '.github/workflows/bad.yml': 'on: push\njobs: { j: { uses: a/b/c.yml@main } }\n' });

describe('proofmark doctor', () => {
  it('finds nothing in the example and ends with 0', async () => {
    expect(await proofmark(project, ['doctor'])).toEqual({
      exitCode: 0,
      out: '1 workflow read: nothing found\n',
      err: '',
    });
  });

  it('shows the place, the reason and the remedy; warnings alone end with 0, errors with 1', async () => {
    endanger();
    const { exitCode, out } = await proofmark(project, ['doctor']);
    expect(out).toMatch(
      /^\.github\/workflows\/bad\.yml:2:\d+: warning a\/b\/c\.yml@main is not pinned.*\n {2}why: .*\n {2}remedy: /m,
    );
    expect([exitCode, out.trimEnd().split('\n').at(-1)]).toEqual([
      0,
      '2 workflows read: 0 errors, 2 warnings',
    ]);
    writeFiles(project, { 'proofmark.yml': 'modell: churn\n' });
    expect((await proofmark(project, ['doctor'])).exitCode).toBe(1);
  });

  it('gives the same findings as JSON and as SARIF', async () => {
    endanger();
    const json = JSON.parse(
      (await proofmark(project, ['doctor', '--format', 'json', '--out', 'doctor.json'])).out,
    );
    expect(await readDocument(join(project, 'doctor.json'), 'diagnosis')).toEqual(json);
    const sarif = JSON.parse((await proofmark(project, ['doctor', '--format', 'sarif'])).out);
    const results = sarif.runs[0].results.map((result: { ruleId: string }) => result.ruleId);
    expect(results).toEqual(json.findings.map(({ rule }: { rule: string }) => rule));
  });
});

describe('proofmark doctor --repo', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  const ask = (permissions = { contents: 'read' } as const) =>
    proofmark(project, ['doctor', '--repo', repository, '--format', 'json'], {
      env: { GITHUB_TOKEN: world.github.token(repository, permissions), GITHUB_API_URL: world.github.url },
    });

  it.each([
    ['the check run', ['proofmark'], []],
    ['the job', ['gate'], []],
    ['a job of another workflow too', ['gate', 'test (24)', 'call / lint', 'build on linux'], []],
    ['neither', ['lint'], ['unreported-check', 'unrequired-check']],
    ['one that nothing reports', ['proofmark', 'gate-of-old'], ['unreported-check']],
  ])('compares with the required checks: %s', async (_what, required, rules) => {
    world.repo.protection.rulesetChecks = required;
    writeFiles(project, {
      '.github/workflows/other.yml': `on: push
permissions: {}
jobs:
  test: { runs-on: ubuntu-latest, permissions: {}, strategy: { matrix: { node: [24] } }, steps: [] }
  build: { name: "build on \${{ matrix.os }}", runs-on: ubuntu-latest, permissions: {}, steps: [] }
  call: { uses: ./.github/workflows/lint.yml, permissions: {} }
`,
    });
    const { out } = await ask();
    expect(JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule)).toEqual(rules);
  });

  it('takes a missing merge_group for an error where there is a merge queue', async () => {
    world.repo.protection = { classicChecks: ['proofmark'], rulesetChecks: [], mergeQueue: true };
    writeFiles(project, {
      '.github/workflows/pull-request.yml':
        'on: pull_request\npermissions: {}\njobs:\n  gate:\n    permissions: { contents: read, checks: write }\n    steps:\n      - run: ./measure\n      - uses: OWNER/proofmark/actions/gate-model@v1\n',
    });
    const { exitCode, out } = await ask();
    expect(JSON.parse(out).findings).toMatchObject([{ rule: 'missing-merge-group', level: 'error' }]);
    expect(exitCode).toBe(1);
  });

  it.each(['nonsense', 'https://github.com/acme/churn', 'acme/'])(
    'says what a repository is called: %s',
    async (repo) => {
      const { exitCode, err } = await proofmark(project, ['doctor', '--repo', repo]);
      expect([exitCode, err]).toEqual([
        2,
        expect.stringMatching(/^error: --repo: expected owner\/name, received .*/),
      ]);
    },
  );

  it('needs a token, and says what it could not read', async () => {
    const { exitCode, err } = await proofmark(project, ['doctor', '--repo', repository]);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('set GH_TOKEN')]);
    const blind = world.github.token(repository, {});
    const env = { GH_TOKEN: blind, GITHUB_API_URL: world.github.url };
    const read = await proofmark(project, ['doctor', '--repo', repository], { env });
    expect([read.exitCode, read.err]).toEqual([
      0,
      expect.stringContaining('required checks are not compared'),
    ]);
  });
});
