import { expect, test } from 'vitest';
import { readContract } from './read-contract.ts';

const read = (properties: string) =>
  readContract(
    `{apiVersion: v3.1.0, kind: DataContract, id: c, version: 1.0.0, status: active,\nschema: [{name: t, properties: [\n${properties}]}]}`,
    'c.yaml',
  );

test.each([
  ['by name', '{name: a, logicalType: integer},\n{name: a, logicalType: string}', 4],
  ['by physical name', '{name: a},\n{name: b, physicalName: a}', 4],
  ['inside of an object', '{name: o, logicalType: object, properties: [\n{name: a},\n{name: a}]}', 5],
])('a column that is declared twice is refused: %s', (_name, properties, line) => {
  expect(() => read(properties)).toThrow(/the column "a" is declared twice/);
  expect(() => read(properties)).toThrow(
    expect.objectContaining({ location: expect.objectContaining({ line }) }),
  );
});

test('a table that is declared twice is refused', () => {
  const two = (name: string) =>
    readContract(
      `{apiVersion: v3.1.0, kind: DataContract, id: c, version: 1.0.0, status: active,\nschema: [{name: t},\n{name: ${name}}]}`,
      'c.yaml',
    );
  expect(() => two('t')).toThrow('c.yaml:3:1: schema[1]: the table "t" is declared twice');
  expect(() => two('u')).not.toThrow();
});

test('one name at two levels is two columns', () => {
  expect(() => read('{name: a, logicalType: object, properties: [{name: a}]}')).not.toThrow();
});
