import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { contractText, temporaryDirectory, validateFiles } from './test-support.ts';

const fields = [
  { name: 'id', type: 'integer' },
  { name: 'town', type: 'string', constraints: { enum: ['Köln', 'a;b', "l'a"] } },
];

function dataPackage(dialect: object | undefined, rest: object = {}): string {
  const resource = { name: 't', path: 'd.csv', schema: { fields }, ...(dialect ? { dialect } : {}), ...rest };
  return JSON.stringify({ name: 'p', resources: [resource] }, null, 1);
}

/** The line of what the file contradicts: it is the first of its kind. */
const lineOf = (contract: string) =>
  contract.split('\n').findIndex((line) => /"(delimiter|quoteChar|header|encoding)"/.test(line)) + 1;

describe('text is read as the contract declares it', () => {
  test.each<[string, object | undefined, object, string | Uint8Array]>([
    ['delimiter', { delimiter: '!' }, {}, 'id!town\n1!Köln\n2!a;b\n'],
    ['delimiter of several characters', { delimiter: '||' }, {}, 'id||town\n1||Köln\n2||a;b\n'],
    ['quote', { delimiter: ';', quoteChar: "'" }, {}, "id;town\n1;Köln\n2;'a;b'\n"],
    ['escape', { quoteChar: "'", escapeChar: '\\' }, {}, "id,town\n1,'l\\'a'\n2,a;b\n"],
    ['no header', { header: false }, {}, '1,Köln\n2,a;b\n'],
    ['Latin-1', undefined, { encoding: 'ISO-8859-1' }, Buffer.from('id,town\n1,Köln\n2,a;b\n', 'latin1')],
    ['UTF-16', undefined, { encoding: 'utf-16' }, Buffer.from('\ufeffid,town\n1,Köln\n2,a;b\n', 'utf16le')],
  ])('%s', async (_name, dialect, rest, text) => {
    const directory = await temporaryDirectory({ 'd.csv': text, 'd.csv.gz': gzipSync(text) });
    for (const file of ['d.csv', 'd.csv.gz']) {
      const { checks, data, status } = await validateFiles(
        dataPackage(dialect, rest),
        directory,
        [file],
        {},
        'datapackage.json',
      );
      expect(checks.filter((check) => check.status !== 'pass')).toEqual([]);
      expect({ status, rows: data.rows, columns: data.columns.map(({ name }) => name) }).toEqual({
        status: 'pass',
        rows: 2,
        columns: ['id', 'town'],
      });
    }
  });

  test('the null sequence stands beside the missing values', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'id,town\nNA,Köln\n,a;b\n-,Köln\n' });
    const rest = {
      schema: { fields: [{ name: 'id', constraints: { required: true } }], missingValues: ['', '-'] },
    };
    const { checks } = await validateFiles(
      dataPackage({ nullSequence: 'NA' }, rest),
      directory,
      ['d.csv'],
      {},
      'p.json',
    );
    expect(checks.find(({ id }) => id === 't.id.required')).toMatchObject({ failing: 3 });
  });

  test('evidence names the line of a file without a header, quoted otherwise', async () => {
    const directory = await temporaryDirectory({ 'd.csv': "1,'Kö\nln'\n2,a;b\n3,other\n" });
    const text = dataPackage({ header: false, quoteChar: "'" });
    const { checks } = await validateFiles(text, directory, ['d.csv'], {}, 'p.json');
    const evidence = checks.find(({ id }) => id === 't.town.enum')?.evidence;
    expect(evidence?.rows.map(({ row, line }) => [row, line])).toEqual([
      [1, 1],
      [3, 4],
    ]);
  });

  test('of ODCS: the delimiter that the servers of text agree on, and proofmarkLayout', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'x!y\n1!2\n' });
    const server = { server: 's', type: 'custom', format: 'csv', delimiter: '!' };
    const properties = [{ name: 'x', required: true }, { name: 'y' }];
    const byServer = contractText({ properties }, { servers: [server] });
    const customProperties = [{ property: 'proofmarkLayout', value: { delimiter: '!' } }];
    const byTable = contractText({ properties, customProperties });
    for (const text of [byServer, byTable]) {
      expect(await validateFiles(text, directory, ['d.csv'])).toMatchObject({ status: 'pass' });
    }
  });
});

describe('a file that contradicts it is refused, with the place of the declaration', () => {
  const good = 'id;town\n1;Köln\n';
  test.each<[string, object | undefined, object, string | Uint8Array, RegExp]>([
    [
      'delimiter',
      { delimiter: ',' },
      {},
      good,
      /^d\.csv: the contract declares delimiter "," \(datapackage\.json:\d+\), but the first line has none and is separated by ";": "id;town"; declare ";", or write the file as declared$/,
    ],
    [
      'quote',
      { quoteChar: "'", delimiter: ';' },
      {},
      '"id";"town"\n',
      /declares quote "'" .* the first line quotes with "\\"": .*; declare "\\"", or/,
    ],
    [
      'header, where there is none',
      { header: true, delimiter: ';' },
      {},
      '1;Köln\n2;a\n',
      /declares header true .* names no column of the contract \(\["id","town"\]\): "1;Köln"; declare false/,
    ],
    [
      'no header',
      { header: false, delimiter: ';' },
      {},
      good,
      /declares header false .* names the columns: "id;town"; declare true/,
    ],
    [
      'no header and another width',
      { header: false, delimiter: ';' },
      {},
      '1;Köln;7\n',
      /declares header false .* has 3 values where the contract has 2 columns/,
    ],
    [
      'UTF-8',
      undefined,
      { encoding: 'utf-8' },
      Buffer.from(good, 'latin1'),
      /declares encoding "utf-8" .* its bytes are not UTF-8; declare "latin-1"/,
    ],
    [
      'UTF-16',
      undefined,
      { encoding: 'utf-16' },
      good.replace('ö', 'o'),
      /declares encoding "utf-16" .* are UTF-8; declare "utf-8"/,
    ],
    [
      'Latin-1',
      undefined,
      { encoding: 'latin1' },
      good,
      /declares encoding "latin-1" .* are UTF-8; declare "utf-8"/,
    ],
  ])('%s', async (_name, dialect, rest, text, message) => {
    const directory = await temporaryDirectory({ 'd.csv': text });
    const contract = dataPackage(dialect, rest);
    const run = validateFiles(contract, directory, ['d.csv'], {}, 'datapackage.json');
    await expect(run).rejects.toMatchObject({
      code: 'data-invalid',
      message: expect.stringMatching(message),
    });
    await expect(run).rejects.toMatchObject({
      location: { file: 'datapackage.json', line: lineOf(contract) },
    });
  });

  test('a layout that is none is a mistake of the contract', async () => {
    const customProperties = [{ property: 'proofmarkLayout', value: { delimeter: '!' } }];
    await expect(validateFiles(contractText({ customProperties }), '.', ['d.csv'])).rejects.toThrow(
      /^contract\.odcs\.yaml:\d+:\d+: proofmarkLayout: expected delimiter .*, received {"delimeter":"!"}$/,
    );
  });
});
