import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256, silentLogger } from '@proofmark/documents';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ValidateDataOptions, validateData } from './validate-data.ts';

const CSV = 'x\n1\n2\n';
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'contract-files-'));
  await mkdir(join(directory, 'sets/part'), { recursive: true });
  await writeFile(join(directory, 'sets/a.csv'), CSV);
  await writeFile(join(directory, 'sets/part/b.csv'), 'x\n3\n');
  await writeFile(join(directory, 'outside.csv'), 'x\n4\n');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function run(contract: object, options: ValidateDataOptions = {}) {
  await writeFile(join(directory, 'sets/c.json'), JSON.stringify(contract));
  const place = {
    directory,
    config: 'proofmark.yml',
    out: 'out',
    logger: silentLogger,
    now: () => new Date(),
  };
  const { validations } = await validateData(place, { contract: 'sets/c.json', ...options });
  return validations.map(({ document }) => ({
    rows: document.data.rows,
    failing: document.checks.filter(({ status }) => status === 'fail').map(({ id }) => id),
  }));
}

const schema = { fields: [{ name: 'x', type: 'integer' }] };
const dataPackage = (...resources: object[]) => ({
  resources: resources.map((each) => ({ schema, ...each })),
});
const croissant = (file: object) => ({
  '@context': 'https://schema.org',
  name: 'set',
  distribution: [{ '@id': 'f', name: 'f', ...file }],
  recordSet: [
    { name: 't', field: [{ name: 'x', dataType: 'sc:Integer', source: { fileObject: { '@id': 'f' } } }] },
  ],
});

describe('a contract that names its files says where its data are', () => {
  test.each<[string, object, ValidateDataOptions, { rows: number; failing: string[] }[]]>([
    [
      'a Data Package',
      dataPackage({ name: 'a', path: 'a.csv', hash: `sha256:${sha256(CSV)}` }),
      {},
      [{ rows: 2, failing: [] }],
    ],
    [
      'with another size',
      dataPackage({ name: 'a', path: 'a.csv', bytes: 1 }),
      {},
      [{ rows: 2, failing: ['a.checksum[a.csv]'] }],
    ],
    [
      'with several files',
      dataPackage({ name: 'a', path: ['a.csv', 'part/b.csv'] }),
      {},
      [{ rows: 3, failing: [] }],
    ],
    [
      'with several resources, one of them without a file',
      dataPackage(
        { name: 'a', path: 'a.csv' },
        { name: 'b', path: './part/../part/b.csv' },
        { name: 'c', data: [] },
      ),
      {},
      [
        { rows: 2, failing: [] },
        { rows: 1, failing: [] },
      ],
    ],
    [
      'one of several resources',
      dataPackage({ name: 'a', path: 'a.csv' }, { name: 'b', path: 'part/b.csv' }),
      { table: 'b' },
      [{ rows: 1, failing: [] }],
    ],
    [
      'a Croissant description',
      croissant({ contentUrl: 'a.csv', sha256: sha256(CSV) }),
      {},
      [{ rows: 2, failing: [] }],
    ],
    [
      'with another checksum',
      croissant({ contentUrl: 'a.csv', sha256: sha256('') }),
      {},
      [{ rows: 2, failing: ['t.checksum[f]'] }],
    ],
    [
      'unless files are given',
      dataPackage({ name: 'a', path: '../outside.csv' }),
      { files: ['outside.csv'] },
      [{ rows: 1, failing: [] }],
    ],
  ])('%s', async (_name, contract, options, found) => {
    expect(await run(contract, options)).toEqual(found);
  });
});

describe('a contract opens nothing but what lies beside it', () => {
  test.each([
    '../outside.csv',
    'part/../../outside.csv',
    '/etc/passwd',
    'https://example.com/a.csv',
    'C:\\a.csv',
    '~/a.csv',
    's3://b/a.csv',
  ])('%s is refused', async (file) => {
    await expect(run(dataPackage({ name: 'a', path: file }))).rejects.toThrow(
      'a: expected files below the contract',
    );
    await expect(run(croissant({ contentUrl: file }))).rejects.toThrow(
      't: expected files below the contract',
    );
  });

  test('a file inside of an archive is none of its own', async () => {
    const contract = croissant({ contentUrl: 'a.csv', containedIn: { '@id': 'zip' } });
    await expect(run(contract)).rejects.toThrow('nothing says where the data are');
  });
});
