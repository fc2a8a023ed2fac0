import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { checkNamed, contractText, temporaryDirectory, validateFiles, writeParquet } from './test-support.ts';

describe('names and values are text, never SQL', () => {
  const hostile = [
    'a"b',
    "a'b",
    'a;DROP TABLE t',
    '__row',
    'c0',
    '<script>',
    '\u0024{x}',
    'ünï',
    '%',
    '$1',
    'SELECT',
  ];
  test.each(hostile)('%s', async (name) => {
    const directory = await temporaryDirectory();
    const values = [...hostile, null];
    const file = await writeParquet(directory, { [`${name} `]: { type: 'VARCHAR', values } });
    const contract = contractText({
      name: 'T "x"',
      physicalName: "p'q",
      properties: [
        {
          name: `${name} `,
          required: true,
          unique: true,
          enum: hostile.slice(1).map((value) => ({ value })),
          quality: [
            {
              id: 'sql',
              type: 'sql',
              query: 'SELECT count(*) FROM {table} WHERE {column} IS NULL',
              mustBe: 1,
            },
          ],
        },
      ],
    });
    // A second $ makes what would be a variable of v3.2 a text.
    const escaped = contract.replaceAll('\u0024{', () => '$\u0024{');
    const validation = await validateFiles(escaped, directory, [file]);
    const of = (part: string) => validation.checks.find(({ id }) => id.endsWith(part));
    expect(of('.enum')).toMatchObject({ status: 'fail', failing: 1, evidence: { rows: [{ value: 'a"b' }] } });
    expect(of('.required')).toMatchObject({ failing: 1 });
    expect(of('.unique')).toMatchObject({ status: 'pass' });
    expect(of('.sql')).toMatchObject({ status: 'pass', received: '1' });
  });
});

describe('bad files', () => {
  const contract = contractText({ properties: [{ name: 'x' }, { name: 'y' }] });
  test.each<[string, Record<string, string | Uint8Array>, string, RegExp]>([
    ['missing', {}, 'd.csv', /d\.csv: the data file was not found/],
    ['empty', { 'd.csv': '' }, 'd.csv', /empty \(0 bytes\)/],
    [
      'of another table',
      { 'd.csv': 'a,b\n1,2\n' },
      'd.csv',
      /not one column of the contract is in the data: expected \["x","y"\], received \["a","b"\]/,
    ],
  ])('%s: one clear error', async (_name, files, pattern, message) => {
    const directory = await temporaryDirectory(files);
    await expect(validateFiles(contract, directory, [pattern])).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(message),
    });
  });

  test.each(['__row', '__FILE'])('a column named %s, which evidence needs, is refused', async (name) => {
    const directory = await temporaryDirectory({ 'd.csv': `x,y,${name}\n1,2,3\n` });
    await expect(validateFiles(contract, directory, ['d.csv'])).rejects.toThrow(/reserved/);
  });

  test('a wrong delimiter is named', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'x;y\n1;2\n' });
    await expect(
      validateFiles(contract, directory, ['d.csv'], { layout: { delimiter: ',' } }),
    ).rejects.toThrow(/delimiter is probably ";"/);
  });

  test('a header without rows warns that nothing was tested', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'x,y\n' });
    const validation = await validateFiles(contract, directory, ['d.csv']);
    expect(validation.status).toBe('warn');
    expect(validation.notes).toContain('the data hold no rows: nothing was tested');
  });

  test('gzipped text is read, with the lines of the text', async () => {
    const directory = await temporaryDirectory({ 'd.csv.gz': gzipSync('x,y\n1,\n') });
    const strict = contractText({ properties: [{ name: 'y', required: true }] });
    const check = checkNamed(await validateFiles(strict, directory, ['d.csv.gz']), 't.y.required');
    expect(check.evidence?.rows).toEqual([{ row: 1, line: 2, file: 'd.csv.gz', value: null }]);
  });
});
