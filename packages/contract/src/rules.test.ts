import { expect, test } from 'vitest';
import { readContract } from './read-contract.ts';
import { rules } from './rules.ts';

const text = JSON.stringify({
  apiVersion: 'v3.2.0',
  kind: 'DataContract',
  id: 'x',
  version: '1',
  schema: [
    {
      name: 'orders',
      physicalName: 'orders_v1',
      properties: [
        { name: 'id', physicalName: 'order_id', primaryKey: true, required: true },
        {
          name: 'at',
          logicalType: 'timestamp',
          logicalTypeOptions: { minimum: 'yesterday', timezone: true },
        },
        {
          name: 'tags',
          logicalType: 'array',
          items: { logicalType: 'string' },
          logicalTypeOptions: { minItems: 1 },
        },
        {
          name: 'n',
          logicalType: 'integer',
          quality: [
            { metric: 'nullValues', mustBe: 0, severity: 'warning' },
            { metric: 'nullValues', mustBe: 0, unit: 'furlongs' },
          ],
        },
      ],
      quality: [{ metric: 'nullValues', mustBe: 0 }],
    },
  ],
  slaProperties: [
    { property: 'latency', value: 4, unit: 'd', element: 'orders.at' },
    { property: 'freshness', value: 4, unit: 'm', element: 'orders.at' },
    { property: 'generalAvailability', value: '2022-05-12' },
    { property: 'retention', value: 3, unit: 'y', element: 'elsewhere.at' },
  ],
});

test('each constraint becomes exactly one rule, enforced or with the reason', () => {
  const summary = rules(readContract(text, 'c.yaml')).map(({ id, kind, severity, plan }) => [
    id,
    kind,
    severity,
    plan.status === 'enforced' ? plan.test.test : plan.reason,
  ]);
  expect(summary).toEqual([
    ['orders.id.present', 'column-present', 'error', 'present'],
    ['orders.id.required', 'required', 'error', 'not-null'],
    ['orders.at.present', 'column-present', 'error', 'present'],
    ['orders.at.logicalType', 'type', 'error', 'type'],
    ['orders.at.minimum', 'minimum', 'error', 'its bound yesterday is no timestamp in ISO 8601'],
    ['orders.at.timezone', 'time-zone', 'error', 'zoned'],
    ['orders.at.latency', 'freshness', 'error', 'newest'],
    ['orders.at.freshness', 'freshness', 'error', 'newest'],
    ['orders.tags.present', 'column-present', 'error', 'present'],
    ['orders.tags.logicalType', 'type', 'error', 'type'],
    ['orders.tags.minItems', 'items', 'error', 'item-count'],
    ['orders.tags[].logicalType', 'type', 'error', 'type'],
    ['orders.n.present', 'column-present', 'error', 'present'],
    ['orders.n.logicalType', 'type', 'error', 'type'],
    ['orders.n.nullValues[0]', 'null-values', 'warning', 'count-nulls'],
    [
      'orders.n.nullValues[1]',
      'null-values',
      'error',
      'the unit furlongs is unknown: expected rows or percent',
    ],
    ['orders.primaryKey', 'primary-key', 'error', 'unique'],
    ['orders.nullValues[0]', 'null-values', 'error', 'nullValues belongs under a property'],
    [
      'generalAvailability',
      'service-level',
      'error',
      'generalAvailability is a promise about the service; rows cannot show it',
    ],
    ['retention', 'retention', 'error', 'its element elsewhere.at is no property of the contract'],
  ]);
});

test('a rule names the column as the files do, and itself as the contract does', () => {
  const [present] = rules(readContract(text, 'c.yaml'));
  expect(present).toMatchObject({
    id: 'orders.id.present',
    column: 'order_id',
    description: 'the column order_id exists',
  });
});
