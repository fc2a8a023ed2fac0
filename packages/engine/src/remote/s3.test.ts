import { expect, test } from 'vitest';
import { objectUrl } from './s3.ts';
import golden from './s3-golden.json' with { type: 'json' };

test.each(golden.cases)('signs as botocore does: $file', async ({ file, access, url }) => {
  const signed = new URL(await objectUrl(file, access, new Date(golden.now)));
  const expected = new URL(url);
  expect(signed.origin + signed.pathname).toBe(expected.origin + expected.pathname);
  expect(Object.fromEntries(signed.searchParams)).toEqual(Object.fromEntries(expected.searchParams));
});

test.each([
  ['s3://bucket/a.csv', {}, 'https://bucket.s3.eu-central-1.amazonaws.com/a.csv'],
  ['s3://my.bucket/d/a%20b+c.csv', {}, 'https://s3.eu-central-1.amazonaws.com/my.bucket/d/a%2520b%2Bc.csv'],
  ['s3://bucket/a.csv', { endpoint: 'http://127.0.0.1:9000/' }, 'http://127.0.0.1:9000/bucket/a.csv'],
])('%s without keys is opened unsigned', async (file, access, url) => {
  expect(await objectUrl(file, { region: 'eu-central-1', ...access })).toBe(url);
});

const NO_OBJECT = 'expected one object, s3://bucket/path/file.parquet';
const NO_BUCKET = 'expected a bucket of 3 to 63 lower-case letters, digits, dots and hyphens';

test.each([
  ['s3://bucket', NO_OBJECT],
  ['s3://bucket/', NO_OBJECT],
  ['s3://bucket/*.csv', NO_OBJECT],
  ['s3:///a.csv', NO_OBJECT],
  ['s3://b/a.csv', NO_BUCKET],
  ['s3://Bucket/a.csv', NO_BUCKET],
  ['s3://bucket-/a.csv', NO_BUCKET],
  [`s3://${'b'.repeat(64)}/a.csv`, NO_BUCKET],
  ['s3://bucket@c/a.csv', NO_BUCKET],
])('%s is refused', async (file, message) => {
  await expect(objectUrl(file, { region: 'eu-central-1' })).rejects.toThrow(message);
});
