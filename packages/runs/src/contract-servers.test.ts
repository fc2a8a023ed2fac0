import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@proofmark/documents';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { s3AccessOf } from './s3-access.ts';
import { type ValidateDataOptions, validateData } from './validate-data.ts';

let directory: string;
let store: Server;
let endpoint: string;
/** What was asked of the store: the path, and whether it was signed. */
let asked: { path: string; signed: boolean }[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'contract-servers-'));
  await writeFile(join(directory, 'local.csv'), 'x\n1\n2\n');
  store = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://store');
    asked.push({ path: url.pathname, signed: url.searchParams.has('X-Amz-Signature') });
    if (url.pathname === '/bucket/trips.csv') response.end('x\n1\n2\n3\n');
    else response.writeHead(403).end();
  });
  await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(store.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => store.close(resolve));
  await rm(directory, { recursive: true, force: true });
});

const local = { server: 'here', type: 'local', path: 'local.csv', format: 'csv' };
const bucket = { server: 'store', type: 's3', location: 's3://bucket/{model}.csv', environment: 'prod' };

async function run(
  servers: readonly object[],
  options: ValidateDataOptions & { tables?: readonly string[] } = {},
): Promise<number | undefined> {
  asked = [];
  const { tables = ['trips'], ...rest } = options;
  const schema = tables.map((name) => ({ name, properties: [{ name: 'x', logicalType: 'integer' }] }));
  const head = { apiVersion: 'v3.1.0', kind: 'DataContract', id: 'c', version: '1.0.0', status: 'active' };
  await writeFile(join(directory, 'c.yaml'), JSON.stringify({ ...head, servers, schema }));
  const env = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', AWS_ENDPOINT_URL: endpoint };
  const place = {
    directory,
    config: 'proofmark.yml',
    out: 'out',
    logger: silentLogger,
    now: () => new Date(),
    s3: s3AccessOf(env),
  };
  const { validations } = await validateData(place, { contract: 'c.yaml', ...rest });
  return validations[0]?.document.data.rows;
}

test('a contract with one server of files says where its data are', async () => {
  expect(await run([local])).toBe(2);
  expect(asked).toEqual([]);
});

test('an object is fetched from the store of the run, signed, and shown by its own name', async () => {
  expect(await run([bucket])).toBe(3);
  expect(asked).toEqual([{ path: '/bucket/trips.csv', signed: true }]);
});

test('the environment chooses among several servers, also beside one of Trino', async () => {
  const trino = { server: 't', type: 'trino', host: 'h', port: 1, catalog: 'c', schema: 's' };
  expect(await run([local, bucket, trino], { environment: 'prod' })).toBe(3);
});

test('a table is chosen by its name', async () => {
  expect(await run([{ ...local, path: '{model}.csv' }], { tables: ['local', 'lost'], table: 'local' })).toBe(
    2,
  );
});

test('given files go before the servers of the contract', async () => {
  expect(await run([bucket], { files: ['local.csv'] })).toBe(2);
});

test.each<[string, readonly object[], Parameters<typeof run>[1], string]>([
  ['several servers', [local, bucket], {}, 'servers: here, store could all be meant'],
  ['no server', [], {}, 'c.yaml: nothing says where the data are'],
  ['one file for two tables', [local], { tables: ['a', 'b'] }, 'here names the same files for a, b'],
  [
    'a store that the contract alone names',
    [{ ...bucket, endpointUrl: 'https://elsewhere.example.com' }],
    {},
    'which this run does not name: set AWS_ENDPOINT_URL_S3 to it',
  ],
  ['no table', [local], { tables: [] }, 'c.yaml: the contract declares no table under `schema`'],
  ['another table', [local], { table: 'a' }, 'c.yaml: table: expected one of trips, received a'],
  ['an object that is not there', [bucket], { tables: ['lost'] }, 's3://bucket/lost.csv: the file could not'],
  ['a private address for strangers', [bucket], { privateAddresses: false }, 'not opened on pull requests'],
])('%s: refused with the reason', async (_what, servers, options, message) => {
  await expect(run(servers, options)).rejects.toThrow(message);
});

test('what is fetched for a stranger is not signed', async () => {
  await run([bucket], { privateAddresses: false }).catch(() => undefined);
  expect(asked.filter(({ signed }) => signed)).toEqual([]);
});
