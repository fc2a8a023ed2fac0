/** Contracts to change: one of each standard that is read. JSON is YAML too. */
const $schema = 'https://json-schema.org/draft/2020-12/schema';

export const contractOfAnything = JSON.stringify({
  apiVersion: 'v3.2.0',
  kind: 'DataContract',
  id: 'any',
  version: '1.0.0',
  schema: [
    {
      name: 't',
      properties: [
        { name: 'a', logicalType: 'integer', required: true, unique: true },
        { name: '1', logicalType: 'string', logicalTypeOptions: { pattern: '^a' } },
      ],
    },
  ],
});

export const nestedContract = JSON.stringify({
  apiVersion: 'v3.2.0',
  kind: 'DataContract',
  id: 'nested',
  version: '1.0.0',
  schema: [
    {
      name: 't',
      properties: [
        {
          name: 'a',
          logicalType: 'object',
          logicalTypeOptions: { required: ['n'], maxProperties: 3 },
          properties: [
            { name: 'n', logicalType: 'number', logicalTypeOptions: { multipleOf: 0.1 } },
            {
              name: 'm',
              logicalType: 'array',
              logicalTypeOptions: { maxItems: 2, uniqueItems: true },
              items: { logicalType: 'integer', logicalTypeOptions: { minimum: 0 } },
            },
          ],
        },
      ],
    },
  ],
});

export const importedContracts: readonly string[] = [
  JSON.stringify({
    fields: [
      { name: 'a', type: 'integer', constraints: { required: true, minimum: 0, enum: [1, 2] } },
      { name: 'b', type: 'date', format: '%d.%m.%Y', constraints: { unique: true } },
      { name: 'c', type: 'string', constraints: { pattern: '[a-z]+', maxLength: 3 } },
    ],
    missingValues: ['', 'NA'],
    primaryKey: ['a'],
  }),
  JSON.stringify({
    name: 'p',
    resources: [{ name: 't', path: 'data.csv', schema: { fields: [{ name: 'a', type: 'number' }] } }],
  }),
  JSON.stringify({
    $schema,
    type: 'object',
    required: ['a'],
    properties: {
      a: { type: 'integer', minimum: 0, multipleOf: 2 },
      b: { type: 'string', pattern: '^a', format: 'date', enum: ['x', null] },
      c: { $ref: '#/$defs/c' },
    },
    $defs: { c: { type: 'array', items: { type: 'string', maxLength: 2 }, uniqueItems: true } },
  }),
];

/** A rule of SQL beside others. */
export function sqlContract(query: string): string {
  const columns = [
    { name: 'a', logicalType: 'integer', required: true },
    { name: 'b', logicalType: 'string' },
  ];
  const quality = [{ id: 'q', type: 'sql', query, mustBe: 0 }];
  return JSON.stringify({
    ...{ apiVersion: 'v3.2.0', kind: 'DataContract', id: 'sql', version: '1.0.0' },
    schema: [{ name: 't', properties: columns, quality }],
  });
}

/** A schema of records with every keyword that becomes a condition on values of JSON. */
export const recordSchema = JSON.stringify({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    a: { anyOf: [{ type: 'integer', minimum: 1, multipleOf: 0.5 }, { enum: ['x', null, [1]] }] },
    b: {
      type: 'array',
      prefixItems: [{ const: { k: 1 } }],
      contains: { pattern: '^x' },
      unevaluatedItems: false,
    },
    c: {
      type: 'object',
      patternProperties: { '^p': { not: { format: 'date' } } },
      propertyNames: { maxLength: 3 },
    },
  },
  oneOf: [{ required: ['a'] }, { dependentSchemas: { b: { $ref: '#/properties/c' } } }],
  unevaluatedProperties: { type: ['string', 'object'] },
});
