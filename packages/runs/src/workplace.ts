import { isAbsolute, join, relative, resolve } from 'node:path';
import { type DocumentKind, type Logger, type Provenance, refuseUnwritable } from '@proofmark/documents';
import type { S3Access } from '@proofmark/engine';
import type { TrinoAccess } from './open-trino.ts';
import { VERSION } from './version.ts';

/** Where a run happens and what it may use besides its options. The CLI and the actions each build one. */
export type Workplace = {
  /** Absolute; every relative path of options and configuration starts here. */
  directory: string;
  /** Path of `proofmark.yml`. */
  config: string;
  /** Directory of the JSON documents. */
  out: string;
  logger: Logger;
  now: () => Date;
  /** Directory in which native packages are installed once and found again. */
  toolCache?: string | undefined;
  /** How Trino is reached; secrets come from here alone. */
  trino?: TrinoAccess | undefined;
  /** How `s3://` is reached. */
  s3?: S3Access | undefined;
  commit?: string | undefined;
  ref?: string | undefined;
  runUrl?: string | undefined;
};

/** An absolute path of something the user named. */
export function pathIn(place: Workplace, path: string): string {
  return resolve(place.directory, path);
}

/** A path as documents and messages show it: relative to the workplace where it lies inside. */
export function showPath(place: Workplace, path: string): string {
  const shown = relative(place.directory, resolve(place.directory, path));
  return shown === '' || shown.startsWith('..') || isAbsolute(shown) ? path : shown.replaceAll('\\', '/');
}

/** Tells before the work that its documents could not be written. @throws UserError `output-unwritable` */
export function checkOut(place: Workplace): void {
  refuseUnwritable(pathIn(place, place.out), 'directory', showPath(place, place.out));
}

/** Where the document of a kind lies. */
export function documentPath(place: Workplace, kind: DocumentKind): string {
  return join(pathIn(place, place.out), `${kind}.json`);
}

export function provenanceOf(place: Workplace): Provenance {
  return {
    createdAt: place.now().toISOString(),
    tool: { name: 'proofmark', version: VERSION },
    ...(place.commit === undefined ? {} : { commit: place.commit }),
    ...(place.ref === undefined ? {} : { ref: place.ref }),
    ...(place.runUrl === undefined ? {} : { runUrl: place.runUrl }),
  };
}

/** One file or glob, or several, as the configuration allows. */
export function filesOf(globs: string | readonly string[]): readonly string[] {
  return typeof globs === 'string' ? [globs] : globs;
}
