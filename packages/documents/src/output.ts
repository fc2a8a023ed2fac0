import { randomUUID } from 'node:crypto';
import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from './errors.ts';

/** What the operating system answers when a path cannot be written, and what the user can do. */
const causes: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied; choose another path, or change its permissions',
  EPERM: 'permission is denied; choose another path, or change its permissions',
  EROFS: 'the file system is read-only; choose another path',
  EISDIR: 'expected the path of a file, received a directory; name a file in it',
  ENOTDIR: 'a part of the path is a file where a directory is needed; choose another path',
  EEXIST: 'a file is where a directory is needed; choose another path',
  ENOENT: 'a part of the path cannot be made; choose another path',
  ENAMETOOLONG: 'the name is too long; choose a shorter one',
  ELOOP: 'its symbolic links lead in a circle; choose another path',
  ENOSPC: 'no space is left on the device; free some, or choose another path',
  EDQUOT: 'the disk quota is used up; free some space, or choose another path',
};

/**
 * Runs work that writes at a path. What the file system refuses becomes a UserError `output-unwritable`.
 * @param shownAs the path as the user knows it
 */
export async function writingTo<T>(shownAs: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explain(error, shownAs);
  }
}

function explain(error: unknown, shownAs: string): unknown {
  const why = causes[(error as NodeJS.ErrnoException | undefined)?.code ?? ''];
  return why === undefined ? error : refusal(shownAs, why, error);
}

function refusal(shownAs: string, why: string, cause?: unknown): UserError {
  return new UserError('output-unwritable', `${shownAs}: cannot be written: ${why}`, { cause });
}

/** Writes a text file atomically, making its directory. @throws UserError `output-unwritable` */
export async function writeTextFile(path: string, text: string): Promise<void> {
  await makeDirectory(dirname(path));
  const beside = `${path}.${randomUUID()}.tmp`;
  await writingTo(path, async () => {
    try {
      await writeFile(beside, text);
      await rename(beside, path);
    } finally {
      await rm(beside, { force: true });
    }
  });
}

/** Makes a directory with all above it. @throws UserError `output-unwritable` */
export async function makeDirectory(path: string): Promise<void> {
  await writingTo(path, () => mkdir(path, { recursive: true }));
}

/**
 * Tells before the work whether its result could be written; makes nothing.
 * @param shownAs the path as the user knows it
 * @throws UserError `output-unwritable`
 */
export function refuseUnwritable(path: string, kind: 'file' | 'directory', shownAs: string = path): void {
  try {
    const found = find(path);
    if (found?.isDirectory() && kind === 'file') throw refusal(shownAs, causes.EISDIR ?? '');
    if (found && !found.isDirectory() && kind === 'directory')
      throw refusal(shownAs, 'expected a directory, received a file; choose another path');
    // A file is replaced, not written into: what matters is the directory it stands in.
    const above = found?.isDirectory() ? path : nearestDirectory(dirname(path));
    accessSync(above, constants.W_OK);
  } catch (error) {
    throw explain(error, shownAs);
  }
}

function nearestDirectory(path: string): string {
  const found = find(path);
  if (found?.isDirectory()) return path;
  if (found) throw Object.assign(new Error(path), { code: 'ENOTDIR' });
  return path === dirname(path) ? path : nearestDirectory(dirname(path));
}

function find(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // Below a file nothing can be; the walk upwards meets that file and says so.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}
