import { type BadInput, predictions, withLines } from './bad-input.ts';

const onlyNan = withLines((line) => line.replace(/^(7|9),(\d),.*/, '$1,$2,NaN'));
const thirdClass = withLines((line) => line.replace(/^(7|9),\d/, '$1,2'));

/** Predictions that cannot be evaluated. */
export const badTables: readonly BadInput[] = [
  {
    what: 'a column that is absent',
    command: 'evaluate',
    files: { 'p.csv': predictions.replace('score', 'scores') },
    message:
      /^p\.csv: column "score" \(evaluation\.columns\.score(?: or [a-z -]+)?\) is missing; did you mean "scores"\?$/,
  },
  {
    what: 'a column that the baseline lacks',
    command: 'evaluate',
    files: { 'b.csv': predictions.replace('score', 'proba') },
    message:
      /^b\.csv: column "score" \(evaluation\.columns\.score(?: or [a-z -]+)?\) is missing; expected one of "id", "label", "proba"$/,
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
