import { isAbsolute, relative, sep } from 'node:path';
import { type FileReference, referenceFile } from '@proofmark/documents';

/**
 * Digests files while the engine does other work.
 * @param paths absolute, in the order of the result
 * @param signal ends what is left to digest: nobody waits for a file that was refused
 * @returns rejects with `file-missing` where it is awaited, not as an unhandled rejection before
 */
export function digestFiles(
  paths: readonly string[],
  showFile: (path: string) => string,
  signal?: AbortSignal,
): Promise<FileReference[]> {
  const digests = Promise.all(paths.map((path) => referenceFile(path, showFile(path), signal)));
  digests.catch(() => undefined);
  return digests;
}

/** Shows a path as the user wrote it, relative to the directory of the run, or the URL it was downloaded from. */
export function showFileIn(
  directory: string,
  urls: ReadonlyMap<string, string> = new Map(),
): (path: string) => string {
  return (path) => {
    const url = urls.get(path);
    if (url !== undefined) return url;
    const near = relative(directory, path);
    return near.startsWith('..') || isAbsolute(near) ? path : near.split(sep).join('/');
  };
}
