import { describe, expect, it } from 'vitest';
import { writeProject } from './bad-input.ts';
import { proofmark } from './command-line.ts';
import { temporaryDirectory } from './project.ts';

const assumptions = ['--margin', '0.01', '--disagreement', '0.1'];
const condition = ['--condition', 'n - o > 0 +/- 0.1'];

describe('plan refuses what would play no part', () => {
  it.each<[kind: string, args: string[], option: string, expected: string]>([
    ['the policy', ['--confidence', '0.9'], 'confidence', '--evaluation, --power'],
    ['the policy', ['--prevalence', '0.5'], 'prevalence', '--evaluation, --power'],
    ['the policy', ['--steps', '3'], 'steps', '--evaluation, --power'],
    ['the policy', ['--bounds', 'bennett'], 'bounds', '--evaluation, --power'],
    ['assumptions', [...assumptions, '--steps', '3'], 'steps', '--margin, --disagreement, --prevalence'],
    ['assumptions', [...assumptions, '--evaluation', 'e.json'], 'evaluation', '--margin, --disagreement'],
    ['a condition', [...condition, '--power', '0.9'], 'power', '--condition, --confidence, --bounds'],
    ['a condition', [...condition, ...assumptions], 'margin', '--condition, --confidence, --bounds'],
    ['a condition', [...condition, '--evaluation', 'e.json'], 'evaluation', '--condition, --confidence'],
  ])('in one from %s: %j', async (kind, args, option, expected) => {
    const { exitCode, out, err } = await proofmark(temporaryDirectory(), ['plan', ...args]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(`--${option}: plays no part in a plan from ${kind}; expected ${expected}`);
  });

  it.each([
    ['--margin', '0.01', '--disagreement'],
    ['--disagreement', '0.1', '--margin'],
  ])('%s %s without %s', async (given, value, missing) => {
    const { exitCode, err } = await proofmark(temporaryDirectory(), ['plan', given, value]);
    expect(exitCode).toBe(2);
    expect(err).toContain(`${given}: expected together with ${missing}, received alone; add ${missing}`);
  });
});

describe('plan takes what its kind is made of', () => {
  it.each<[kind: string, args: string[]]>([
    ['the policy', ['--evaluation', 'proofmark-out/evaluation.json', '--power', '0.9']],
    ['assumptions', [...assumptions, '--prevalence', '0.5', '--confidence', '0.9', '--power', '0.9']],
    ['a condition', [...condition, '--steps', '3', '--adaptivity', 'none', '--mode', 'fn-free']],
    ['a condition, of its own inequality', [...condition, '--bounds', 'hoeffding', '--confidence', '0.99']],
  ])('from %s', async (_kind, args) => {
    const project = temporaryDirectory();
    writeProject(project);
    await proofmark(project, ['evaluate']);
    const { exitCode, err } = await proofmark(project, ['plan', ...args]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: 'Document: proofmark-out/plan.json\n' });
  });
});
