import { readContract, toDocument } from '@proofmark/contract';
import type { ContractDocument, Validation } from '@proofmark/documents';
import { beforeAll, expect, test } from 'vitest';
import { recheck } from './recheck.ts';
import { contractText, temporaryDirectory, validateFiles } from './test-support.ts';

const text = contractText({
  properties: [
    {
      name: 'a',
      logicalType: 'integer',
      required: true,
      logicalTypeOptions: { minimum: 1 },
      customProperties: [{ property: 'proofmarkEnvironments', value: 'prod' }],
    },
    { name: 'b', quality: [{ type: 'text', description: 'looks nice' }] },
  ],
});
const environment = 'prod';
let validation: Validation;
let document: ContractDocument;
beforeAll(async () => {
  const directory = await temporaryDirectory({ 't.csv': 'a,b\n0,x\n2,y\n' });
  validation = await validateFiles(text, directory, ['t.csv'], { environment });
  document = toDocument(readContract(text, 'contract.odcs.yaml'));
});

/** The validation with one check changed. */
const changed = (id: string, change: object): Validation => ({
  ...validation,
  checks: validation.checks.map((check) => (check.id === id ? { ...check, ...change } : check)),
});

test('a validation follows from its contract, also read back from JSON', () => {
  expect(validation.status).toBe('fail');
  const read = readContract(JSON.stringify(document), 'contract.json');
  expect(recheck({ ...document, contract: read }, validation).differences).toEqual([]);
});

test.each<[string, () => Validation, string]>([
  [
    'a rule left out',
    () => ({ ...validation, checks: validation.checks.filter(({ id }) => id !== 't.a.minimum') }),
    't.a.minimum: the contract declares it, and the validation has no check of it',
  ],
  [
    'a rule the contract does not have',
    () => changed('t.a.minimum', { id: 't.a.other' }),
    't.a.other: the contract declares no such rule',
  ],
  [
    'a milder severity',
    () => changed('t.a.minimum', { severity: 'info' }),
    't.a.minimum: severity: expected "error", received "info"',
  ],
  [
    'a larger tolerance',
    () => changed('t.a.minimum', { tolerance: 0.5 }),
    't.a.minimum: tolerance: expected 0, received 0.5',
  ],
  [
    'a pass of what nobody can check',
    () => changed('t.b.text[0]', { status: 'pass' }),
    't.b.text[0]: status: expected unsupported, received pass',
  ],
  [
    'a status milder than the checks',
    () => ({ ...validation, status: 'pass' }),
    'status: expected fail by the checks, received pass',
  ],
  [
    'another environment',
    () => ({ ...validation, contract: { ...validation.contract, environment: 'test' } }),
    't.a.required: status: expected not-applicable, received pass',
  ],
])('finds %s', (_name, make, expected) => {
  expect(recheck(document, make()).differences).toContain(expected);
});
