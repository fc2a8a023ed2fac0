import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '@proofmark/documents';
import { isRemote, isS3, type S3Access, showUrl } from '@proofmark/engine';

/** Remote files that a run has downloaded: their paths, and their URLs (without queries) by path. */
export type Downloads = {
  /** Files and globs, with paths in place of URLs; each URL is downloaded once. */
  fetch(files: readonly string[]): Promise<string[]>;
  names: ReadonlyMap<string, string>;
};

/**
 * Hands `use` a way to download what is remote; the files are gone afterwards.
 * @param privateAddresses whether addresses of private networks may be opened, and private buckets: not for strangers
 */
export async function withDownloads<T>(
  {
    privateAddresses,
    s3 = { region: 'us-east-1' },
    logger,
  }: { privateAddresses: boolean; s3?: S3Access | undefined; logger: Logger },
  use: (downloads: Downloads) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'proofmark-download-'));
  const paths = new Map<string, string>();
  const names = new Map<string, string>();
  const fetchOne = async (file: string): Promise<string> => {
    const known = isRemote(file) ? paths.get(file) : file;
    if (known !== undefined) return known;
    logger.info(`Downloading ${showUrl(file)}`);
    // The network is loaded by runs that use it.
    const { downloadFile, objectUrl } = await import('@proofmark/engine/remote');
    const access = privateAddresses ? s3 : { ...s3, keys: undefined };
    const url = isS3(file) ? await objectUrl(file, access) : file;
    const path = await downloadFile(url, { directory, privateAddresses, name: file });
    paths.set(file, path);
    names.set(path, showUrl(file));
    return path;
  };
  try {
    return await use({
      names,
      fetch: async (files) => {
        const fetched: string[] = [];
        for (const file of files) fetched.push(await fetchOne(file));
        return fetched;
      },
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
