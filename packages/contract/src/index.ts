export { type ColumnFacts, inferContract, type TableFacts } from './infer.ts';
export { before } from './instant.ts';
export * from './model.ts';
export { readContract } from './read-contract.ts';
export { referencedFile, resolveReference, splitReference, tableNamed } from './reference.ts';
export { type Plan, type Rule, rules, type Test } from './rules.ts';
export { translateTimeFormat } from './time-format.ts';
export { isTimeZone, isUtc } from './time-zone.ts';
