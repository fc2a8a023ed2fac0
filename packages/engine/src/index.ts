export { type EngineOptions, openEngine } from './duckdb.ts';
export {
  loadOnnxRuntime,
  type OnnxRuntime,
  type OnnxSession,
  type OnnxTensor,
  type TensorType,
  type ValueMetadata,
} from './onnx-runtime.ts';
export * from './port.ts';
export type { PackagePlaces } from './provision.ts';
export type { S3Access } from './remote/s3.ts';
export { isRemote, isS3, showUrl } from './remote/urls.ts';
export { expandFiles } from './sources.ts';
export { parseSqlType, printSqlType, type SqlType } from './sql-type.ts';
export { mostFrequent, withoutQuoted } from './text-layout.ts';
export { openTrino, type TrinoOptions } from './trino/open-trino.ts';
export { completeTableName } from './trino/table-name.ts';
export { unpackerOf } from './unpack.ts';
