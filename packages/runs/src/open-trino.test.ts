import { silentLogger } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { connectTrino, placeTable, type TrinoAccess } from './open-trino.ts';
import type { Workplace } from './workplace.ts';

const placeWith = (trino?: TrinoAccess): Workplace => ({
  directory: '/',
  config: 'proofmark.yml',
  out: 'out',
  logger: silentLogger,
  now: () => new Date(0),
  trino,
});

const ofContract = (environment?: string) => ({
  host: `${environment ?? 'db'}.example.com:8443`,
  catalog: 'lake',
  schema: 'air',
  environment,
});

describe('where a table is', () => {
  test.each([
    [
      'in the configuration',
      {},
      { server: 'https://a', table: 'x.y.z' },
      [],
      { server: 'https://a', name: 'x.y.z' },
    ],
    [
      'in the contract',
      {},
      {},
      [ofContract()],
      { server: 'https://db.example.com:8443', name: 'lake.air.flights' },
    ],
    [
      'on this machine, without TLS',
      {},
      {},
      [{ ...ofContract(), host: 'localhost:8080' }],
      { server: 'http://localhost:8080', name: 'lake.air.flights' },
    ],
    [
      'in the inputs, which go before both',
      { server: 'https://b', user: 'ada' },
      { server: 'https://a', user: 'bob', schema: 'crm' },
      [ofContract()],
      { server: 'https://b', user: 'ada', name: 'lake.crm.flights' },
    ],
    [
      'on the server of the environment',
      {},
      {},
      [ofContract('test'), ofContract('prod')],
      { server: 'https://prod.example.com:8443', name: 'lake.air.flights' },
    ],
  ])('stands %s', (_where, access, settings, servers, expected) => {
    const found = placeTable(placeWith(access), settings, servers, 'flights', 'prod');
    expect(found).toEqual({ user: 'proofmark', ...expected });
  });

  test.each([
    [{}, [], /no Trino server is named/],
    [{}, [ofContract('test'), ofContract('dev')], /2 servers of type trino/],
    [{ server: 'https://a' }, [], /expected catalog\.schema\.table/],
  ])('%o is not enough', (settings, servers, message) => {
    expect(() => placeTable(placeWith(), settings, servers, 'flights', 'prod')).toThrow(message);
  });
});

describe('secrets', () => {
  const stored = { server: 'https://evil.example.com', user: 'ada', name: 'a.b.c' };
  test.each([
    [{ password: 's' }, /name the server beside it/],
    [{ token: 's' }, /name the server beside it/],
    [{ server: 'https://a', password: 's', token: 's' }, /expected one of them/],
  ])('%o are refused', async (access, message) => {
    await expect(async () => connectTrino(placeWith(access), stored, true)).rejects.toThrow(message);
  });

  test('a fork names no server at all', async () => {
    const connect = async () => connectTrino(placeWith(), stored, false);
    await expect(connect).rejects.toThrow(/named by a pull request of a fork/);
  });
});
