import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Demand } from './model.ts';
import { readContract } from './read-contract.ts';
import { rules } from './rules.ts';

/** The official files of the standard, where a copy lies beside the repository. */
const official = join(import.meta.dirname, '../../../../shared/odcs');
const files = (folder: string) =>
  existsSync(join(official, folder)) ? readdirSync(join(official, folder)).sort() : [];
const read = (path: string) => readContract(readFileSync(path, 'utf8'), path);

if (!existsSync(official))
  console.info('official ODCS files: no copy at ../shared/odcs, so they are not tested');

describe.skipIf(!existsSync(official))('official files', () => {
  test('there are some', () => {
    expect(files('examples').length).toBeGreaterThan(0);
  });

  test.each(files('examples'))('reads %s', (file) => {
    expect(read(join(official, 'examples', file)).standard).toMatch(/^ODCS v3/);
  });

  test('hardly a constraint of them cannot be enforced', () => {
    const unsupported = files('examples').flatMap((file) =>
      rules(read(join(official, 'examples', file))).flatMap(({ plan }) =>
        plan.status === 'unsupported' ? [plan.reason] : [],
      ),
    );
    expect([...new Set(unsupported)].sort()).toEqual([
      'it needs `arguments.validValues` or `arguments.pattern`',
      'its element tab1.txn_ref_dt is no property of the contract',
      'rules of the engine soda are not run',
    ]);
  });

  /** Field that each negative example gets wrong. */
  const reasons: Record<string, RegExp> = {
    'additional-unknown-property.odcs.yaml': /:9:1: unknown key "unknownRootField"/,
    'enum-duplicate-values.odcs.yaml': /:17:\d+: .*enum\[1\]: repeats/,
    'enum-empty.odcs.yaml': /enum: expected at least one value/,
    'enum-missing-value.odcs.yaml': /enum\[0\]\.value is missing/,
    'invalid-api-version.odcs.yaml': /:5:13: apiVersion: expected .*received "v4\.0\.0"/,
    'invalid-kind.odcs.yaml': /kind: expected "DataContract", received "DataModel"/,
    'invalid-quality-dimension.odcs.yaml': /dimension: .*received "validity"/,
    'invalid-quality-metric.odcs.yaml': /metric: .*received "invalidMetric"/,
    'invalid-quality-type.odcs.yaml': /type: .*received "unknown"/,
    'map-missing-block.odcs.yaml': /map: is missing/,
    'map-missing-key.odcs.yaml': /map\.key is missing/,
    'map-missing-value.odcs.yaml': /map\.value is missing/,
    'missing-required-fields.odcs.yaml': /id is missing/,
    'quality-custom-missing-implementation.odcs.yaml': /implementation: is missing/,
    'quality-element-field.odcs.yaml': /unknown key "element"/,
    'quality-library-missing-metric.odcs.yaml': /metric: is missing/,
    'quality-multiple-operators.odcs.yaml': /exactly one operator .*not mustBe and mustNotBe/,
    'quality-mustbebetween-wrong-size.odcs.yaml':
      /mustBeBetween: expected at least 2 entries, received \[100\]/,
    'quality-sql-missing-query.odcs.yaml': /query: is missing/,
    'relationship-property-level-with-from.odcs.yaml': /unknown key "from"/,
    'relationship-schema-level-missing-from-to.odcs.yaml': /from is missing/,
    'schema-property-invalid-logicaltype.odcs.yaml': /logicalType: .*received "binary"/,
    'schema-property-missing-name.odcs.yaml': /name: is missing/,
    'server-invalid-type.odcs.yaml': /servers\[0\]\.type: .*received "mongodb"/,
    'server-missing-conditional-fields.odcs.yaml': /servers\[0\]\.schema: is missing/,
    'server-missing-required-fields.odcs.yaml': /servers\[0\]\.server is missing/,
    'sla-missing-required-value.odcs.yaml': /slaProperties\[0\]\.value is missing/,
    'synonym-missing-term.odcs.yaml': /synonym is missing/,
  };
  test.each(files('negative'))('refuses %s for the right reason', (file) => {
    expect(() => read(join(official, 'negative', file))).toThrow(reasons[file] ?? /no reason known/);
  });
});

