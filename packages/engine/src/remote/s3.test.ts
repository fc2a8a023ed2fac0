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

test.each(['s3://bucket', 's3://bucket/', 's3://bucket/*.csv', 's3:///a.csv', 's3://b@c/a.csv'])(
  '%s is refused',
  async (file) => {
    await expect(objectUrl(file, { region: 'eu-central-1' })).rejects.toThrow(
      'expected one object, s3://bucket/path/file.parquet',
    );
  },
);
