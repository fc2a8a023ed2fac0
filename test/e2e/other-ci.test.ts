import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findNode24 } from '@proofmark/fake-runner';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { buildProject, config, root, temporaryDirectory, writeFiles } from './project.ts';

/** The pipelines of examples/other-ci: their very commands in a shell, as their CI runs them. */
const read = (name: string) => readFileSync(join(root, 'examples/other-ci', name), 'utf8');

// A pipeline is seven processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 });

type Pipeline = {
  /** The first that fails ends them. */
  script: string[];
  /** Run in any case. */
  after: string[];
  /** Files and folders that the CI collects. */
  collected: string[];
};

function gitlab(): Pipeline {
  const { model } = parse(read('gitlab-ci.yml'));
  return {
    script: model.script,
    after: model.after_script,
    collected: [...model.artifacts.paths, ...(Object.values(model.artifacts.reports) as string[])],
  };
}

function jenkins(): Pipeline {
  const [stages = '', post = ''] = read('Jenkinsfile').split(/^ {2}post \{$/m);
  const commands = (text: string) => [...text.matchAll(/^ +sh '([^']+)'$/gm)].map(([, line]) => line ?? '');
  const collected = [...post.matchAll(/(?:junit|artifacts:) '([^']+)'/g)].map(([, path]) => path ?? '');
  return { script: commands(stages), after: commands(post), collected };
}

let project: string;
let tools: string;
beforeAll(async () => {
  project = (await buildProject()).directory;
  tools = temporaryDirectory();
  writeFiles(tools, {
    npm: '#!/bin/sh\n[ "$1" = ci ] || exit 127\n',
    npx: `#!/bin/sh\n[ "$1" = proofmark ] || exit 127\nshift\nexec '${findNode24()}' '${join(root, 'packages/cli/bin/proofmark.js')}' "$@"\n`,
  });
  for (const name of ['npm', 'npx']) chmodSync(join(tools, name), 0o755);
});

/** @returns the exit code of the script; what comes after it must work */
function run({ script, after }: Pipeline): number {
  const shell = (text: string) =>
    spawnSync('bash', ['-eo', 'pipefail', '-c', text], {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, PATH: [tools, process.env.PATH].join(delimiter) },
    });
  const { status } = shell(script.join('\n'));
  for (const line of after) {
    const { status: code, stderr } = shell(line);
    expect(code, stderr).toBe(0);
  }
  return status ?? -1;
}

describe.each([
  ['GitLab', gitlab],
  ['Jenkins', jenkins],
])('the example for %s', (_name, pipelineOf) => {
  it.each([
    ['passes', '0.62', 0],
    ['fails', '0.99', 1],
  ])('a model that %s: everything that is collected is there', (_what, minimum, exitCode) => {
    rmSync(join(project, 'proofmark-out'), { recursive: true, force: true });
    writeFiles(project, { 'proofmark.yml': config.replace('min: 0.62', `min: ${minimum}`) });
    const pipeline = pipelineOf();
    expect(run(pipeline)).toBe(exitCode);
    expect(pipeline.collected.length).toBeGreaterThan(1);
    for (const path of pipeline.collected) {
      const file = path.replace(/\*$/, '');
      expect(existsSync(join(project, file)), path).toBe(true);
    }
    const junit = readFileSync(join(project, 'report.xml'), 'utf8');
    expect(junit.includes('<failure ')).toBe(exitCode === 1);
  });
});
