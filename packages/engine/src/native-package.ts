/** A package with native or WASM code that no bundle carries: two lines of manifest and a lock with integrity. */
export type NativePackage = {
  kind: 'duckdb' | 'onnx';
  name: string;
  version: string;
  manifest: object;
  lock: object;
};
