import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContractDiff, readDocument, silentLogger, UserError } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { validateData } from './validate-data.ts';
import type { Workplace } from './workplace.ts';

const contract = (version: string, maximum: number) =>
  `apiVersion: v3.2.0\nkind: DataContract\nid: c\nversion: ${version}\nschema:\n  - name: t\n    properties:\n` +
  `      - name: x\n        logicalType: integer\n        logicalTypeOptions: { maximum: ${maximum} }\n`;

async function run(
  head: string,
  base: string | undefined | UserError | ((path: string) => string | undefined),
  onBreaking: 'fail' | 'warn' = 'fail',
): Promise<{ status: string; diff: ContractDiff | undefined; warnings: string[]; asked: string[] }> {
  const directory = await mkdtemp(join(tmpdir(), 'diff-test-'));
  await writeFile(join(directory, 'c.yaml'), head);
  await writeFile(join(directory, 'd.csv'), 'x\n1\n');
  const warnings: string[] = [];
  const asked: string[] = [];
  const place: Workplace = {
    directory,
    config: 'proofmark.yml',
    out: 'out',
    logger: { ...silentLogger, warning: (message) => void warnings.push(message) },
    now: () => new Date(0),
  };
  const readText = async (path: string) => {
    asked.push(path);
    if (base instanceof UserError) throw base;
    return typeof base === 'function' ? base(path) : base;
  };
  const outcome = await validateData(place, {
    contract: 'c.yaml',
    files: ['d.csv'],
    base: { readText, onBreaking },
  });
  const written = await readDocument(join(directory, 'out', 'validation.json'), 'validation');
  expect(written.status).toBe(outcome.status);
  return { status: outcome.status, diff: written.contractDiff, warnings, asked };
}

test.each([
  ['a breaking change that the version hides', '1.1.0', 'fail', 'fail'],
  ['a breaking change that the version hides, as a warning', '1.1.0', 'warn', 'warn'],
  ['a breaking change that the version tells', '2.0.0', 'fail', 'pass'],
] as const)('%s', async (_name, version, onBreaking, status) => {
  const found = await run(contract(version, 9), contract('1.0.0', 5), onBreaking);
  expect(found).toMatchObject({ status, asked: ['c.yaml'], warnings: [] });
  expect(found.diff).toMatchObject({
    changes: [{ change: 'constraint-loosened', before: 'at most 5', after: 'at most 9' }],
    version: { required: 'major' },
  });
});

test.each([
  ['the one of its id that is gone', 'old.yaml', 'id: c', { status: 'fail', base: 'old.yaml' }],
  ['none of another id', 'old.yaml', 'id: other', { status: 'pass', base: undefined }],
  ['none that is still there', 'c.yaml', 'id: c', { status: 'pass', base: undefined }],
])('a contract that moved is compared with %s', async (_name, path, id, expected) => {
  const files: Record<string, string> = {
    'proofmark.yml': `model: m\ndata: [{ contract: ${path}, files: d.csv }]\n`,
    'old.yaml': contract('1.0.0', 5).replace('id: c', id),
  };
  const found = await run(contract('1.1.0', 9), (asked) => (asked === 'c.yaml' ? undefined : files[asked]));
  expect({ status: found.status, base: found.diff?.base.file }).toEqual(expected);
});

test('a contract that is not on the base branch is compared with nothing', async () => {
  expect(await run(contract('1.0.0', 9), undefined)).toMatchObject({ status: 'pass', diff: undefined });
});

test.each([
  ['may not be read', new UserError('github-permission', 'cannot read c.yaml'), /cannot read c\.yaml/],
  ['is no contract', 'no: contract', /c\.yaml was not compared with the base branch: c\.yaml:1:1: expected/],
])('a contract that %s there is told', async (_name, base, warning) => {
  const found = await run(contract('1.0.0', 9), base);
  expect(found).toMatchObject({ status: 'pass', diff: undefined });
  expect(found.warnings).toEqual([expect.stringMatching(warning)]);
});
