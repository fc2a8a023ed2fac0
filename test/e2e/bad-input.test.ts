import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAction } from '@proofmark/fake-runner';
import { beforeAll, describe, expect, it } from 'vitest';
import { badFiles } from './bad-files.ts';
import { type BadInput, writeProject } from './bad-input.ts';
import { badModels } from './bad-models.ts';
import { badSettings } from './bad-settings.ts';
import { badTables } from './bad-tables.ts';
import { proofmark } from './command-line.ts';
import { root, temporaryDirectory } from './project.ts';

const actions = { validate: 'validate-data', evaluate: 'evaluate-model', gate: 'gate-model' } as const;
let good: string;

beforeAll(async () => {
  good = temporaryDirectory();
  writeProject(good);
  for (const command of ['validate', 'evaluate', 'gate']) {
    expect(await proofmark(good, [command])).toMatchObject({ exitCode: 0 });
  }
});

/** The good project with its documents, spoilt; and what is in the directory of the documents. */
function spoilt(bad: BadInput): { directory: string; documents: () => [string, string][] } {
  const directory = temporaryDirectory();
  cpSync(good, directory, { recursive: true });
  writeProject(directory, bad);
  const out = join(directory, 'proofmark-out');
  return {
    directory,
    documents: () => readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')]),
  };
}

const all = [...badFiles, ...badTables, ...badSettings, ...badModels];

describe('what cannot be used is refused by the command line with exit code 2', () => {
  it.each(all)('$what ($command)', async (bad) => {
    const { directory, documents } = spoilt(bad);
    const before = documents();
    const { exitCode, out, err } = await proofmark(directory, [bad.command]);
    const [problem = '', ...rest] = err.trimEnd().split('\n').reverse();
    expect(problem).toMatch(/^error: /);
    expect(problem.slice('error: '.length)).toMatch(bad.message);
    // What was being done may stand before it, a stack may not.
    expect(rest.filter((line) => !line.startsWith('Checking '))).toEqual([]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(documents()).toEqual(before);
  });
});

describe('and by the built action, with one annotation in the same words', () => {
  it.concurrent.each(all)('$what ($command)', async (bad) => {
    const { directory, documents } = spoilt(bad);
    const before = documents();
    const result = await runAction({
      action: join(root, 'actions', actions[bad.command]),
      workspace: directory,
    });
    expect(result.annotations).toHaveLength(1);
    const [annotation] = result.annotations;
    expect(annotation?.message).toMatch(bad.message);
    expect(annotation).toMatchObject({ level: 'error', file: bad.at?.file, line: bad.at?.line });
    expect(result.stdout + result.stderr).not.toMatch(/^\s+at /m);
    expect(result).toMatchObject({ exitCode: 2, outputs: {}, summary: '' });
    expect(documents()).toEqual(before);
  });
});
