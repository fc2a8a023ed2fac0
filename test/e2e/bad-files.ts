import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BadInput, config, predictions } from './bad-input.ts';

const remove = (name: string) => (directory: string) => rmSync(join(directory, name));
const predictionsFrom = (file: string, text: string) => ({
  'proofmark.yml': config.replaceAll('p.csv', file),
  [file]: text,
});
const notParquet =
  /^p\.parquet: not a Parquet file: expected "PAR1" at both ends, received "id,l" and ".43\\n"; write it again, or give it the ending of what it is/;
/** Files that cannot be read. */
export const badFiles: readonly BadInput[] = [
  {
    what: 'a missing file of predictions',
    command: 'evaluate',
    spoil: remove('p.csv'),
    message: /^p\.csv: the data file was not found in \S+; check the path$/,
  },
  {
    what: 'a missing file of the baseline',
    command: 'evaluate',
    spoil: remove('b.csv'),
    message: /^b\.csv: the data file was not found in \S+; check the path$/,
  },
  {
    what: 'a missing file of data',
    command: 'validate',
    spoil: remove('p.csv'),
    message: /^p\.csv: the data file was not found in \S+; check the path$/,
  },
  {
    what: 'a pattern that matches nothing',
    command: 'evaluate',
    files: { 'proofmark.yml': config.replace('predictions: p.csv', 'predictions: out/*.parquet') },
    message: /^out\/\*\.parquet: no file matches this pattern in \S+; check the pattern$/,
  },
  {
    what: 'a directory in place of a file',
    command: 'evaluate',
    spoil(directory) {
      rmSync(join(directory, 'p.csv'));
      mkdirSync(join(directory, 'p.csv'));
    },
    message:
      /^p\.csv: expected a data file, received a directory; name its files, for example p\.csv\/\*\.parquet$/,
  },
  {
    what: 'an empty file of predictions',
    command: 'evaluate',
    files: { 'p.csv': '' },
    message: /^p\.csv: the data file is empty \(0 bytes\): expected rows; check what wrote it$/,
  },
  {
    what: 'an empty file of data',
    command: 'validate',
    files: { 'p.csv': '' },
    message: /^p\.csv: the data file is empty \(0 bytes\): expected rows; check what wrote it$/,
  },
  {
    what: 'a header without rows',
    command: 'evaluate',
    files: { 'p.csv': 'id,label,score\n' },
    message: /^p\.csv: no rows: expected at least one; check what wrote it$/,
  },
  {
    what: 'a wrong delimiter of predictions',
    command: 'evaluate',
    files: predictionsFrom('p.tsv', predictions),
    message:
      /^p\.tsv: only one column was found, named "id,label,score": the delimiter is probably ","; separate the columns as the ending says/,
  },
  {
    what: 'a wrong delimiter of data',
    command: 'validate',
    files: predictionsFrom('p.tsv', predictions),
    message:
      /^p\.tsv: only one column was found, named "id,label,score": the delimiter is probably ","; separate the columns as the ending says/,
  },
  {
    what: 'data with another delimiter than the contract declares',
    command: 'validate',
    files: {
      'proofmark.yml': config.replace('churn.odcs.yaml', 'datapackage.json'),
      'datapackage.json': `{ "resources": [{ "path": "p.csv", "schema": { "fields": [{ "name": "id" }] },\n"dialect": { "delimiter": "," } }] }`,
      'p.csv': predictions.replaceAll(',', ';'),
    },
    message:
      /^(?:datapackage\.json:2:14: )?p\.csv: the contract declares delimiter "," \(datapackage\.json:2\), but the first line has none and is separated by ";": "id;label;score"; declare ";", or write the file as declared$/,
    at: { file: 'datapackage.json', line: 2 },
  },
  {
    what: 'data with another delimiter than the configuration gives',
    command: 'validate',
    files: { 'proofmark.yml': config.replace('files: p.csv', 'files: p.csv\n    delimiter: ";"') },
    message:
      /^p\.csv: only one column was found, named "id,label,score": the delimiter is probably ","; correct the delimiter that was given, ";", or separate the columns with it$/,
  },
  {
    what: 'decimal commas',
    command: 'evaluate',
    files: { 'p.csv': predictions.replaceAll(',', ';').replaceAll('.', ',') },
    message:
      /^p\.csv: column "score": expected numbers; \d+ rows have something else, for example "0,37"; correct them, or name another column$/,
  },
  {
    what: 'predictions that are not Parquet',
    command: 'evaluate',
    files: predictionsFrom('p.parquet', predictions),
    message: notParquet,
  },
  {
    what: 'Parquet that is cut off',
    command: 'evaluate',
    files: predictionsFrom('p.parquet', `PAR1${'x'.repeat(500)}`),
    message: /^p\.parquet: not a Parquet file: .* received "PAR1" and "xxxx"; write it again/,
  },
  {
    what: 'a row that is too long',
    command: 'evaluate',
    files: { 'p.csv': `${predictions}241,1,0.5,7,8\n` },
    message:
      /^p\.csv:242: the number of columns: expected 3, received 4: "241,1,0\.5,7,8"; correct the line$/,
    at: { file: 'p.csv', line: 242 },
  },
  {
    what: 'an unknown kind of file',
    command: 'evaluate',
    files: predictionsFrom('p.xlsx', predictions),
    message: /^p\.xlsx: unknown kind of data file: expected \.parquet, \.csv, \.tsv, \.json or \.jsonl/,
  },
];
