import { rm } from 'node:fs/promises';
import { documentDigest, type FileReference, referenceFile, type Verdict } from '@proofmark/documents';
import { loadPrivateKey, type ReleaseFile, verifyRelease } from '@proofmark/evidence';
import { recompute } from '@proofmark/gate';
import { explaining, type PublishedRelease, type ReleasesPort } from '@proofmark/github';
import { recheck } from '@proofmark/validate';
import { downloadRelease } from './download-release.ts';
import { releaseDirectory } from './release-files.ts';
import { pathIn, type Workplace } from './workplace.ts';

export type WantedRelease = {
  tag: string;
  verdict: Verdict;
  files: readonly ReleaseFile[];
  privateKeyPem?: string | undefined;
};

/**
 * A run that was killed after publishing: its release is complete, of this very model and about this very verdict, so
 * nothing is left to do. Undefined when there is no release of the tag, or one of something else.
 */
export async function findFinished(
  place: Workplace,
  { tag, verdict, files, privateKeyPem }: WantedRelease,
  releases: ReleasesPort,
): Promise<{ release: PublishedRelease; directory: string } | undefined> {
  const find = () => releases.findByTag(tag);
  const existing = await explaining(`find the release ${tag}`, 'contents: write', find);
  if (!existing) return undefined;
  const directory = releaseDirectory(place, tag);
  await rm(directory, { recursive: true, force: true });
  await downloadRelease(releases, existing, directory);
  const publicKeyPem = privateKeyPem === undefined ? undefined : loadPrivateKey(privateKeyPem).publicKeyPem;
  const { outcome, manifest } = await verifyRelease({ directory, publicKeyPem, recompute, recheck });
  if (outcome === 'failed' || !manifest || manifest.verdict.sha256 !== documentDigest(verdict))
    return undefined;
  const released = manifest.files.filter(({ role }) => role === 'model');
  const wanted = files.filter(({ role }) => role === 'model');
  const present = await Promise.all(wanted.map(({ path }) => referenceFile(pathIn(place, path), path)));
  if (digestsOf(released) !== digestsOf(present)) return undefined;
  const { id, url, immutable } = existing;
  return { release: { action: 'already-published', id, url, immutable }, directory };
}

function digestsOf(files: readonly FileReference[]): string {
  return files
    .map(({ sha256 }) => sha256)
    .sort()
    .join();
}
