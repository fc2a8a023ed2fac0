import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionResult } from '@proofmark/fake-runner';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory, writeFiles } from './project.ts';
import { openPull, openWorld, startJob, type World } from './world.ts';

const path = 'contracts/t.odcs.yaml';
const config = (contract = path) => `model: m\ndata: [{ contract: ${contract}, files: d.csv }]\n`;
const contract = (version: string, maximum: number, columns = ['x']) =>
  `apiVersion: v3.2.0\nkind: DataContract\nid: t\nversion: ${version}\nschema:\n  - name: t\n    properties:\n` +
  columns
    .map(
      (name) =>
        `      - name: ${name}\n        logicalType: integer\n        logicalTypeOptions: { maximum: ${maximum} }\n`,
    )
    .join('');

type Case = {
  /** Files of the base branch, beside the configuration. */
  base: Record<string, string>;
  /** Files of the pull request. */
  head: Record<string, string>;
  inputs?: Record<string, string>;
  fork?: string;
  rows?: string;
};

/** Runs the step on a pull request whose base branch and head differ by these files. */
async function validate({ base, head, inputs = {}, fork, rows = 'x\n1\n' }: Case): Promise<ActionResult> {
  const world: World = await openWorld();
  const files = { 'proofmark.yml': config(), ...base };
  world.mainSha = world.github.seedCommit('acme/flight-delay', { branch: 'main', files });
  const pull = openPull(world, fork === undefined ? {} : { fork });
  const workspace = temporaryDirectory();
  writeFiles(workspace, { 'proofmark.yml': config(), ...head, 'd.csv': rows });
  const permissions = { contents: 'read' } as const;
  const job = startJob(world, { workspace, event: pull.event, sha: pull.sha, permissions });
  const result = await job('validate-data', inputs);
  rmSync(join(workspace, 'proofmark-out'), { recursive: true, force: true });
  return result;
}

const before = { [path]: contract('1.0.0', 5) };
const hidden = { [path]: contract('1.1.0', 9) };
const told = { [path]: contract('2.0.0', 9) };
const reason = '1.0.0 to 1.1.0 is a minor step: expected 2.0.0 for a breaking change';

describe('a pull request that changes a contract incompatibly', () => {
  let result: ActionResult;
  beforeAll(async () => {
    result = await validate({ base: before, head: hidden });
  });

  it('fails without a major version, and says which one it needs', () => {
    expect(result).toMatchObject({ exitCode: 1, outputs: { status: 'fail', 'failed-checks': '0' } });
    expect(result.annotations.filter(({ file }) => file === undefined)).toMatchObject([
      { level: 'error', message: `The contract ${path} changed more than its version says: ${reason}.` },
    ]);
  });

  it('is annotated at the version and at the changed line', () => {
    expect(result.annotations.filter(({ file }) => file === path)).toMatchObject([
      { level: 'error', line: 4, message: reason },
      { level: 'error', line: 10, message: expect.stringContaining('(at most 5 -> at most 9)') },
    ]);
  });

  it('shows the change in the job summary, which does not blame the data', () => {
    expect(result.summary).toContain('### ❌ Data valid, contract changed more than its version says: `t`');
    expect(result.summary).toContain('constraint loosened');
  });
});

describe('on-breaking', () => {
  it.each<[string, Case, number, string]>([
    [
      'warn: a hidden change passes with warnings',
      { base: before, head: hidden, inputs: { 'on-breaking': 'warn' } },
      0,
      'warning',
    ],
    ['off: nothing is compared', { base: before, head: hidden, inputs: { 'on-breaking': 'off' } }, 0, ''],
    ['fail: a change that the version tells passes', { base: before, head: told }, 0, ''],
    [
      'fail: an addition with a minor version passes',
      { base: before, head: { [path]: contract('1.1.0', 5, ['x', 'y']) }, rows: 'x,y\n1,1\n' },
      0,
      '',
    ],
    [
      'fail: an addition without a minor version fails',
      { base: before, head: { [path]: contract('1.0.1', 5, ['x', 'y']) }, rows: 'x,y\n1,1\n' },
      1,
      'error',
    ],
    ['fail: an unchanged contract passes', { base: before, head: before }, 0, ''],
    ['fail: a lower version fails', { base: before, head: { [path]: contract('0.9.0', 5) } }, 1, 'error'],
    ['fail: a contract that is new passes', { base: {}, head: hidden }, 0, ''],
    [
      'fail: a base branch without the configuration',
      { base: { 'proofmark.yml': 'no: config\n' }, head: hidden },
      0,
      'warning',
    ],
    [
      'fail: a contract of the base branch that is none is told',
      { base: { [path]: 'kind: nothing\n' }, head: hidden },
      0,
      'warning',
    ],
    [
      'fail: a fork is compared too, with a token that reads',
      { base: before, head: hidden, fork: 'stranger/flight-delay' },
      1,
      'error',
    ],
    [
      'fail: a contract that moved is found by its id',
      { base: before, head: { 'proofmark.yml': config('data/t.yaml'), 'data/t.yaml': contract('1.1.0', 9) } },
      1,
      'error',
    ],
  ])('%s', async (_what, given, exitCode, level) => {
    const found = await validate(given);
    expect(found).toMatchObject({ exitCode, outputs: { status: exitCode === 0 ? 'pass' : 'fail' } });
    const levels = new Set(found.annotations.map((annotation) => annotation.level));
    expect([...levels]).toEqual(level === '' ? [] : [level]);
  });

  it('names the broken rule of the data first where both fail', async () => {
    const { exitCode, annotations, outputs } = await validate({
      base: before,
      head: hidden,
      rows: 'x\n10\n',
    });
    expect({ exitCode, failed: outputs['failed-checks'] }).toEqual({ exitCode: 1, failed: '1' });
    expect(annotations.filter(({ file }) => file === undefined)[0]?.message).toMatch(
      /^The data breaks its contract: /,
    );
  });
});
