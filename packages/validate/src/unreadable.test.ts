import { gzipSync } from 'node:zlib';
import { readContract, toDocument } from '@proofmark/contract';
import { expect, test } from 'vitest';
import { recheck } from './recheck.ts';
import { contractText, temporaryDirectory, validateFiles } from './test-support.ts';

const text = contractText({
  properties: [
    { name: 'a', logicalType: 'integer', required: true },
    { name: 'b', logicalType: 'string' },
  ],
});
const SECRET = 'hunter2';
const whole = `a,b\n0,${SECRET}\n`;
const many = Array.from({ length: 60_000 }, (_, i) => `${i},${SECRET}\n`).join('');
const latin = (value: string) => Buffer.from(value, 'latin1');

test.each<[string, string, string | Uint8Array, number, RegExp]>([
  [
    'a row that is too long',
    'd.csv',
    `${whole}1,${SECRET},3\n`,
    3,
    /^line 3: the number of columns: expected 2, received 3;/,
  ],
  [
    'a row that is too short',
    'd.csv',
    `${whole}1\n`,
    3,
    /^line 3: the number of columns: expected 2, received 1;/,
  ],
  [
    'a row that is too long far below',
    'd.csv',
    `a,b\n${many}1,2,3\n`,
    60_002,
    /^line 60002: the number of columns/,
  ],
  [
    'a quote that is never closed',
    'd.csv',
    `${whole}1,"${SECRET}\n7,y\n${many}`,
    3,
    /^line 3: a quote opens .* not closed/,
  ],
  [
    'a quote within a quoted value',
    'd.csv',
    `${whole}1,"x"${SECRET}"\n`,
    3,
    /^line 3: a quote opens .* double a quote/,
  ],
  [
    'Latin-1',
    'd.csv',
    latin(`${whole}1,${SECRET}é\n2,z\n`),
    3,
    /^line 3: the text is not UTF-8; declare its encoding/,
  ],
  [
    'Latin-1 far below',
    'd.csv',
    latin(`a,b\n${many}1,${SECRET}é\n`),
    60_002,
    /^line 60002: the text is not UTF-8/,
  ],
  [
    'lines that end in two ways',
    'd.csv',
    `a,b\r\n0,${SECRET}\n1,x\n`,
    1,
    /^its lines do not all end alike \(LF, CRLF, CR\); write one kind of line end$/,
  ],
  [
    'Latin-1 in JSON',
    'd.jsonl',
    latin(`{"a":1,"b":"${SECRET}é"}\n`),
    1,
    /^the text is not UTF-8; write it as UTF-8$/,
  ],
  ['gzip that is cut off', 'd.csv.gz', gzipSync(whole).subarray(0, 20), 1, /^the compressed text is damaged/],
  [
    'text that is called Parquet',
    'd.parquet',
    whole,
    1,
    /^not a Parquet file: expected "PAR1" at both ends; write/,
  ],
  ['Parquet with a broken footer', 'd.parquet', `PAR1${SECRET}${SECRET}PAR1`, 1, /^its content is damaged/],
  ['text that is called Arrow', 'd.arrow', whole, 1, /^not an Arrow file/],
])('%s is one failing check that holds nothing of the data', async (_what, file, content, line, reason) => {
  const validation = await validateFiles(text, await temporaryDirectory({ [file]: content }), [file]);
  expect(validation).toMatchObject({
    status: 'fail',
    coverage: { declared: 5, enforced: 0, notApplicable: 5, unsupported: 0 },
    data: { files: [{ path: file }], rows: 0 },
    notes: ['the data could not be read: nothing was tested'],
  });
  const [readable, ...rules] = validation.checks;
  expect(readable).toMatchObject({
    id: 't.readable',
    rule: 'readable',
    status: 'fail',
    description: `${file} can be read`,
    location: { file, line },
  });
  expect(readable?.reason).toMatch(reason);
  const status = { status: 'not-applicable', reason: `nothing was checked: ${file} cannot be read` };
  expect(rules).toEqual(rules.map(() => expect.objectContaining(status)));
  expect(JSON.stringify(validation)).not.toContain(SECRET);
  const document = toDocument(readContract(text, 'contract.odcs.yaml'));
  expect(recheck(document, validation).differences).toEqual([]);
});

test('a rule of the contract that has the same id keeps it', async () => {
  const quality = [{ id: 'readable', type: 'library', metric: 'rowCount', mustBeGreaterThan: 0 }];
  const own = contractText({ properties: [{ name: 'a' }], quality });
  const validation = await validateFiles(own, await temporaryDirectory({ 'd.csv': 'a\n1\n2,3\n' }), [
    'd.csv',
  ]);
  expect(validation.checks.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['t.readable', 't.readable_']),
  );
});

test.each<[string, string, string, RegExp]>([
  ['a file that is missing', 'none.csv', text, /none\.csv: the data file was not found/],
  ['a file of other columns', 'other.csv', text, /not one column of the contract/],
])('%s is an error still', async (_what, file, contract, message) => {
  const directory = await temporaryDirectory({ 'other.csv': 'x,y\n1,2\n' });
  await expect(validateFiles(contract, directory, [file])).rejects.toThrow(message);
});
