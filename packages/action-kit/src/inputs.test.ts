import { UserError } from '@proofmark/documents';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { tokenInput } from './common-inputs.ts';
import { readInputs, secretValues } from './inputs.ts';

const specs = {
  config: { kind: 'path', description: 'configuration file', default: 'proofmark.yml' },
  version: { kind: 'string', description: 'the version to publish', required: true },
  model: { kind: 'string', description: 'model name' },
  margin: { kind: 'number', description: 'margin', default: 0.01 },
  'open-issue': { kind: 'boolean', description: 'open an issue', default: true },
  'on-unsupported': { kind: 'enum', description: 'd', values: ['fail', 'warn'], default: 'warn' },
  'check-name': { kind: 'string', description: 'd', default: 'proofmark', mayBeEmpty: true },
  data: { kind: 'list', description: 'globs' },
  token: tokenInput,
} as const;

const given = { INPUT_VERSION: '1.0.0', INPUT_TOKEN: 't0ken' };

describe('readInputs', () => {
  it('fills defaults and types required and optional differently', () => {
    const inputs = readInputs(specs, given);
    expect(inputs).toEqual({
      config: 'proofmark.yml',
      version: '1.0.0',
      model: undefined,
      margin: 0.01,
      openIssue: true,
      onUnsupported: 'warn',
      checkName: 'proofmark',
      data: [],
      token: 't0ken',
    });
    expectTypeOf(inputs.version).toEqualTypeOf<string>();
    expectTypeOf(inputs.model).toEqualTypeOf<string | undefined>();
    expectTypeOf(inputs.margin).toEqualTypeOf<number>();
    expectTypeOf(inputs.openIssue).toEqualTypeOf<boolean>();
    expectTypeOf(inputs.onUnsupported).toEqualTypeOf<'fail' | 'warn'>();
    expectTypeOf(inputs.data).toEqualTypeOf<readonly string[]>();
  });

  it('reads the names as the runner writes them', () => {
    const env = {
      'INPUT_ON-UNSUPPORTED': ' fail ',
      'INPUT_OPEN-ISSUE': 'FALSE',
      INPUT_DATA: 'a/*.csv\n\n b{c,d} ',
    };
    expect(readInputs(specs, { ...given, ...env })).toMatchObject({
      onUnsupported: 'fail',
      openIssue: false,
      data: ['a/*.csv', 'b{c,d}'],
    });
  });

  it.each([
    [
      'a missing required input',
      { INPUT_VERSION: '' },
      /'version' is missing or empty: expected the version to/,
    ],
    ['an empty token', { INPUT_TOKEN: '' }, /'token' is missing or empty/],
    [
      'a choice that does not exist',
      { 'INPUT_ON-UNSUPPORTED': 'abort' },
      /one of fail, warn, received "abort"/,
    ],
    ['a yes for true', { 'INPUT_OPEN-ISSUE': 'yes' }, /expected true or false, received "yes"/],
    ['a number with a comma', { INPUT_MARGIN: '0,5' }, /expected a finite decimal number, received "0,5"/],
    ['an infinite number', { INPUT_MARGIN: '1e999' }, /finite/],
    ['a path of two lines', { INPUT_CONFIG: 'a\n::error::b' }, /received "a\\n::error::b"/],
  ])('refuses %s', (_name, env, message) => {
    const read = () => readInputs(specs, { ...given, ...env });
    expect(read).toThrow(UserError);
    expect(read).toThrow(message);
  });

  it('names the new name of a renamed input', () => {
    const env = { ...given, 'INPUT_CONTRACT-FILE': 'x' };
    expect(() => readInputs(specs, env, { 'contract-file': 'contract' })).toThrow(
      /'contract-file' was renamed to 'contract'/,
    );
  });

  it('lists the secrets to mask', () => {
    expect(secretValues(specs, given)).toEqual(['t0ken']);
  });
});
