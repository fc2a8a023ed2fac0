import { beforeAll, describe, expect, it } from 'vitest';
import { config, predictions, withLines, writeProject } from './bad-input.ts';
import { proofmark } from './command-line.ts';
import { temporaryDirectory } from './project.ts';
import { openWorld, startJob, type World } from './world.ts';

/** A new line with a command, a terminal escape, a bidirectional override, HTML, Markdown and a mention. */
const hostile =
  'x\n::error file=a.py,line=1::pwned\n::add-mask::e\r\u001b[31mred\u202e\u0007 <img src=q onerror=p> [a](b) @everyone |';
/** As a CSV field, and as YAML. */
const field = `"${hostile}"`;
const yaml = JSON.stringify(hostile);

let world: World;
beforeAll(async () => {
  world = await openWorld();
});

/** Control characters a terminal obeys, and the characters that turn text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const dangerous = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

function run(action: string, directory: string) {
  const permissions = { contents: 'read', checks: 'write' } as const;
  return startJob(world, { workspace: directory, permissions })(action);
}

describe('hostile text in names and values stays inert in the log', () => {
  it.each<[string, Record<string, string>]>([
    ['in an id', { 'p.csv': withLines((line) => line.replace(/^7,(\d),.*/, `${field},$1,NaN`)) }],
    ['in the name of a column', { 'p.csv': predictions.replace('score', field) }],
    ['in a label', { 'p.csv': withLines((line) => line.replace(/^7,\d/, `7,${field}`)) }],
    ['in a score', { 'p.csv': withLines((line) => line.replace(/^7,(\d),.*/, `7,$1,${field}`)) }],
    ['in a key of the configuration', { 'proofmark.yml': `${config}${yaml}: 1\n` }],
    ['in a value of the configuration', { 'proofmark.yml': config.replace('task: binary', `task: ${yaml}`) }],
    ['in the name of the model', { 'proofmark.yml': config.replace('model: churn', `model: ${yaml}`) }],
    [
      'in the name of a file',
      { 'proofmark.yml': config.replace('predictions: p.csv', `predictions: ${yaml}`) },
    ],
    [
      'in the name of a setting',
      { 'proofmark.yml': config.replace('  baseline-p', `  slices: [${yaml}]\n  baseline-p`) },
    ],
    ['in a line of CSV', { 'p.csv': `${predictions}241,1,0.5,"\u001b[31m::error::pwned\u202e",8\n` }],
  ])('%s', async (_where, files) => {
    const directory = temporaryDirectory();
    writeProject(directory, { files });
    const { exitCode, annotations, log, stdout, stderr } = await run('evaluate-model', directory);
    expect({ exitCode, levels: annotations.map(({ level }) => level) }).toEqual({
      exitCode: 2,
      levels: ['error'],
    });
    expect(annotations[0]?.file).not.toBe('a.py');
    expect(log + stdout + stderr).not.toMatch(dangerous);
    expect(stdout).not.toMatch(/^\s*::(error file=a\.py|add-mask::e)/m);
    const { err, out, exitCode: code } = await proofmark(directory, ['evaluate']);
    expect(code).toBe(2);
    expect(err + out).not.toMatch(dangerous);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('in the value of a slice, through evaluation, gate, summary and check run', async () => {
    const directory = temporaryDirectory();
    const rows = (text: string, score: (line: string) => string) =>
      text
        .trimEnd()
        .split('\n')
        .map((line, i) => (i === 0 ? `${line},region` : `${score(line)},${field.replace('\r', '')}`))
        .join('\n');
    writeProject(directory, {
      files: {
        'p.csv': rows(predictions, (line) => line.replace(/[^,]*$/, '0.5')),
        'b.csv': rows(predictions, (line) => line.replace(/,(\d),.*/, ',$1,0.$1')),
        'proofmark.yml': config
          .replace('  baseline-p', '  slices: [region]\n  baseline-p')
          .replace('max-drop: 0.05', 'max-drop: 0.05, slices: [region]'),
      },
    });
    const evaluated = await run('evaluate-model', directory);
    expect(evaluated).toMatchObject({ exitCode: 0, annotations: [] });
    const gated = await run('gate-model', directory);
    expect(gated.exitCode).toBe(1);
    expect(gated.annotations.at(-1)).toMatchObject({ level: 'error' });
    for (const { log, stdout, summary } of [evaluated, gated]) {
      expect(log + stdout + summary).not.toMatch(dangerous);
      expect(stdout).not.toMatch(/^\s*::error file=a\.py/m);
    }
    const [check] = world.repo.checkRuns.values();
    expect(check).toMatchObject({ conclusion: 'action_required' });
    expect(`${check?.title}${check?.summary}`).not.toMatch(dangerous);
    const printed = await proofmark(directory, ['gate']);
    expect(printed.exitCode).toBe(3);
    expect(printed.out + printed.err).not.toMatch(dangerous);
  });
});
