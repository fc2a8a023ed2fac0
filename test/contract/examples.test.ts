import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readActionMetadata } from '@proofmark/fake-runner';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { actionNames } from '../../scripts/gen-docs.ts';

const root = join(import.meta.dirname, '..', '..');

type Step = { uses?: string; with?: Record<string, unknown> };

/** Every step, and every job that is a workflow of its own, of a text of YAML, wherever it stands in it. */
function findSteps(value: unknown): Step[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'uses' in value ? [value as Step] : [];
  return [...own, ...Object.values(value).flatMap(findSteps)];
}

const pasted = readdirSync(join(root, 'workflows-examples')).filter((name) => name.endsWith('.yml'));

const examples = [
  ...pasted.map((name) => join('workflows-examples', name)),
  '.github/workflows/pull-request.yml',
  ...actionNames().map((name) => join('actions', name, 'README.md')),
].map((path): [string, Step[]] => {
  const text = readFileSync(join(root, path), 'utf8');
  const blocks = path.endsWith('.md')
    ? [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((m) => m[1] ?? '')
    : [text];
  return [path, blocks.flatMap((block) => findSteps(parse(block)))];
});

describe.each(examples)('%s', (_path, steps) => {
  const ours = steps.flatMap((step) => {
    const name = step.uses?.match(/^OWNER\/proofmark\/actions\/([a-z-]+)@v1$/)?.[1];
    return name === undefined ? [] : [{ name, given: Object.keys(step.with ?? {}) }];
  });

  const reusable = steps.filter(
    ({ uses }) => uses === 'OWNER/proofmark/.github/workflows/pull-request.yml@v1',
  );

  it('uses our actions with inputs they have, all required ones given', () => {
    expect(ours.length + reusable.length).toBeGreaterThan(0);
    for (const { name, given } of ours) {
      const inputs = readActionMetadata(join(root, 'actions', name)).inputs;
      expect([...inputs.keys()]).toEqual(expect.arrayContaining(given));
      const required = [...inputs].filter(([, input]) => input.required).map(([input]) => input);
      expect(given).toEqual(expect.arrayContaining(required));
    }
  });

  it('pins the actions of others by commit', () => {
    for (const { uses } of steps) {
      expect(uses).toMatch(/^OWNER\/proofmark\/|@[0-9a-f]{40}$/);
    }
  });
});

describe('the table of the examples', () => {
  const readme = readFileSync(join(root, 'workflows-examples/README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| \[([a-z-]+\.yml)\]\(\1\) .* \| (test\/[\w/.-]+) \|$/gm)];
  const underAct = ['workflows', 'workflows-release']
    .map((name) => readFileSync(join(root, `test/full/${name}.test.ts`), 'utf8'))
    .join('\n')
    .replaceAll(/\(\s+/g, '(');

  it('has each of them once', () => {
    expect(rows.map(([, name]) => name).sort()).toEqual(pasted.sort());
  });

  it.each(rows.map(([, name = '', path = '']) => [name, path]))('%s is run by act and %s', (name, path) => {
    expect(underAct).toContain(`run('${name}'`);
    expect(existsSync(join(root, path))).toBe(true);
  });
});
