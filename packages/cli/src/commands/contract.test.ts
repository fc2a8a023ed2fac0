import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { main } from '../main.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'contract-test-'));
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 2 ? 'red' : 'blue'}`);
  const files: Record<string, string> = {
    'd.csv': `id,colour\n${rows.join('\n')}\n`,
    'record.schema.json': JSON.stringify({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        id: { type: 'integer', minimum: 9007199254740992 },
        tags: { type: 'array', colour: 'red' },
      },
      required: ['id'],
    }).replace('9007199254740992', '9007199254740993'),
    'old.yaml': contract('1.0.0', ['id', 'colour']),
    'added.yaml': contract('1.1.0', ['id', 'colour', 'size']),
    'removed.yaml': contract('1.1.0', ['id']),
    'vain.yaml': `${contract('1.0.0', ['id'])}        logicalType: integer\n        logicalTypeOptions: { minimum: 2, maximum: 1 }\n`,
    'broken.yaml': 'apiVersion: v3.2.0\nkind: DataContract\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
});

function contract(version: string, columns: string[]): string {
  const properties = columns.map((name) => `      - name: ${name}\n`).join('');
  return `apiVersion: v3.2.0\nkind: DataContract\nid: c\nversion: ${version}\nschema:\n  - name: t\n    properties:\n${properties}`;
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await main(['contract', ...args], {
    directory,
    env: {},
    write: (text) => {
      out += text;
    },
    writeError: (text) => {
      err += text;
    },
    open: () => undefined,
    isTerminal: false,
    now: () => new Date(0),
  });
  return { code, out, err };
}

test('what is inferred and converted can be linted', async () => {
  expect(await run('infer', '--data', '*.csv', '--out', 'inferred.yaml')).toMatchObject({ code: 0, out: '' });
  const converted = await run('convert', 'record.schema.json', '--to', 'odcs', '--out', 'converted.yaml');
  expect(converted.err).toMatch(
    /read as JSON Schema; 1 not enforced[^\n]*\nrecord\.schema\.json:1:\d+: record\.tags: colour: /,
  );
  expect(await readFile(join(directory, 'converted.yaml'), 'utf8')).toContain('minimum: 9007199254740993\n');
  const linted = await run('lint', 'inferred.yaml');
  expect(linted).toMatchObject({ code: 0, out: 'inferred.yaml: nothing to remark\n' });
  expect((await run('lint', 'converted.yaml')).code).toBe(0);
});

test('what a URL holds is inferred under its name', async () => {
  const server = createServer((_request, response) => response.end('n\n1\n2\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/numbers.csv`;
    const { code, out } = await run('infer', '--data', `${url}?token=secret`);
    expect(code).toBe(0);
    expect(out).toContain(`# Inferred from ${url} (2 rows)`);
    expect(out).toContain('  - name: "numbers"');
    expect(out).not.toContain('secret');
  } finally {
    server.close();
  }
});

test('the engine is opened as the configuration says', async () => {
  await writeFile(join(directory, 'engine.yml'), 'model: m\nengine: {threads: 0}\n');
  const { code, err } = await run('infer', '--data', 'd.csv', '--config', 'engine.yml');
  expect(code).toBe(2);
  expect(err).toMatch(/engine\.yml:2:\d+: engine\.threads/);
});

describe('the exit code', () => {
  test.each([
    ['an addition with a minor version', ['diff', 'old.yaml', 'added.yaml'], 0, /^PASS old\.yaml 1\.0\.0/],
    [
      'a breaking change without a major version',
      ['diff', 'old.yaml', 'removed.yaml'],
      1,
      /expected 2\.0\.0/,
    ],
    ['a contradiction', ['lint', 'vain.yaml'], 1, /vain\.yaml:\d+:\d+: error: /],
    ['a contract that is none', ['lint', 'broken.yaml'], 2, /broken\.yaml:1:1: /],
    [
      'an absent file',
      ['diff', 'old.yaml', 'absent.yaml'],
      2,
      /absent\.yaml: the data contract was not found/,
    ],
    ['an unknown standard', ['convert', 'old.yaml', '--to', 'avro'], 2, /Allowed choices are odcs/],
    ['no data', ['infer', '--data', 'absent-*.csv'], 2, /absent-\*\.csv/],
    ['an unknown command', ['merge'], 2, /unknown command/],
  ])('of %s', async (_name, args, code, message) => {
    const { out, err, ...found } = await run(...args);
    expect(found.code).toBe(code);
    expect(out + err).toMatch(message);
  });
});

test('a difference as JSON is one document', async () => {
  const { out } = await run('diff', 'old.yaml', 'removed.yaml', '--format', 'json');
  expect(JSON.parse(out)).toMatchObject({
    status: 'fail',
    changes: [{ change: 'column-removed', column: 'colour' }],
  });
});

test.each(['infer', 'convert', 'diff', 'lint'])('%s --help shows examples', async (command) => {
  const { code, out } = await run(command, '--help');
  expect(code).toBe(0);
  expect(out).toMatch(/Examples:\n {2}\$ /);
});
