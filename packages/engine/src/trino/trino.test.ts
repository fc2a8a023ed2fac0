import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { openTrino, type TrinoOptions } from './open-trino.ts';
import { completeTableName, tableSql } from './table-name.ts';

type Answer = { status?: number; body: string };
type Seen = { method: string; url: string; body: string; headers: IncomingMessage['headers'] };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A coordinator on the loopback that answers `version()` and then what a test gives, in order. */
async function serve(
  answers: (base: string) => (Answer | 'hang')[],
): Promise<{ base: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  let left: (Answer | 'hang')[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen.push({ method: request.method ?? '', url: request.url ?? '', body, headers: request.headers });
    const isVersion = body.startsWith('SELECT version()');
    const answer = isVersion
      ? page({ columns: [{ name: 'version', type: 'varchar' }], data: [['476']] })
      : request.method === 'DELETE'
        ? { status: 204, body: '' }
        : left.shift();
    if (answer === undefined || answer === 'hang') return;
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  left = answers(base);
  return { base, seen };
}

const page = (content: object): Answer => ({ body: JSON.stringify(content) });

async function ask(base: string, options: Partial<TrinoOptions> = {}) {
  const engine = await openTrino({ server: base, user: 'ada', ...options });
  return engine.query('SELECT 1');
}

describe('a statement', () => {
  test('is posted and followed to its last page; values are exact', async () => {
    const columns = [
      'bigint',
      'decimal(38,2)',
      'double',
      'timestamp(6)',
      'timestamp(3) with time zone',
      'array(bigint)',
    ].map((type, i) => ({ name: `c${i}`, type }));
    const row =
      '[9007199254740993,"0.10","NaN","2001-01-01 00:00:00.123456","2001-01-01 00:00:00.000 UTC",[1]]';
    const { base, seen } = await serve((server) => [
      page({ nextUri: `${server}/v1/statement/queued/1` }),
      { body: `{"columns":${JSON.stringify(columns)},"data":[${row}],"nextUri":"${server}/v1/statement/2"}` },
      { body: '{"data":[[1,null,0.5,null,null,null]]}' },
    ]);
    expect(await ask(base)).toEqual([
      {
        c0: 9_007_199_254_740_993n,
        c1: '0.10',
        c2: Number.NaN,
        c3: '2001-01-01T00:00:00.123456',
        c4: '2001-01-01T00:00:00.000Z',
        c5: '[1]',
      },
      { c0: 1, c1: null, c2: 0.5, c3: null, c4: null, c5: null },
    ]);
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /v1/statement',
      'POST /v1/statement',
      'GET /v1/statement/queued/1',
      'GET /v1/statement/2',
    ]);
    expect(seen[1]?.headers).toMatchObject({
      'x-trino-user': 'ada',
      'x-trino-time-zone': 'UTC',
      'x-trino-session': 'query_max_run_time=900s',
    });
    expect(seen[1]?.headers.authorization).toBeUndefined();
  });

  test('is sent again while the server is busy', async () => {
    const { base } = await serve(() => [
      { status: 503, body: '' },
      { status: 429, body: '' },
      page({ columns: [{ name: 'n', type: 'integer' }], data: [[1]] }),
    ]);
    expect(await ask(base)).toEqual([{ n: 1 }]);
  });

  test('that takes too long is cancelled on the server', async () => {
    const { base, seen } = await serve((server) => [
      page({ nextUri: `${server}/v1/statement/slow` }),
      'hang',
    ]);
    await expect(ask(base, { queryTimeoutMs: 200 })).rejects.toMatchObject({ code: 'engine-timeout' });
    expect(seen.at(-1)).toMatchObject({ method: 'DELETE', url: '/v1/statement/slow' });
  });

  test.each([
    ['TABLE_NOT_FOUND', 'data-missing', /check catalog, schema and table/],
    ['PERMISSION_DENIED', 'engine-failed', /grant the user SELECT/],
    ['EXCEEDED_TIME_LIMIT', 'engine-timeout', /EXCEEDED_TIME_LIMIT/],
    ['DIVISION_BY_ZERO', 'engine-failed', /oh \\u001b\[31m/],
  ])('that fails with %s is %s', async (errorName, code, message) => {
    const { base } = await serve(() => [page({ error: { message: 'oh \u001b[31m', errorName } })]);
    await expect(ask(base)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('that the server refuses says so', async () => {
    const { base } = await serve(() => [{ status: 401, body: 'Unauthorized' }]);
    await expect(ask(base)).rejects.toThrow(/refused the credentials \(HTTP 401\)/);
  });
});

describe('credentials', () => {
  test.each([
    [{ password: 's3cret' }, `Basic ${Buffer.from('ada:s3cret').toString('base64')}`],
    [{ token: 'abc' }, 'Bearer abc'],
  ])('%o go with each request', async (credentials, authorization) => {
    const { base, seen } = await serve(() => [page({})]);
    await ask(base, { credentials });
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([authorization, authorization]);
  });

  test('do not follow a page to another address', async () => {
    const other = await serve(() => []);
    const { base } = await serve(() => [page({ nextUri: `${other.base}/v1/statement/1` })]);
    await expect(ask(base, { credentials: { token: 'abc' } })).rejects.toThrow(/process-forwarded/);
    expect(other.seen).toEqual([]);
  });

  test.each([
    ['http://trino.example.com', /not sent without TLS/],
    [
      'https://ada:s3cret@trino.example.com',
      /without user and password, received "https:\/\/trino.example.com"/,
    ],
    ['trino.example.com:8080', /expected an address/],
    ['file:///etc/passwd', /expected an address/],
  ])('are not sent to %s', async (server, message) => {
    await expect(openTrino({ server, user: 'ada', credentials: { token: 't' } })).rejects.toThrow(message);
  });

  test('hold no line break', async () => {
    const opened = openTrino({ server: 'http://127.0.0.1:1', user: 'a\r\nX-Other: 1' });
    await expect(opened).rejects.toThrow(/printable ASCII/);
  });
});

test('an absent server is unavailable', async () => {
  await expect(openTrino({ server: 'http://127.0.0.1:1', user: 'ada' })).rejects.toMatchObject({
    code: 'engine-unavailable',
    message: expect.stringMatching(/127\.0\.0\.1:1: Trino cannot be reached/),
  });
});

test('only SQL that reads is sent, and what DuckDB alone does is refused', async () => {
  const { base, seen } = await serve(() => []);
  const engine = await openTrino({ server: base, user: 'ada' });
  await expect(async () => engine.query('DROP TABLE t')).rejects.toThrow(/statements that read/);
  await expect(engine.attach('t', { files: ['a.csv'] })).rejects.toThrow(/not on Trino yet/);
  await expect(engine.select('t', 'SELECT 1', 'view')).rejects.toMatchObject({ code: 'input-invalid' });
  expect(seen).toHaveLength(1);
});

describe('the name of a table', () => {
  const place = { catalog: 'hive', schema: 'shop' };
  test.each([
    ['orders', 'hive.shop.orders'],
    ['crm.orders', 'hive.crm.orders'],
    ['lake.crm.orders', 'lake.crm.orders'],
    ['"a.b"', 'hive.shop."a.b"'],
    ['"a""b"', 'hive.shop."a""b"'],
    ['o; DROP TABLE x', 'hive.shop."o; DROP TABLE x"'],
  ])('%s is completed to %s', (name, full) => {
    expect(completeTableName(name, place)).toBe(full);
  });
  test.each(['', 'a.b.c.d', 'a..b', '"a', 'a"b', '.a'])('%o is refused', (name) => {
    expect(() => completeTableName(name, place)).toThrow(/expected catalog\.schema\.table/);
  });
  test('is quoted in SQL', () => {
    expect(tableSql('lake.crm."a""b"')).toBe('"lake"."crm"."a""b"');
    expect(() => tableSql('orders')).toThrow(/expected catalog\.schema\.table/);
  });
});
