import { describe, expect, test } from 'vitest';
import { custom, ofColumn, options, type Part, rule, shown } from './lint-support.ts';

describe('one column', () => {
  test.each<[string, Part, string]>([
    [
      'minimum > maximum',
      options('integer', { minimum: 5, maximum: 4 }),
      'error: no value keeps both minimum 5 and maximum 4',
    ],
    [
      'an open interval of nothing',
      options('number', { exclusiveMinimum: 0.1, maximum: 0.1 }),
      'error: no value keeps both exclusiveMinimum 0.1 and maximum 0.1',
    ],
    [
      'bounds of dates',
      options('date', { minimum: '2024-02-01', maximum: '2024-01-31' }),
      'error: no value keeps both minimum 2024-02-01 and maximum 2024-01-31',
    ],
    [
      'a bound that is no date',
      options('date', { minimum: '2021-02-30' }),
      'warning: it is not enforced: its bound 2021-02-30 is no date in ISO 8601',
    ],
    [
      'bounds of timestamps in two zones',
      options('timestamp', { minimum: '2024-01-01T01:00:00Z', maximum: '2024-01-01T01:30:00+02:00' }),
      'error: no value keeps both minimum 2024-01-01T01:00:00Z and maximum 2024-01-01T01:30:00+02:00',
    ],
    [
      'two bounds of one side',
      options('integer', { minimum: 1, exclusiveMinimum: 1 }),
      'warning: minimum bounds the same side: keep one of them',
    ],
    [
      'minLength > maxLength',
      options('string', { minLength: 5, maxLength: 4 }),
      'error: no text is at least 5 and at most 4 characters long',
    ],
    [
      'a pattern that is too long',
      options('string', { pattern: '^[A-Z]{3}-\\d{2,4}x?$', maxLength: 5 }),
      'error: the pattern matches texts of 6 to 9 characters, which the length bounds forbid',
    ],
    [
      'a pattern that is too short',
      options('string', { pattern: '^[^\\]a]{3}$', minLength: 4 }),
      'error: the pattern matches texts of 3 characters, which the length bounds forbid',
    ],
    [
      'minItems > maxItems',
      options('array', { minItems: 3, maxItems: 2 }),
      'error: no value has at least 3 and at most 2',
    ],
    [
      'more required properties than allowed',
      options('object', { required: ['a', 'b'], maxProperties: 1 }),
      'error: it requires more properties than maxProperties allows',
    ],
    [
      'a bound that no integer of the format keeps',
      options('integer', { format: 'u8', minimum: 256 }),
      'error: no u8 keeps it: the format holds 0 to 255',
    ],
    [
      'a bound that every integer of the format keeps',
      options('integer', { format: 'i8', minimum: -129 }),
      'warning: every i8 keeps it: the format holds -128 to 127',
    ],
    [
      'a fraction as bound of integers',
      options('integer', { minimum: 0.5 }),
      'warning: 0.5 bounds integers: expected a whole number',
    ],
    [
      'no integer between the bounds',
      options('integer', { exclusiveMinimum: 1, exclusiveMaximum: 2 }),
      'error: no integer is greater than 1 and less than 2',
    ],
    [
      'no multiple between the bounds',
      options('integer', { minimum: 4, maximum: 6, multipleOf: 7 }),
      'error: no multiple of 7 is at least 4 and at most 6',
    ],
    [
      'no decimal multiple between the bounds',
      options('number', { minimum: -0.29, exclusiveMaximum: -0.2, multipleOf: 0.1 }),
      'error: no multiple of 0.1 is at least -0.29 and less than -0.2',
    ],
    [
      'a format that is too long',
      options('string', { format: 'ipv4', maxLength: 3 }),
      'error: the format ipv4 matches texts of 7 to 15 characters, which the length bounds forbid',
    ],
    [
      'one number in two notations',
      { logicalType: 'number', enum: [{ value: 1 }, { value: 1.5 }, { value: '1.0' }, { value: '01.50' }] },
      'error: the enum names 1.0 more than once; error: the enum names 01.50 more than once',
    ],
    [
      'one text as a number and as a text',
      { enum: [{ value: 7 }, { value: '7' }] },
      'error: the enum names 7 more than once',
    ],
    [
      'a rule that is a text',
      rule({ type: 'text', description: 'be good' }),
      'warning: it is not enforced: a text is for people; write a library or sql rule to have it checked',
    ],
    [
      'a rule of another engine',
      rule({ type: 'custom', engine: 'soda', implementation: 'x' }),
      'warning: it is not enforced: rules of the engine soda are not run',
    ],
    [
      'a row count of a property',
      rule({ metric: 'rowCount', mustBe: 5 }),
      'warning: it counts the rows of the table: expected under the table, not under a property',
    ],
    [
      'half a row',
      rule({ metric: 'nullValues', mustBe: 2.5 }),
      'error: nothing keeps it: a count is a whole number',
    ],
    [
      'between two counts',
      rule({ metric: 'nullValues', mustBeBetween: [2.1, 2.9] }),
      'error: nothing keeps it: a count is a whole number',
    ],
    [
      'one value with two labels',
      {
        enum: [
          { value: 'a', label: 'A' },
          { value: 'a', label: 'B' },
        ],
      },
      'error: the enum names a more than once',
    ],
    [
      'a value out of bounds',
      options('integer', { maximum: 5 }, { enum: [{ value: 5 }, { value: 6 }] }),
      'error: the enum allows 6, which maximum forbids',
    ],
    [
      'a value that is too long',
      options('string', { maxLength: 1 }, { enum: [{ value: 'ab' }] }),
      'error: the enum allows ab, which maxLength forbids',
    ],
    [
      'a value of another type',
      { logicalType: 'integer', enum: [{ value: 'a' }] },
      'error: the enum allows a, which logicalType integer forbids',
    ],
    [
      'null in an enum',
      { enum: [{ value: null }] },
      'warning: null in an enum says nothing: nulls are allowed unless required',
    ],
    [
      'unique values of an enum',
      { unique: true, enum: [{ value: 'a' }] },
      'warning: unique values of an enum allow 1 rows at most',
    ],
    [
      'required, and nulls wanted',
      { required: true, ...rule({ metric: 'nullValues', mustBeGreaterThan: 0 }) },
      'error: it wants nulls in a column that is required',
    ],
    [
      'a count below 0',
      rule({ metric: 'nullValues', mustBeLessThan: 0 }),
      'error: nothing keeps it: a count is at least 0',
    ],
    [
      'more than all',
      rule({ metric: 'nullValues', unit: 'percent', mustBeGreaterThan: 100 }),
      'error: nothing keeps it: a percentage is 0 to 100',
    ],
    [
      'a share that is always kept',
      rule({ metric: 'nullValues', unit: 'percent', mustBeLessOrEqualTo: 100 }),
      'warning: everything keeps it: a percentage is 0 to 100',
    ],
    [
      'a pattern that cannot run',
      options('string', { pattern: '(?=a)' }),
      'warning: it is not enforced: it looks ahead or behind, which RE2 cannot do',
    ],
    [
      'an unknown severity',
      rule({ metric: 'nullValues', mustBe: 0, severity: 'orange' }),
      'warning: the severity orange is unknown and taken as error: expected error, warning or info',
    ],
    [
      'a tolerance that is no share',
      custom('proofmarkTolerance', { required: 5 }),
      'error: expected shares from 0 to 1; anything else is taken as 0',
    ],
    [
      'a misspelt property of ours',
      custom('proofmarkSeverty', 'info'),
      'warning: the custom property proofmarkSeverty is unknown: expected proofmarkAsOf, proofmarkEnvironments, proofmarkFile, proofmarkFiles, proofmarkLayout, proofmarkNullText, proofmarkOptional, proofmarkSeverity, proofmarkStrictJson, proofmarkTolerance',
    ],
    [
      'a position without key',
      { primaryKeyPosition: 1 },
      'warning: a position without `primaryKey: true` has no effect',
    ],
    [
      'what lies inside is looked at too',
      { logicalType: 'array', items: options('integer', { minimum: 1, maximum: 0 }) },
      'error: no value keeps both minimum 1 and maximum 0',
    ],
  ])('%s', (_name, property, finding) => {
    expect(shown(ofColumn(property)).join('; ')).toBe(finding);
  });

  test.each<[string, Part]>([
    ['a multiple at a bound', options('number', { minimum: 0.3, maximum: 0.3, multipleOf: 0.1 })],
    ['multiples around zero', options('integer', { minimum: -1, maximum: 1, multipleOf: 7 })],
    ['a format within the length', options('string', { format: 'ipv4', maxLength: 15 })],
    ['texts that are one number', options('string', {}, { enum: [{ value: '1' }, { value: '1.0' }] })],
    ['half a percent', rule({ metric: 'nullValues', mustBe: 2.5, unit: 'percent' })],
    ['equal bounds', options('integer', { minimum: 4, maximum: 4 })],
    ['bounds beyond 2^53', options('number', { minimum: 0.1, maximum: 0.30000000000000004 })],
    ['a pattern within the length', options('string', { pattern: '^[A-Z]{3}$', minLength: 3, maxLength: 3 })],
    ['a pattern too involved to measure', options('string', { pattern: '^(a|bb)*$', maxLength: 1 })],
    ['an unanchored pattern', options('string', { pattern: '[A-Z]{9}', maxLength: 20 })],
    ['an enum within bounds', options('integer', { minimum: 1 }, { enum: [{ value: 1 }] })],
    ['a known severity', rule({ metric: 'nullValues', mustBe: 0, severity: 'Warning' })],
    ['own properties', custom('proofmarkTolerance', 0.5)],
  ])('nothing is said of %s', (_name, property) => {
    expect(ofColumn(property)).toEqual([]);
  });
});

test('a value that the enum repeats is remarked upon once', () => {
  const repeated = [{ value: 1 }, { value: 1, label: 'B' }, { value: 2 }];
  expect(shown(ofColumn(options('integer', { minimum: 2 }, { unique: true, enum: repeated })))).toEqual([
    'error: the enum names 1 more than once',
    'error: the enum allows 1, which minimum forbids',
    'warning: unique values of an enum allow 2 rows at most',
  ]);
});
