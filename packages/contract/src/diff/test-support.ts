import { readContract } from '../read-contract.ts';
import { diffContracts } from './diff-contracts.ts';

export type Json = Record<string, unknown>;

export function contract(schema: Json[], version = '1.0.0', root: Json = {}) {
  const text = { apiVersion: 'v3.2.0', kind: 'DataContract', id: 'c', version, schema, ...root };
  return readContract(JSON.stringify(text, null, 1), 'c.yaml');
}

export const table = (property: Json, more: Json = {}) => [
  { name: 't', properties: [{ name: 'x', ...property }], ...more },
];

export function changes(base: Json[], head: Json[]) {
  return diffContracts(contract(base), contract(head)).changes.map(({ change, impact, breaks }) => [
    change,
    impact,
    breaks.join(' and '),
  ]);
}

export const integer = (logicalTypeOptions: Json) => table({ logicalType: 'integer', logicalTypeOptions });
export const text = (logicalTypeOptions: Json) => table({ logicalType: 'string', logicalTypeOptions });
export const list = (logicalTypeOptions: Json) => table({ logicalType: 'array', logicalTypeOptions });
export const date = (logicalTypeOptions: Json) => table({ logicalType: 'date', logicalTypeOptions });
export const values = (...given: unknown[]) => table({ enum: given.map((value) => ({ value })) });
export const rule = (quality: Json) => table({ quality: [{ id: 'q', ...quality }] });
export const schema = (jsonSchema: Json) =>
  rule({ type: 'custom', engine: 'proofmark', implementation: { jsonSchema } });
export const strictJson = (logicalType: string | undefined, value: boolean) =>
  table(
    { logicalType, enum: [{ value: 1 }] },
    { customProperties: [{ property: 'proofmarkStrictJson', value }] },
  );
export const severity = (value: string) =>
  table({
    required: true,
    customProperties: [{ property: 'proofmarkSeverity', value: { required: value } }],
  });
export const tolerance = (value: number) =>
  table({
    required: true,
    customProperties: [{ property: 'proofmarkTolerance', value: { required: value } }],
  });
export const optional = (value: boolean) =>
  table({ customProperties: [{ property: 'proofmarkOptional', value }] });
export const environments = (value: string) =>
  table({ required: true, customProperties: [{ property: 'proofmarkEnvironments', value }] });
export const column = (...names: string[]) => [{ name: 't', properties: names.map((name) => ({ name })) }];
export const file = (sha256: string) => [
  {
    name: 't',
    customProperties: [{ property: 'proofmarkFile', value: { paths: ['f'], sha256: sha256.repeat(64) } }],
  },
];