/** A contract with one property, in JSON, which is YAML too. */
function contract(property: object, root: object = {}): string {
  return JSON.stringify({
    apiVersion: 'v3.2.0',
    kind: 'DataContract',
    id: 'x',
    version: '1',
    status: 'draft',
    schema: [{ name: 't', properties: [{ name: 'c', ...property }] }],
    ...root,
  });
}

function demands(text: string): Demand[] {
  const [table] = readContract(text, 'c.yaml').tables;
  return table?.columns[0]?.constraints.map(({ demand }) => demand) ?? [];
}

describe('refuses with field and place', () => {
  const v31 = { apiVersion: 'v3.1.0' };
  const v30 = { apiVersion: 'v3.0.2' };
  test.each<[string, string, RegExp]>([
    ['broken YAML', 'a: [', /^c\.yaml:1:\d+: not valid YAML/],
    ['an older standard', contract({}, { apiVersion: 'v2.2.2' }), /apiVersion: expected v3\.0\.0/],
    [
      'a number as version',
      contract({}, { version: 1 }),
      /version: expected a text, received 1; put it in quotes/,
    ],
    [
      'an Iceberg server without its catalog service',
      contract({}, { servers: [{ server: 's', type: 'iceberg', catalog: 'c' }] }),
      /servers\[0\]\.catalogUrl: is missing: a server of type iceberg needs it/,
    ],
    [
      'a field that a new server type has not',
      contract({}, { servers: [{ server: 's', type: 'teradata', host: 'h', schema: 'x' }] }),
      /servers\[0\]\.schema: unknown field of a server of type teradata/,
    ],
    ['a typo in a property', contract({ requird: true }), /unknown key "requird"/],
    [
      'options without a type',
      contract({ logicalTypeOptions: { maxLength: 3 } }),
      /needs a logicalType beside it/,
    ],
    [
      'an option of another type',
      contract({ logicalType: 'integer', logicalTypeOptions: { pattern: 'a' } }),
      /logicalTypeOptions\.pattern: unknown option of logicalType integer/,
    ],
    [
      'a wrong option',
      contract({ logicalType: 'integer', logicalTypeOptions: { format: 'i7' } }),
      /logicalTypeOptions\.format: /,
    ],
    [
      'boolean exclusive bounds since v3.1',
      contract({ logicalType: 'integer', logicalTypeOptions: { minimum: 1, exclusiveMinimum: true } }, v31),
      /exclusiveMinimum: expected a number, received true/,
    ],
    [
      'an enum before v3.2',
      contract({ enum: [{ value: 1 }] }, v31),
      /enum: this field came with apiVersion v3\.2\.0/,
    ],
    [
      'a relationship before v3.1',
      contract({ relationships: [{ to: 'a.b' }] }, v30),
      /relationships: this field came with apiVersion v3\.1\.0/,
    ],
    ['a map before v3.2', contract({ logicalType: 'map' }, v31), /logicalType: .*received "map"/],
    ['no status before v3.2', contract({}, { ...v31, status: undefined }), /status is missing/],
    [
      'a nested nameless property',
      contract({ logicalType: 'object', properties: [{}] }),
      /properties\[0\]\.name: is missing/,
    ],
    [
      'an equal pair',
      contract({ quality: [{ metric: 'rowCount', mustBeBetween: [5, 5] }] }),
      /two different numbers/,
    ],
    [
      'a metric without operator',
      contract({ quality: [{ metric: 'nullValues' }] }),
      /exactly one operator .*not none/,
    ],
  ])('%s', (_name, text, message) => {
    expect(() => readContract(text, 'c.yaml')).toThrow(message);
  });

  test('an alias bomb', () => {
    const bomb = [
      'a: &a [x]',
      ...Array.from({ length: 9 }, (_, i) => `a${i}: &a${i} [*a${i ? i - 1 : ''}, *a${i ? i - 1 : ''}]`),
    ];
    expect(() => readContract(bomb.join('\n'), 'c.yaml')).toThrow(/apiVersion|aliases/);
  });
});

