import { lintContract } from './lint.ts';
import { readContract } from './read-contract.ts';

export type Part = Record<string, unknown>;

const root = { apiVersion: 'v3.2.0', kind: 'DataContract', id: 'x', version: '1' };

/** What the linter says of a contract of these parts; of one table; of one column `x`. */
export const findings = (parts: Part, apiVersion = 'v3.2.0') =>
  lintContract(readContract(JSON.stringify({ ...root, apiVersion, ...parts }), 'c.yaml'));
export const ofTable = (table: Part, more: Part[] = []) =>
  findings({ schema: [{ name: 't', ...table }, ...more] });
export const ofColumn = (property: Part, table: Part = {}) =>
  ofTable({ properties: [{ name: 'x', ...property }], ...table });
export const shown = (list: ReturnType<typeof lintContract>) =>
  list.map(({ severity, message }) => `${severity}: ${message}`);

export const options = (logicalType: string, logicalTypeOptions: Part, more: Part = {}) => ({
  logicalType,
  logicalTypeOptions,
  ...more,
});
export const custom = (property: string, value: unknown) => ({ customProperties: [{ property, value }] });
export const rule = (more: Part) => ({ quality: [{ id: 'q', ...more }] });
