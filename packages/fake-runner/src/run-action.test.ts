import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAction } from './run-action.ts';
import { runJob } from './run-job.ts';

const inputs = `
inputs:
  on-error: {description: d, default: fail}
  needed: {description: d, required: true}
  token: {description: d, default: "\${{ github.token }}"}
  'old name': {description: d, deprecationMessage: use on-error}
`;

/** A JavaScript action in a directory of its own; `main` may use `fs` and `env`. */
function makeAction(main: string, post?: string): { action: string; workspace: string } {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'action-')));
  const workspace = join(base, 'workspace');
  mkdirSync(workspace);
  const prelude = "const fs = require('node:fs'); const env = process.env;\n";
  writeFileSync(join(base, 'main.cjs'), prelude + main);
  if (post !== undefined) writeFileSync(join(base, 'post.cjs'), prelude + post);
  const runs = `runs: {using: node24, main: main.cjs${post === undefined ? '' : ', post: post.cjs'}}\n`;
  writeFileSync(join(base, 'action.yml'), `name: n\ndescription: d\n${inputs}${runs}`);
  return { action: base, workspace };
}

describe('runAction', () => {
  it('gives the inputs with defaults, keeps hyphens, and leaves `required` to the action', async () => {
    const step = makeAction(
      "console.log(JSON.stringify(Object.entries(env).filter(([k]) => k.startsWith('INPUT_'))))",
    );
    const result = await runAction({
      ...step,
      inputs: { 'OLD NAME': 'x', extra: 'y' },
      github: { token: 'tkn' },
    });
    expect(JSON.parse(result.stdout)).toEqual(
      expect.arrayContaining([
        ['INPUT_ON-ERROR', 'fail'],
        ['INPUT_NEEDED', ''],
        ['INPUT_TOKEN', '***'],
        ['INPUT_OLD_NAME', 'x'],
      ]),
    );
    expect(result.conclusion).toBe('success');
    expect(result.annotations.map((annotation) => annotation.message)).toEqual([
      "Unexpected input(s) 'extra', valid inputs are ['on-error', 'needed', 'token', 'old name']",
      "Input 'OLD NAME' has been deprecated with message: use on-error",
    ]);
  });

  it('starts from a clean environment on Node 24 in the workspace', async () => {
    process.env.FAKE_RUNNER_LEAK = 'leak';
    const step = makeAction(`
      const event = JSON.parse(fs.readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
      const scope = JSON.parse(Buffer.from(env.ACTIONS_RUNTIME_TOKEN.split('.')[1], 'base64url')).scp;
      console.log(JSON.stringify([env.FAKE_RUNNER_LEAK ?? null, process.versions.node.split('.')[0], process.cwd(),
        env.GITHUB_EVENT_NAME, event.number, env.MINE, scope, env.GITHUB_API_URL]));`);
    const result = await runAction({
      ...step,
      env: { MINE: '1' },
      event: { name: 'pull_request', payload: { number: 7 } },
      github: { runId: '42', apiUrl: 'http://127.0.0.1:1' },
    });
    delete process.env.FAKE_RUNNER_LEAK;
    expect(JSON.parse(result.stdout)).toEqual([
      null,
      '24',
      step.workspace,
      'pull_request',
      7,
      '1',
      expect.stringContaining('Actions.Results:42:'),
      'http://127.0.0.1:1',
    ]);
  });

  it('collects outputs, summary, state and exit code, and runs post with the state', async () => {
    const step = makeAction(
      `fs.appendFileSync(env.GITHUB_OUTPUT, 'a<<E\\n1\\n2\\nE\\n');
       fs.appendFileSync(env.GITHUB_STEP_SUMMARY, '# hi tkn');
       fs.appendFileSync(env.GITHUB_STATE, 'key=v\\n');
       process.exit(2)`,
      "console.log('post', env.STATE_key)",
    );
    const result = await runAction({ ...step, github: { token: 'tkn' } });
    expect(result).toMatchObject({
      conclusion: 'failure',
      exitCode: 2,
      outputs: { a: '1\n2' },
      summary: '# hi ***',
      state: { key: 'v' },
      post: { stdout: 'post v', conclusion: 'success' },
    });
  });

  it('refuses a summary over 1 MiB without failing the step', async () => {
    const step = makeAction("fs.writeFileSync(env.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024 + 1))");
    const result = await runAction(step);
    expect(result.summary).toBe('');
    expect(result.conclusion).toBe('success');
    expect(result.annotations[0]?.message).toMatch(/supports content up to a size of 1024k, got 1025k/);
  });

  it('fails a step that puts NODE_OPTIONS into the environment of later steps', async () => {
    const step = makeAction("fs.writeFileSync(env.GITHUB_ENV, 'NODE_OPTIONS=--require=/x\\nA=1\\n')");
    const result = await runAction(step);
    expect(result).toMatchObject({ conclusion: 'failure', env: { A: '1' } });
  });

  it('ends an action that does not end, with the processes it started', async () => {
    const step = makeAction(
      "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {stdio: 'inherit'}); setInterval(() => {}, 1000)",
    );
    const result = await runAction({ ...step, timeoutMs: 500 });
    expect(result).toMatchObject({ timedOut: true, conclusion: 'failure' });
    expect(result.exitCode).not.toBe(0);
  });
});

describe('runJob', () => {
  it('carries environment and outputs from step to step and runs post halves in reverse order', async () => {
    const first = makeAction(
      "fs.writeFileSync(env.GITHUB_ENV, 'A=1\\n'); fs.writeFileSync(env.GITHUB_OUTPUT, 'x=5\\n')",
      "fs.appendFileSync('order', 'first ')",
    );
    const second = makeAction(
      'console.log(env.A, env.INPUT_NEEDED)',
      "fs.appendFileSync('order', 'second ')",
    );
    const reader = makeAction('', "console.log(fs.readFileSync('order', 'utf8'))");
    const job = await runJob({ workspace: first.workspace }, [
      { id: 'reader', action: reader.action },
      { id: 'first', action: first.action },
      {
        id: 'second',
        action: second.action,
        inputs: (steps) => ({ needed: steps.first?.outputs.x ?? '' }),
      },
    ]);
    expect(job.steps.second?.stdout).toBe('1 5');
    expect(job.steps.reader?.post?.stdout).toBe('second first ');
    expect(job.conclusion).toBe('success');
  });

  it('skips steps after a failure unless their condition says otherwise', async () => {
    const bad = makeAction('process.exit(1)');
    const good = makeAction('');
    const job = await runJob({ workspace: bad.workspace }, [
      { id: 'bad', action: bad.action },
      { id: 'skipped', action: good.action },
      { id: 'always', action: good.action, if: () => true },
    ]);
    expect(Object.keys(job.steps).sort()).toEqual(['always', 'bad']);
    expect(job.conclusion).toBe('failure');
  });
});
