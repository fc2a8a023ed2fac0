import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BadInput, config, predictions, withLines } from './bad-input.ts';

const remove = (name: string) => (directory: string) => rmSync(join(directory, name));
const predictionsFrom = (file: string, text: string) => ({
  'proofmark.yml': config.replaceAll('p.csv', file),
  [file]: text,
});
const notParquet =
  /^p\.parquet: not a Parquet file: expected "PAR1" at both ends, received "id,l" and ".43\\n"; write it again, or give it the ending of what it is/;
const onlyNan = withLines((line) => line.replace(/^(7|9),(\d),.*/, '$1,$2,NaN'));
const thirdClass = withLines((line) => line.replace(/^(7|9),\d/, '$1,2'));

/** Files and tables that cannot be used. */
export const badData: readonly BadInput[] = [
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
    what: 'data that is not Parquet',
    command: 'validate',
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
  {
    what: 'a column that is absent',
    command: 'evaluate',
    files: { 'p.csv': predictions.replace('score', 'scores') },
    message: /^p\.csv: column "score" \(evaluation\.columns\.score\) is missing; did you mean "scores"\?$/,
  },
  {
    what: 'a column that the baseline lacks',
    command: 'evaluate',
    files: { 'b.csv': predictions.replace('score', 'proba') },
    message:
      /^b\.csv: column "score" \(evaluation\.columns\.score\) is missing; expected one of "id", "label", "proba"$/,
  },
  {
    what: 'ids that do not match between candidate and baseline',
    command: 'evaluate',
    files: { 'b.csv': withLines((line) => line.replace(/^7,/, '1007,')) },
    message:
      /^p\.csv and b\.csv: candidate and baseline must be of the same rows: 1 id of the first is not in the second, for example 7; the second has "1", "2", "3"; predict the same test set with both$/,
  },
  {
    what: 'ids of another type',
    command: 'evaluate',
    files: { 'b.csv': withLines((line, number) => (number > 1 && line ? `r${line}` : line)) },
    message:
      /^p\.csv and b\.csv: ids must be of one type, received BIGINT and VARCHAR; write both as numbers, or both as text$/,
  },
  {
    what: 'duplicate ids',
    command: 'evaluate',
    files: { 'p.csv': `${predictions}7,1,0.3\n` },
    message:
      /^p\.csv: column "id" \(evaluation\.columns\.id\): ids must be unique: 1 id repeats, the first is 7 \(2 rows\); use a column that identifies a row$/,
  },
  {
    what: 'NaN scores',
    command: 'evaluate',
    files: { 'p.csv': onlyNan },
    message:
      /^p\.csv: column "score": 2 rows have no usable score: expected a probability between 0 and 1; the first is id 7, received "nan"; correct the rows, or leave them out$/,
  },
  {
    what: 'NaN scores of the baseline',
    command: 'evaluate',
    files: { 'b.csv': onlyNan },
    message: /^b\.csv: column "score": 2 rows have no usable score/,
  },
  {
    what: 'labels outside the classes',
    command: 'evaluate',
    files: { 'p.csv': thirdClass, 'b.csv': thirdClass },
    message:
      /^p\.csv: column "label" \(evaluation\.columns\.label\): expected two classes, "1" and one other, received 3: "1" \(120 rows\), "0" \(118 rows\), "2" \(2 rows\)/,
  },
  {
    what: 'labels that differ between candidate and baseline',
    command: 'evaluate',
    files: { 'b.csv': thirdClass },
    message:
      /^p\.csv and b\.csv: 2 labels differ; the first is id 7: "0" and "2"; predict the same test set with both$/,
  },
];
