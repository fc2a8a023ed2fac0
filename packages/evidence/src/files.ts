import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileReference, showReceived, UserError } from '@proofmark/documents';
import { compareCodePoints, unsafePathReason } from './safe-path.ts';

/** What a folder holds: regular files, and what evidence may not cover (links, devices, unreadable names). */
export type Listing = { files: string[]; refused: { path: string; reason: string }[] };

/**
 * Lists a folder without following a link; both lists by code point, paths relative with `/`.
 * @param ignored exact relative paths; an ignored folder is not entered
 * @throws UserError `file-missing` when the folder does not exist
 */
export async function listFiles(root: string, ignored: readonly string[] = []): Promise<Listing> {
  const found = await lstat(root).catch(() => undefined);
  if (!found?.isDirectory())
    throw new UserError(
      'file-missing',
      `${root}: ${found ? 'expected a folder, received a file' : 'the folder was not found'}; check the path`,
    );
  const skip = new Set(ignored);
  const listing: Listing = { files: [], refused: [] };
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (skip.has(path)) continue;
      const unsafe = unsafePathReason(path);
      if (unsafe) listing.refused.push({ path, reason: `the name ${unsafe}` });
      else if (entry.isFile()) listing.files.push(path);
      else if (entry.isDirectory()) await walk(path);
      else
        listing.refused.push({
          path,
          reason: entry.isSymbolicLink() ? 'is a symbolic link' : 'is not a regular file',
        });
    }
  };
  await walk('');
  listing.files.sort(compareCodePoints);
  listing.refused.sort((a, b) => compareCodePoints(a.path, b.path));
  return listing;
}

/** Digests of the files beneath a root, each file read once however often it is asked for. */
export type Hasher = {
  file(path: string): Promise<FileReference>;
  /** SHA-256 of the bytes from `start` up to but not including `end`. */
  shard(path: string, start: number, end: number): Promise<string>;
  bytes(path: string): Promise<number>;
};

/** @param root every path given to the hasher is checked to stay beneath it */
export function hashFilesOf(root: string): Hasher {
  const known = new Map<string, Promise<FileReference>>();
  return {
    file(path) {
      const earlier = known.get(path);
      if (earlier) return earlier;
      const reference = withRegularFile(root, path, async (handle) => ({
        path,
        ...(await digest(handle, 0, undefined)),
      }));
      known.set(path, reference);
      return reference;
    },
    shard: (path, start, end) =>
      withRegularFile(root, path, async (handle) => (await digest(handle, start, end)).sha256),
    bytes: (path) => withRegularFile(root, path, async (handle) => (await handle.stat()).size),
  };
}

const CHUNK_BYTES = 2 ** 20;

async function digest(handle: FileHandle, start: number, end: number | undefined) {
  const hash = createHash('sha256');
  const { size } = await handle.stat();
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, Math.max(1, size)));
  let bytes = 0;
  for (;;) {
    const wanted = end === undefined ? buffer.length : Math.min(buffer.length, end - start - bytes);
    const { bytesRead } = await handle.read(buffer, 0, wanted, start + bytes);
    if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
    hash.update(buffer.subarray(0, bytesRead));
    bytes += bytesRead;
  }
}

/**
 * Opens a file beneath `root`: no part of the path may be a link, and the file must be regular.
 * @throws UserError `evidence-invalid`, `file-missing`
 */
async function withRegularFile<T>(
  root: string,
  path: string,
  use: (handle: FileHandle) => Promise<T>,
): Promise<T> {
  const unsafe = unsafePathReason(path);
  if (unsafe) throw new UserError('evidence-invalid', `${showReceived(path)}: the path ${unsafe}`);
  const parts = path.split('/');
  for (const depth of parts.keys()) {
    const part = parts.slice(0, depth + 1).join('/');
    const found = await lstat(join(root, part)).catch(() => undefined);
    if (!found) throw new UserError('file-missing', `${path}: the file was not found in ${root}`);
    if (found.isSymbolicLink())
      throw new UserError('evidence-invalid', `${part}: is a symbolic link; expected a regular file`);
    if (depth === parts.length - 1 && !found.isFile())
      throw new UserError('evidence-invalid', `${path}: is not a regular file`);
  }
  // O_NOFOLLOW closes the gap between looking and opening; Windows does not have it.
  const handle = await open(join(root, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}
