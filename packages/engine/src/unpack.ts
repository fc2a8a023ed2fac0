import type { Transform } from 'node:stream';

/** What unpacks a file, by its ending; undefined of one that is not compressed. zlib is loaded for the others alone. */
export async function unpackerOf(path: string): Promise<Transform | undefined> {
  if (!/\.(gz|zst)$/i.test(path)) return undefined;
  const { createGunzip, createZstdDecompress } = await import('node:zlib');
  return /\.gz$/i.test(path) ? createGunzip() : createZstdDecompress();
}
