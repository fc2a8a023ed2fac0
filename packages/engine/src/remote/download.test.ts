import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPrivateAddress } from './addresses.ts';
import { downloadFile } from './download.ts';
import { isRemote, showUrl } from './urls.ts';

let server: Server;
let directory: string;
let base: string;
const text = 'x\n1\n';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'download-test-'));
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/d.csv') response.end(text);
    else if (pathname === '/moved.csv') response.writeHead(302, { location: 'd.csv' }).end();
    else if (pathname === '/round.csv') response.writeHead(301, { location: '/round.csv' }).end();
    else if (pathname === '/local.csv') response.writeHead(307, { location: 'file:///etc/hostname' }).end();
    else if (pathname === '/large.csv') {
      response.write('x\n'.repeat(600));
      response.end();
    } else if (pathname === '/short.csv') {
      response.writeHead(200, { 'content-length': '100' });
      response.write(text, () => response.destroy());
    } else response.writeHead(404).end('no');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(directory, { recursive: true, force: true });
});

const download = (path: string, options: { maxBytes?: number; privateAddresses?: boolean } = {}) =>
  downloadFile(path.startsWith('/') ? `${base}${path}` : path, {
    directory,
    privateAddresses: true,
    ...options,
  });

test.each(['/d.csv?signature=s3cret', '/moved.csv'])(
  '%s is downloaded under its own ending',
  async (path) => {
    const file = await download(path);
    expect(file).toMatch(/-(d|moved)\.csv$/);
    expect(await readFile(file, 'utf8')).toBe(text);
    await rm(file);
  },
);

test.each<[string, string, { maxBytes?: number; privateAddresses?: boolean }, RegExp]>([
  [
    'a file that is not there',
    '/no.csv?token=s3cret',
    {},
    /no\.csv: the file could not be downloaded: .* received 404/,
  ],
  ['a circle of redirects', '/round.csv', {}, /redirects more than 5 times/],
  [
    'a redirect to a local file',
    '/local.csv',
    {},
    /expected a file, http:\/\/, https:\/\/ or s3:\/\/: received file:\/\//,
  ],
  ['a file beyond the limit', '/large.csv', { maxBytes: 1000 }, /expected at most 1000 bytes, received more/],
  [
    'a file announced beyond the limit',
    '/short.csv',
    { maxBytes: 99 },
    /expected at most 99 bytes, received 100/,
  ],
  ['a download that is cut off', '/short.csv', {}, /could not be downloaded: aborted/],
  ['an unknown ending', '/data', {}, /unknown kind of data file/],
  ['a server that is not there', 'http://127.0.0.1:9/d.csv', {}, /could not be downloaded: .*ECONNREFUSED/],
  ['another scheme', 'gs://bucket/d.csv', {}, /expected a file, .* or s3:\/\/: received gs:\/\//],
  ['a password', 'http://ann:s3cret@127.0.0.1/d.csv', {}, /^http:\/\/127.0.0.1\/d.csv: .* would be logged/],
  [
    'an address of this machine for strangers',
    '/d.csv',
    { privateAddresses: false },
    /not opened on pull requests of forks/,
  ],
  [
    'its name for strangers',
    'http://localhost:9/d.csv',
    { privateAddresses: false },
    /not opened on pull requests/,
  ],
  [
    'its number for strangers',
    'http://2130706433/d.csv',
    { privateAddresses: false },
    /not opened on pull requests/,
  ],
  [
    'its mapped address for strangers',
    'http://[::ffff:127.0.0.1]/d.csv',
    { privateAddresses: false },
    /not opened/,
  ],
])('%s is refused, and nothing is left', async (_name, path, options, message) => {
  const failure = await download(path, options).catch((error: Error) => error.message);
  expect(failure).toMatch(message);
  expect(failure).not.toContain('s3cret');
  expect(await readdir(directory)).toEqual([]);
});

describe('addresses', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    'fd00::1',
    'fe80::1',
    'ff02::1',
    'localhost',
  ])('%s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });
  test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111'])('%s is public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

test('what is remote is told by its scheme', () => {
  expect(['https://a/b.csv', 'S3://b/c', 'data/a.csv', 'C:\\a.csv', 'a://'].map(isRemote)).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
  expect(showUrl('https://u:p@a.org/b.csv?sig=1#x')).toBe('https://a.org/b.csv');
});
