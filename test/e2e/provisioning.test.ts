import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type ActionResult, runAction } from '@proofmark/fake-runner';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeProject } from './bad-input.ts';
import { proofmark } from './command-line.ts';
import { buildProject, root, temporaryDirectory, writeFiles } from './project.ts';

/** The actions as GitHub checks them out: no node_modules anywhere above. */
let actions: string;

beforeAll(() => {
  actions = temporaryDirectory();
  for (const name of ['dist', 'evaluate-model', 'validate-data', 'gate-model'])
    cpSync(join(root, 'actions', name), join(actions, name), { recursive: true });
});

type Machine = { workspace: string; toolCache: string; env: Record<string, string> };

function run(action: string, machine: Machine): Promise<ActionResult> {
  return runAction({ action: join(actions, action), ...machine });
}

/** A workspace, an empty tool cache, and no npm on the PATH. */
function bareMachine(): Machine {
  return {
    workspace: temporaryDirectory(),
    toolCache: temporaryDirectory(),
    env: { PATH: temporaryDirectory() },
  };
}

/** Puts a package where the message asked for it. */
function fillAsTold(message: string, name: string): void {
  const directory = /npm install --prefix (\S+) /.exec(message)?.[1] ?? '';
  mkdirSync(join(directory, 'node_modules'), { recursive: true });
  symlinkSync(join(root, 'node_modules', name), join(directory, 'node_modules', name));
}

describe('without the engine and without a network', () => {
  it.each<[string, (home: string) => Record<string, string>, RegExp]>([
    ['no npm', (home) => ({ PATH: home }), /npm was not found/],
    [
      'a registry that does not answer',
      (home) => {
        writeFiles(home, { '.npmrc': 'registry=http://127.0.0.1:9/\n' });
        return { HOME: home };
      },
      /ECONNREFUSED/,
    ],
  ])('%s: says which directory to fill, and how', async (_what, envOf, why) => {
    const machine = { ...bareMachine(), env: envOf(temporaryDirectory()) };
    const { workspace, toolCache } = machine;
    writeProject(workspace);
    const result = await run('evaluate-model', machine);
    expect(result.exitCode).toBe(2);
    expect(result.annotations).toHaveLength(1);
    const message = result.annotations[0]?.message ?? '';
    expect(message).toMatch(
      /^@duckdb\/node-api \S+ is neither installed nor in \S+, and npm could not install it: /,
    );
    expect(message).toMatch(why);
    expect(message).toMatch(
      /without a network, fill that directory on another machine by: npm install --prefix \S+ --ignore-scripts @duckdb\/node-api@/,
    );
    expect(message).toContain(toolCache);
    expect(result.stdout + result.stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(join(workspace, 'proofmark-out'))).toBe(false);
    const left = readdirSync(toolCache, { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => name.includes('installing') || name.endsWith('.json'))).toEqual([]);
  });

  it('the directory, filled as told, is used', async () => {
    const machine = bareMachine();
    writeProject(machine.workspace);
    const refused = await run('validate-data', machine);
    expect(refused.exitCode).toBe(2);
    fillAsTold(refused.annotations[0]?.message ?? '', '@duckdb');
    expect(await run('validate-data', machine)).toMatchObject({ exitCode: 0, annotations: [] });
  });

  it('ONNX Runtime is asked for in the same way, when a model is to be run', async () => {
    const machine = bareMachine();
    cpSync((await buildProject()).directory, machine.workspace, { recursive: true });
    const first = await run('evaluate-model', machine);
    fillAsTold(first.annotations[0]?.message ?? '', '@duckdb');
    const second = await run('evaluate-model', machine);
    expect(second).toMatchObject({ exitCode: 2, annotations: [{ level: 'error' }] });
    const message = second.annotations[0]?.message ?? '';
    expect(message).toMatch(
      /^onnxruntime-web \S+ is neither installed nor in \S+, and npm could not install it: npm was not found/,
    );
    expect(existsSync(join(machine.workspace, 'proofmark-out'))).toBe(false);
    fillAsTold(message, 'onnxruntime-web');
    expect(await run('evaluate-model', machine)).toMatchObject({ exitCode: 0, annotations: [] });
  });

  it('the gate needs neither', async () => {
    const machine = bareMachine();
    writeProject(machine.workspace);
    expect(await proofmark(machine.workspace, ['evaluate'])).toMatchObject({ exitCode: 0 });
    const inputs = { 'check-name': '', 'upload-artifact': 'false' };
    const result = await runAction({ action: join(actions, 'gate-model'), ...machine, inputs });
    expect(result).toMatchObject({ exitCode: 0, annotations: [] });
  });
});
