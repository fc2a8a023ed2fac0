import fc from 'fast-check';

export type Case = { schema: Record<string, unknown>; rows: Record<string, unknown>[] };

const NAMES = ['a', 'b', 'c', 'x-1', 'o~/k'];

/** Values of all types, small enough that schemas and records often agree. */
const scalar = fc.oneof(
  fc.constantFrom(null, true, false, 0, 1, 2, 1.5, -3, 2.0, 1e3, 9007199254740991),
  fc.constantFrom('', 'a', 'ab', 'abc', '1', 'true', 'null', 'é', '😀', '2024-02-29', '10.0.0.1'),
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 4, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 3 }) },
  ),
}));

const count = fc.integer({ min: 0, max: 3 });
const type = fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object');
const name = fc.constantFrom(...NAMES);
const pattern = fc.constantFrom('^a', 'b$', '[0-9]', '^x-', '^.$');
/** Lists and objects are unique as they are written; jsonschema compares what they mean. */
const plain = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.dictionary(name, scalar, { maxKeys: 2 }),
);

const assertions: Record<string, fc.Arbitrary<unknown>> = {
  type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
  const: plain,
  enum: fc.array(plain, { minLength: 1, maxLength: 3 }),
  minimum: fc.constantFrom(0, 1, 1.5, -3),
  exclusiveMinimum: fc.constantFrom(0, 1, 1.5),
  maximum: fc.constantFrom(0, 2, 1.5),
  exclusiveMaximum: fc.constantFrom(1, 2, 1.5),
  multipleOf: fc.constantFrom(1, 2, 0.5),
  minLength: count,
  maxLength: count,
  pattern,
  format: fc.constantFrom('ipv4', 'date'),
  minItems: count,
  maxItems: count,
  minProperties: count,
  maxProperties: count,
  required: fc.uniqueArray(name, { maxLength: 2 }),
  dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 2 }),
};

function applicators(schema: fc.Arbitrary<unknown>): Record<string, fc.Arbitrary<unknown>> {
  const some = fc.array(schema, { minLength: 1, maxLength: 3 });
  return {
    allOf: some,
    anyOf: some,
    oneOf: some,
    not: schema,
    if: schema,
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema has that name
    then: schema,
    else: schema,
    prefixItems: some,
    items: schema,
    contains: schema,
    minContains: count,
    maxContains: count,
    unevaluatedItems: schema,
    properties: fc.dictionary(name, schema, { maxKeys: 3 }),
    patternProperties: fc.dictionary(pattern, schema, { maxKeys: 2 }),
    additionalProperties: schema,
    unevaluatedProperties: schema,
    propertyNames: schema,
    dependentSchemas: fc.dictionary(name, schema, { maxKeys: 2 }),
  };
}

const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
  const all = { ...assertions, ...applicators(tie('schema')) };
  const leaf = fc.oneof(
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 6, arbitrary: keywordsOf(assertions) },
  );
  return {
    schema: fc.oneof({ maxDepth: 3, depthSize: 'small' }, leaf, { weight: 3, arbitrary: keywordsOf(all) }),
  };
});

/** One to three keywords. */
function keywordsOf(of: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .uniqueArray(fc.constantFrom(...Object.keys(of)), { minLength: 1, maxLength: 3 })
    .chain((names) =>
      fc.record(Object.fromEntries(names.map((each) => [each, of[each] ?? fc.constant(true)]))),
    );
}

/** Records are objects with an id, so that the file is known for theirs. */
function ofRecords(schema: unknown): Record<string, unknown> {
  const keywords = typeof schema === 'object' ? schema : { properties: { a: schema } };
  const { properties, ...others } = keywords as { properties?: object };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...others,
    type: 'object',
    properties: { ...properties, id: true },
  };
}

const row = fc.dictionary(name, value, { maxKeys: 4 }).map((members) => ({ id: 7, ...members }));

/** A schema of records with some of the records. */
export const schemaCase: fc.Arbitrary<Case> = fc.record({
  schema: schema.map(ofRecords),
  rows: fc.array(row, { minLength: 6, maxLength: 12 }),
});
