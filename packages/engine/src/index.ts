export { type EngineOptions, openEngine } from './duckdb.ts';
export * from './port.ts';
export { expandFiles } from './sources.ts';
