import { describe, expect, test } from 'vitest';
import { findings, ofColumn, ofTable, shown } from './lint-support.ts';

test('rows that cannot have different values of an enum', () => {
  const quality = [{ metric: 'rowCount', mustBeGreaterThan: 3 }];
  const property = { primaryKey: true, enum: [{ value: 'a' }, { value: 'b' }] };
  expect(shown(ofColumn(property, { quality }))).toEqual([
    'error: 4 rows cannot have different values of an enum of 2',
  ]);
});

describe('keys', () => {
  const target = {
    name: 'u',
    properties: [
      { name: 'id', primaryKey: true, logicalType: 'integer' },
      { name: 'b', logicalType: 'string' },
    ],
  };
  const from = (to: unknown, type = 'integer') =>
    shown(ofTable({ properties: [{ name: 'x', logicalType: type, relationships: [{ to }] }] }, [target]));

  test.each<[string, unknown, string[]]>([
    ['a known key', 'u.id', []],
    ['an unknown column', 'u.idx', ['error: u.idx is no property of the contract']],
    [
      'what is no key',
      'u.b',
      [
        'warning: u.b is no key of u: several rows may have one value',
        'warning: x and what it refers to differ in logicalType',
      ],
    ],
    [
      'more columns than it has',
      ['u.id', 'u.b'],
      ['error: it has 1 columns and refers to 2: expected as many'],
    ],
    [
      'a remote contract',
      'https://example.org/a.yaml#/schema/u/properties/id',
      ['warning: it is not enforced: remote references are not followed (https://example.org/a.yaml)'],
    ],
  ])('%s', (_name, to, expected) => {
    expect(from(to)).toEqual(expected);
  });

  test('composite ends of unequal length, with the place', () => {
    const relationships = [{ from: ['t.x', 't.y'], to: ['u.id'] }];
    const [finding] = ofTable({ properties: [{ name: 'x' }, { name: 'y' }], relationships }, [target]);
    expect(finding).toMatchObject({
      severity: 'error',
      message: '`from` names 2 columns and `to` 1',
      location: { file: 'c.yaml', line: 1 },
    });
  });

  test('two columns at one position of the key', () => {
    const key = (name: string) => ({ name, primaryKey: true, primaryKeyPosition: 1 });
    expect(shown(ofTable({ properties: [key('x'), key('y')] }))).toEqual([
      'error: another column of the key has position 1 too',
    ]);
  });
});

test('a service level of no column', () => {
  const slaProperties = [{ property: 'retention', value: 1, unit: 'y', element: 't.at' }];
  expect(shown(findings({ schema: [{ name: 't', properties: [{ name: 'x' }] }], slaProperties }))).toEqual([
    'error: its element t.at is no property of the contract',
  ]);
});

test('rules of one name', () => {
  const quality = [
    { type: 'sql', name: 'same', query: 'SELECT 1', mustBe: 1 },
    { type: 'sql', name: 'same', query: 'SELECT 2', mustBe: 2 },
  ];
  expect(shown(ofColumn({}, { quality }))).toEqual([
    'warning: another rule here is called same: give each an id of its own',
  ]);
});

test('fields that the standard gave up', () => {
  const list = findings(
    { status: 'draft', dataProduct: 'p', slaDefaultElement: 't.x', schema: [] },
    'v3.1.0',
  );
  expect(shown(list)).toEqual([
    'warning: dataProduct is deprecated since v3.1: expected a tag or a custom property',
    'warning: slaDefaultElement is deprecated since v3.1: expected `element` of each service level',
  ]);
});
