import type { BuiltIn } from './built-in.ts';

/** A package with native or WASM code that no bundle carries: two lines of manifest and a lock with integrity. */
export type NativePackage = {
  kind: 'duckdb' | 'onnx';
  name: string;
  version: string;
  manifest: object;
  lock: object;
  /** Taken where exactly `version` is installed: its other versions may call for other JavaScript. */
  builtIn?: BuiltIn;
};
