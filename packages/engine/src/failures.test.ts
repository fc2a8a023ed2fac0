import { expect, test } from 'vitest';
import { explainFailure } from './failures.ts';

test.each([
  [
    'too little memory, though a reader of data is named',
    'Out of Memory Error: failed to allocate data of size 16.0 MiB (463.1 MiB/476.8 MiB used)\n\nread_parquet(Parquet)',
    'engine-failed',
    /while reading p\.parquet: Out of Memory Error.*; raise engine\.memory in the configuration/,
  ],
  [
    'too little memory, in a file named like an error of data',
    'Out of Memory Error: could not allocate block of size 256.0 KiB; /data/Parquet Conversion Error.csv',
    'engine-failed',
    /raise engine\.memory/,
  ],
  [
    'data that do not fit',
    'Conversion Error: Could not convert string "Out of Memory" to INT32',
    'data-invalid',
    /^while reading p\.parquet: Conversion Error/,
  ],
])('a failure is told by its kind: %s', (_name, message, code, words) => {
  expect(explainFailure(new Error(message), 'reading p.parquet')).toMatchObject({
    code,
    message: expect.stringMatching(words),
  });
});