describe('the model', () => {
  test('keeps the place of each constraint', () => {
    const text = [
      'apiVersion: v3.1.0',
      'kind: DataContract',
      'id: x',
      'version: "1"',
      'status: draft',
      'schema:',
      '  - name: t',
      '    properties:',
      '      - name: c',
      '        logicalType: integer',
      '        logicalTypeOptions:',
      '          minimum: 1',
      '        required: true',
    ].join('\n');
    const [table] = readContract(text, 'c.yaml').tables;
    const places = table?.columns[0]?.constraints.map(({ name, location }) => [
      name,
      location.line,
      location.column,
    ]);
    expect(places).toEqual([
      ['present', 9, 9],
      ['logicalType', 10, 9],
      ['required', 13, 9],
      ['minimum', 12, 11],
    ]);
  });

  test.each<[string, object, object, object]>([
    [
      'booleans of v3.0 sharpen the bound',
      { logicalType: 'integer', logicalTypeOptions: { minimum: 1, exclusiveMinimum: true } },
      { apiVersion: 'v3.0.2' },
      { kind: 'minimum', bound: '1', exclusive: true },
    ],
    [
      'a rule of v3.0 becomes a metric; without operator it means none',
      { quality: [{ type: 'library', rule: 'duplicateCount' }] },
      { apiVersion: 'v3.0.2' },
      { kind: 'duplicate-values', columns: ['c'], comparison: { operator: '=', value: 0 }, unit: 'rows' },
    ],
    [
      'so does a rule in the words of other tools',
      { quality: [{ type: 'library', rule: 'uniqueCheck' }] },
      { apiVersion: 'v3.0.2' },
      { kind: 'duplicate-values', columns: ['c'], comparison: { operator: '=', value: 0 }, unit: 'rows' },
    ],
    [
      'but none is no number of rows',
      { quality: [{ type: 'library', rule: 'countCheck' }] },
      { apiVersion: 'v3.0.2' },
      { kind: 'row-count', unenforced: 'unsupported', reason: expect.stringMatching(/how many rows/) },
    ],
    [
      'the physical name is that of the files',
      { physicalName: 'p', quality: [{ metric: 'duplicateValues', mustBe: 0 }] },
      {},
      { kind: 'duplicate-values', columns: ['p'], comparison: { operator: '=', value: 0 }, unit: 'rows' },
    ],
    [
      'a number in exponent notation is written out',
      { logicalType: 'number', logicalTypeOptions: { minimum: 1.5e-7 } },
      {},
      { kind: 'minimum', bound: '0.00000015', exclusive: false },
    ],
  ])('%s', (_name, property, root, demand) => {
    expect(demands(contract(property, root))).toContainEqual(demand);
  });

  test('integers beyond 2^53 keep their digits', () => {
    const text = contract({ logicalType: 'integer', logicalTypeOptions: { maximum: 1 } }).replace(
      '"maximum":1',
      '"maximum":9007199254740993',
    );
    expect(demands(text)).toContainEqual({ kind: 'maximum', bound: '9007199254740993', exclusive: false });
  });

  test('a composite key follows its positions', () => {
    const key = (name: string, primaryKeyPosition?: number) => ({
      name,
      primaryKey: true,
      primaryKeyPosition,
    });
    const properties = [key('c'), key('a', 2), key('b', 1)];
    const [table] = readContract(contract({}, { schema: [{ name: 't', properties }] }), 'c.yaml').tables;
    expect(table?.key).toEqual(['b', 'a', 'c']);
  });
});
