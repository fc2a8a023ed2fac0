import { UserError } from '@proofmark/documents';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

export type ZipLimits = {
  /** Uncompressed bytes of one entry. */
  maxBytes: number;
  /** Uncompressed to compressed size of one entry; JSON rarely passes 30. */
  maxRatio: number;
  /** Entries in the archive, wanted or not. */
  maxEntries: number;
};

function refuse(archive: string, why: string, cause?: unknown): UserError {
  return new UserError('data-invalid', `the artifact ${archive} is refused: ${why}`, { cause });
}

/** Reads with a cap of our own: what the directory claims about the size may be a lie. */
async function readEntry(zip: ZipFile, entry: Entry, archive: string, limits: ZipLimits): Promise<Buffer> {
  const cap = Math.min(limits.maxBytes, Math.max(1, entry.compressedSize) * limits.maxRatio);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    size += (chunk as Buffer).length;
    if (size > cap) {
      const packed = `${entry.compressedSize} packed`;
      throw refuse(archive, `${entry.fileName} unpacks to more than ${cap} bytes (${packed})`);
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads named entries of an untrusted zip archive, in memory: nothing touches the disk, so names such as
 * `../../x` have no meaning. Other entries are not unpacked.
 *
 * @param archive how messages call it
 * @returns the entries that exist, by name
 * @throws UserError `data-invalid` for a broken, encrypted or oversized archive, or one that has a name twice
 */
export async function readZipEntries(
  content: Buffer,
  archive: string,
  names: readonly string[],
  limits: ZipLimits,
): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  try {
    const zip = await fromBufferPromise(content, { lazyEntries: true });
    if (zip.entryCount > limits.maxEntries) {
      throw refuse(archive, `it has ${zip.entryCount} entries, at most ${limits.maxEntries} are read`);
    }
    for await (const entry of zip.eachEntry()) {
      if (!names.includes(entry.fileName)) continue;
      if (entry.isEncrypted()) throw refuse(archive, `${entry.fileName} is encrypted`);
      if (found.has(entry.fileName)) throw refuse(archive, `${entry.fileName} is in it twice`);
      found.set(entry.fileName, await readEntry(zip, entry, archive, limits));
    }
    return found;
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw refuse(archive, `it is no readable zip archive (${String(cause)})`, cause);
  }
}
