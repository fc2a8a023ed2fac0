import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { duckdbPackage, onnxPackage } from '../../packages/engine/src/provision.ts';

const modules = join(import.meta.dirname, '../../node_modules');

/** Fills a runner's tool cache with the engines, as an earlier run with a network would have left it. */
export function fillToolCache(toolCache: string): void {
  for (const { kind, version } of [duckdbPackage, onnxPackage]) {
    const directory = join(toolCache, 'proofmark', kind, `${version}-${process.platform}-${process.arch}`);
    mkdirSync(directory, { recursive: true });
    symlinkSync(modules, join(directory, 'node_modules'), 'dir');
  }
}
