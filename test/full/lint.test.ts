import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { actionNames } from '../../scripts/gen-docs.ts';

/** Every workflow and every action of the repository under the two linters of the field. */
const root = join(import.meta.dirname, '../..');
const zizmor = join(dirname(process.env.PROOFMARK_PYTHON ?? ''), 'zizmor');
const noActionlint = spawnSync('actionlint', ['--version']).status !== 0;
const noZizmor = process.env.PROOFMARK_PYTHON === undefined || !existsSync(zizmor);
if (noActionlint) {
  console.log(
    'skipped: actionlint (not on the PATH: go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12)',
  );
}
if (noZizmor) console.log('skipped: zizmor (PROOFMARK_PYTHON names no environment that has it)');

const scratch = mkdtempSync(join(tmpdir(), 'proofmark-lint-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const filesIn = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => join(root, folder, name));
const own = filesIn('.github/workflows');
const pasted = [...filesIn('workflows-examples'), writeScratch('README.md.yml', workflowOfReadme())];
const actions = actionNames().map((name) => join(root, 'actions', name, 'action.yml'));

/** The workflow to paste of the README. */
function workflowOfReadme(): string {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const found = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)]
    .map((match) => match[1] ?? '')
    .filter((block) => block.includes('\njobs:'));
  if (found.length !== 1) throw new Error(`README.md: expected one workflow, received ${found.length}`);
  return found.join();
}

function writeScratch(name: string, text: string): string {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}

/** What a linter says; empty when it found nothing. Any exit code but 0 is a finding. */
function lint(program: string, args: readonly string[], cwd = root): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  return status === 0 ? stdout : `exit code ${status}\n${stdout}${stderr}${error ?? ''}`;
}

/** Lints a workflow in a repository that holds our actions itself. */
function lintLocally(workflow: string): string {
  const repository = mkdtempSync(join(scratch, 'repository-'));
  mkdirSync(join(repository, '.git'));
  mkdirSync(join(repository, '.github/workflows'), { recursive: true });
  cpSync(join(root, 'actions'), join(repository, 'actions'), { recursive: true });
  cpSync(join(root, '.github/workflows'), join(repository, '.github/workflows'), { recursive: true });
  const path = join(repository, '.github/workflows/local.yml');
  writeFileSync(path, workflow);
  return lint('actionlint', [...actionlintFlags, path], repository);
}

/** `workflows-examples/monitor.yml`; what was cut out of a file has the name it was given. */
const named = (paths: readonly string[]) =>
  paths.map((path): [string, string] => [path.replace(`${root}/`, '').replace(`${scratch}/`, ''), path]);
// Without shellcheck and pyflakes, which some machines have and others lack.
const actionlintFlags = ['-oneline', '-shellcheck=', '-pyflakes='];

describe.skipIf(noActionlint)('actionlint', () => {
  test.each(named([...own, ...pasted]))('accepts %s', (_name, path) => {
    expect(lint('actionlint', [...actionlintFlags, path])).toBe('');
  });

  // It reads the metadata of an action only where a workflow uses the action by its path.
  test.each(named(pasted))(
    'accepts the inputs %s gives to our actions, and their metadata',
    (_name, path) => {
      const text = readFileSync(path, 'utf8').replace(
        /OWNER\/proofmark\/actions\/([a-z-]+)@v1/g,
        './actions/$1',
      );
      const local = text.replace(/OWNER\/proofmark\/(\.github\/workflows\/[a-z-]+\.yml)@v1/g, './$1');
      expect(local).not.toBe(readFileSync(path, 'utf8'));
      expect(lintLocally(local)).toBe('');
    },
  );

  test('sees an input that an action does not have', () => {
    const text = readFileSync(join(root, 'workflows-examples/monitor.yml'), 'utf8')
      .replace('OWNER/proofmark/actions/monitor-drift@v1', './actions/monitor-drift')
      .replace('stage: production', 'stagge: production');
    expect(lintLocally(text)).toContain('"stagge" is not defined in action');
  });
});

describe.skipIf(noZizmor)('zizmor', () => {
  const config = join(root, '.github/zizmor.yml');
  test.each(named([...own, ...pasted, ...actions]))('finds nothing in %s', (_name, path) => {
    const flags = ['--offline', '--quiet', '--format=plain', '--color=never', `--config=${config}`];
    expect(lint(zizmor, [...flags, path])).toMatch(/^(No findings to report\..*\s*)?$/);
  });
});
