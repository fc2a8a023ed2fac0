import { UserError } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { diffContracts } from '../diff/diff-contracts.ts';
import { readContract } from '../read-contract.ts';
import { rules } from '../rules.ts';
import { convertToOdcs } from './convert.ts';

const $schema = 'https://json-schema.org/draft/2020-12/schema';

/** `{wrap({wrap(…)})}`, so many times. */
function nest(times: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = {};
  for (let i = 0; i < times; i++) value = wrap(value);
  return value;
}

describe('contracts of strangers are refused with a place, or read', () => {
  test.each<[string, unknown, RegExp]>([
    ['texts', 'contract', /expected a data contract/],
    ['null', null, /expected a data contract/],
    ['lists', [], /expected a data contract/],
    ['other documents', { name: 'x', scripts: {} }, /received \["name","scripts"\]/],
    ['deep nesting', nest(150, (inner) => ({ properties: { x: inner } })), /nested too deeply/],
    ['a doubling of references', doubling(), /more than 10000 schemas/],
    ['fields that are no list', { fields: {}, resources: 1 }, /expected a data contract/],
    ['a name that is no text', { fields: [{ name: { toString: 1 } }] }, /fields\[0\]\.name/],
    ['record sets that are none', { '@context': {}, recordSet: [1] }, /recordSet/],
    ['resources of nothing', { resources: [] }, /resources/],
  ])('%s', (_name, value, message) => {
    const read = () => readContract(JSON.stringify(value), 'c.json');
    expect(read).toThrow(UserError);
    expect(read).toThrow(message);
  });

  function doubling() {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `d${i}`,
        {
          type: 'object',
          properties: { a: { $ref: `#/$defs/d${i + 1}` }, b: { $ref: `#/$defs/d${i + 1}` } },
        },
      ]),
    );
    return { $schema, $ref: '#/$defs/d0', $defs };
  }
});

const names = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '',
  'a.b',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of ODCS, here a name
  '${VAR} $${VAR:-x}',
  '::warning::x',
  '\u202e',
];

describe('names that mean something to programs mean nothing', () => {
  const documents: [string, string][] = [
    [
      'JSON Schema',
      JSON.stringify({ $schema, type: 'object', properties: '@', required: names }).replace('"@"', () =>
        objectOf('{"type":"string"}'),
      ),
    ],
    [
      'definitions',
      JSON.stringify({ $schema, type: 'object', properties: '@', $defs: '#' })
        .replace('"@"', () => objectOf('{"$ref":"#/$defs/__proto__"}'))
        .replace('"#"', () => objectOf('{"type":"integer"}')),
    ],
    [
      'Table Schema',
      JSON.stringify({
        fields: names.map((name) => ({ name, type: 'string', constraints: { required: true } })),
        primaryKey: names,
      }),
    ],
    [
      'Croissant',
      JSON.stringify({
        '@context': {},
        recordSet: { name: 'r', field: names.map((name) => ({ name, dataType: 'sc:Text' })) },
      }),
    ],
  ];
  test.each(documents)('%s', (_name, text) => {
    const contract = readContract(text, 'c.json');
    expect(contract.tables[0]?.columns).toHaveLength(names.length);
    expect(rules(contract).length).toBeGreaterThan(names.length);
    expect(({} as Record<string, unknown>).type).toBeUndefined();
    const { yaml } = convertToOdcs(text, 'c.json\n# x: y');
    expect(readContract(yaml, 'c.json').tables[0]?.columns.map(({ name }) => name)).toEqual(
      contract.tables[0]?.columns.map(({ name }) => name),
    );
    expect(diffContracts(contract, readContract(yaml, 'c.json')).changes).toEqual([]);
  });

  function objectOf(member: string): string {
    return `{${names.map((name) => `${JSON.stringify(name)}:${member}`).join(',')}}`;
  }
});

test('a tree of references ends where it comes back to itself', () => {
  const tree = { type: 'object', properties: { left: { $ref: '#/$defs/a' }, right: { $ref: '#/$defs/b' } } };
  const contract = readContract(
    JSON.stringify({ $schema, $ref: '#/$defs/a', $defs: { a: tree, b: tree } }),
    'c.json',
  );
  const reasons = rules(contract).flatMap(({ plan }) => ('reason' in plan ? [plan.reason] : []));
  expect(reasons.filter((reason) => reason === 'it refers to itself: it has no end').length).toBe(3);
});
