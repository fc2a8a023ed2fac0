export { toDocument } from './contract-document.ts';
export { type ChangeRule, changeRules } from './diff/change-rules.ts';
export { diffContracts } from './diff/diff-contracts.ts';
export { type FilePlace, type NamedFiles, readFileServers, readNamedFiles } from './file-servers.ts';
export { type Conversion, convertToOdcs, type NotCarried } from './import/convert.ts';
export {
  type ColumnFacts,
  type InsideFacts,
  inferContract,
  type TableFacts,
  type ValueFacts,
} from './infer.ts';
export { before } from './instant.ts';
export type { JsonCondition } from './json-schema/condition.ts';
export { type Finding, lintContract } from './lint.ts';
export * from './model.ts';
export { readContract } from './read-contract.ts';
export { referencedFile, resolveReference, splitReference, tableNamed } from './reference.ts';
export { type Rule, rules } from './rules.ts';
export type { Plan, Test } from './test-plan.ts';
export { translateTextFormat } from './text-format.ts';
export { type TimeForm, type TimeFormat, translateTimeFormat } from './time-format.ts';
export { isTimeZone, isUtc } from './time-zone.ts';
export { readTrinoServers, type TrinoPlace } from './trino-servers.ts';
export type { Variables } from './variables.ts';
