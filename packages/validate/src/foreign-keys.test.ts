import { readContract } from '@proofmark/contract';
import { silentLogger, type Validation } from '@proofmark/documents';
import { openEngine } from '@proofmark/engine';
import { describe, expect, test } from 'vitest';
import type { RelatedTable } from './foreign-keys.ts';
import { checkNamed, evidenceValues, NOW, temporaryDirectory } from './test-support.ts';
import { validate } from './validate.ts';

const root = { apiVersion: 'v3.2.0', kind: 'DataContract', id: 'shop', version: '1.0.0' };
const text = (schema: object[]) => JSON.stringify({ ...root, schema });

const customers = {
  id: 'customers_obj',
  name: 'customers',
  properties: [
    { id: 'id_prop', name: 'id', physicalName: 'customer', logicalType: 'integer', primaryKey: true },
    { name: 'country', logicalType: 'string' },
    { name: 'parent', logicalType: 'integer', relationships: [{ to: 'customers.id' }] },
  ],
};
const orders = (customer: object, table: object = {}) => ({
  name: 'orders',
  properties: [
    { name: 'n', logicalType: 'integer', primaryKey: true },
    { name: 'customer', logicalType: 'integer', ...customer },
    { name: 'country', logicalType: 'string' },
  ],
  ...table,
});

const files = {
  'customers.csv': 'customer,country,parent\n1,de,\n2,fr,1\n3,it,9\n',
  'orders.csv': 'n,customer,country\n1,1,de\n2,2,de\n3,7,de\n4,,xx\n5,8,it\n6,1,\n',
};

type Given = { schema: object[]; table?: string; data?: string; related?: RelatedTable[]; path?: string };

async function run({
  schema,
  table = 'orders',
  data = 'orders.csv',
  related,
  path,
}: Given): Promise<Validation> {
  const directory = await temporaryDirectory(files);
  const engine = await openEngine({ workDirectory: directory, threads: 2 });
  const contract = readContract(text(schema), path ?? 'shop.odcs.yaml');
  try {
    return await validate({
      contract,
      files: [data],
      directory,
      related: related ?? [{ contract, table: 'customers', files: ['customers.csv'] }],
      engine,
      options: { now: NOW, table },
      logger: silentLogger,
    });
  } finally {
    await engine.close();
  }
}

const simple = (to: string) => [customers, orders({ relationships: [{ to }] })];
const id = 'orders.customer.relationship';

describe('a foreign key', () => {
  test.each([
    ['by names', 'customers.id'],
    ['by ids', 'schema/customers_obj/properties/id_prop'],
    ['by ids, from the root', '/schema/customers_obj/properties/id_prop'],
  ])('%s counts the orphans and shows them', async (_name, to) => {
    const check = checkNamed(await run({ schema: simple(to) }), id);
    expect(check).toMatchObject({ status: 'fail', checked: 5, failing: 2 });
    expect(check.received).toBe(`2 rows name what ${to} does not hold`);
    expect(check.evidence?.rows).toEqual([
      { row: 3, line: 4, file: 'orders.csv', value: '7', key: { n: '3' } },
      { row: 5, line: 6, file: 'orders.csv', value: '8', key: { n: '5' } },
    ]);
  });

  test('of several columns compares them together; a null among them refers to nothing', async () => {
    const relationships = [
      { from: ['orders.customer', 'orders.country'], to: ['customers.id', 'customers.country'] },
    ];
    const check = checkNamed(
      await run({ schema: [customers, orders({}, { relationships })] }),
      'orders.relationship',
    );
    expect(check).toMatchObject({ status: 'fail', checked: 4, failing: 3 });
    expect(evidenceValues(check)).toEqual(['2 | de', '7 | de', '8 | it']);
  });

  test('may refer to its own table', async () => {
    const schema = simple('customers.id');
    const validation = await run({ schema, table: 'customers', data: 'customers.csv', related: [] });
    expect(checkNamed(validation, 'customers.parent.relationship')).toMatchObject({ checked: 2, failing: 1 });
  });

  test('compares a number with a text as texts', async () => {
    const textual = {
      ...customers,
      properties: [{ name: 'id', physicalName: 'customer', logicalType: 'string' }],
    };
    const check = checkNamed(
      await run({ schema: [textual, orders({ relationships: [{ to: 'customers.id' }] })] }),
      id,
    );
    expect(check).toMatchObject({ failing: 2 });
  });
});

describe('a foreign key to another contract', () => {
  const elsewhere = (path: string): RelatedTable[] => [
    { contract: readContract(text([customers]), path), files: ['customers.csv'] },
  ];
  const only = (to: string) => [orders({ relationships: [{ to }] })];

  test('finds it by its path from the contract', async () => {
    const check = checkNamed(
      await run({
        schema: only('../crm/customers.yaml#/schema/customers_obj/properties/id_prop'),
        related: elsewhere('contracts/crm/customers.yaml'),
        path: 'contracts/shop/orders.yaml',
      }),
      id,
    );
    expect(check).toMatchObject({ status: 'fail', failing: 2 });
  });

  test.each<[string, string, RegExp]>([
    [
      'that is remote',
      'https://example.org/x.yaml#/schema/a/properties/b',
      /remote references are not followed/,
    ],
    ['outside of the repository', '../../x.yaml#/schema/a/properties/b', /leads out of the repository/],
    ['whose data are not given', 'x.yaml#/schema/a/properties/b', /is not among the contracts/],
    ['to nothing', 'customers.idx', /customers\.idx is no property of the contract/],
  ])('%s is unsupported, with the reason', async (_name, to, reason) => {
    const check = checkNamed(await run({ schema: only(to), related: [], path: 'c/orders.yaml' }), id);
    expect(check).toMatchObject({ status: 'unsupported', reason });
  });
});

test('without files of the other table it is unsupported', async () => {
  const check = checkNamed(await run({ schema: simple('customers.id'), related: [] }), id);
  expect(check).toMatchObject({
    status: 'unsupported',
    reason: /no files were given for the table customers/,
  });
});

test('ends of unequal length are unsupported', async () => {
  const relationships = [{ from: ['orders.customer', 'orders.country'], to: ['customers.id'] }];
  const check = checkNamed(
    await run({ schema: [customers, orders({}, { relationships })] }),
    'orders.relationship',
  );
  expect(check).toMatchObject({ status: 'unsupported', reason: '`from` names 2 columns and `to` 1' });
});
