import { describe, expect, test } from 'vitest';
import { checkVersion } from './check-version.ts';
import { diffContracts } from './diff-contracts.ts';
import { changes, column, contract, integer, table, values } from './test-support.ts';

test.each([
  ['bounds written in other digits', integer({ minimum: 1 }), integer({ minimum: 1.0 })],
  [
    'a rule with another name',
    table({ quality: [{ id: 'a', metric: 'nullValues', mustBe: 0 }] }),
    table({ quality: [{ id: 'b', metric: 'nullValues', mustBe: 0 }] }),
  ],
  ['values in another order', values('a', 'b'), values('b', 'a')],
  [
    'rules in another order',
    table({
      quality: [
        { metric: 'nullValues', mustBe: 0 },
        { metric: 'duplicateValues', mustBe: 0 },
      ],
    }),
    table({
      quality: [
        { metric: 'duplicateValues', mustBe: 0 },
        { metric: 'nullValues', mustBe: 0 },
      ],
    }),
  ],
])('%s are no change', (_name, base, head) => {
  expect(changes(base, head)).toEqual([]);
});

test('a difference says what was and what is, with the lines of both', () => {
  const [change] = diffContracts(
    contract(integer({ minimum: 1 })),
    contract([{ name: 'a' }, ...integer({ minimum: 2 })]),
  ).changes.filter(({ column }) => column);
  expect(change).toMatchObject({
    table: 't',
    column: 'x',
    constraint: 'minimum',
    before: 'at least 1',
    after: 'at least 2',
    base: { file: 'c.yaml', line: 14 },
    head: { file: 'c.yaml', line: 17 },
  });
});

test('a column under another name with the same declarations is asked about', () => {
  const renamed = (name: string) => [
    { name: 't', properties: [{ name, logicalType: 'integer', required: true }] },
  ];
  const [removed] = diffContracts(contract(renamed('delay')), contract(renamed('arr_delay'))).changes;
  expect(removed?.reason).toBe('readers of the column lose it; was it renamed to arr_delay?');
});

describe('the version', () => {
  test.each([
    ['1.2.3', '2.0.0', 'major', true],
    ['1.2.3', '1.3.0', 'major', false],
    ['1.2.3', '1.3.0', 'minor', true],
    ['1.2.3', '1.2.4', 'minor', false],
    ['1.2.3', '1.2.4', 'patch', true],
    ['1.2.3', '1.2.3', 'patch', false],
    ['1.2.3', '1.2.3', 'none', true],
    ['1.2.3', '1.2.2', 'patch', false],
    ['1.2.3', '1.2.4', 'none', true],
    ['v1', 'v2', 'major', true],
    ['1.2', '1.3', 'minor', true],
    ['1.0.0-rc.1', '1.0.0', 'patch', true],
    ['0.1.0', '0.2.0', 'major', true],
    ['0.1.0', '0.1.1', 'major', false],
    ['0.1.0', '0.1.1', 'minor', true],
    ['0.9.0', '1.0.0', 'major', true],
    ['spring', 'summer', 'minor', true],
    ['spring', 'summer', 'major', false],
    ['spring', 'spring', 'patch', false],
  ] as const)('%s to %s for a %s step: %s', (base, head, required, sufficient) => {
    expect(checkVersion(base, head, required)).toMatchObject({ required, sufficient });
  });

  test('a breaking change without a major version fails, and says which version would do', () => {
    const diff = diffContracts(contract(column('x', 'y'), '1.4.2'), contract(column('x'), '1.5.0'));
    expect(diff).toMatchObject({ status: 'fail', version: { required: 'major', found: 'minor' } });
    expect(diff.version.reason).toBe('1.4.2 to 1.5.0 is a minor step: expected 2.0.0 for a breaking change');
  });

  test('another text alone asks for a patch', () => {
    const described = contract(column('x'), '1.0.0', { description: { purpose: 'to test' } });
    expect(diffContracts(contract(column('x')), described).version).toMatchObject({
      required: 'patch',
      sufficient: false,
    });
    expect(diffContracts(contract(column('x')), contract(column('x'))).status).toBe('pass');
  });
});
