import { join } from 'node:path';
import { makeDirectory, UserError } from '@proofmark/documents';
import { unsafeAssetNameReason } from '@proofmark/evidence';
import { explaining, type Release, type ReleasesPort } from '@proofmark/github';

/**
 * Downloads all assets of a release into a new folder, each compared with the digest GitHub computed at upload.
 * @throws UserError `evidence-invalid` when a transfer or an asset name cannot be trusted
 */
export async function downloadRelease(
  releases: ReleasesPort,
  release: Release,
  directory: string,
): Promise<void> {
  await makeDirectory(directory);
  const assets = await explaining(`read the release ${release.tag}`, 'contents: read', () =>
    releases.listAssets(release.id),
  );
  for (const asset of assets) {
    const reason = unsafeAssetNameReason(asset.name);
    if (reason)
      throw new UserError('evidence-invalid', `${release.tag}: an asset ${reason}; it was not downloaded`);
    const received = await releases.downloadAsset(asset.id, join(directory, asset.name));
    if (asset.sha256 !== undefined && received !== asset.sha256) {
      throw new UserError(
        'evidence-invalid',
        `${release.tag}: ${asset.name}: expected SHA-256 ${asset.sha256}, received ${received}; download it again`,
      );
    }
  }
}

/** The published release of a tag. @throws UserError `data-missing` */
export async function findRelease(releases: ReleasesPort, tag: string): Promise<Release> {
  const found = await explaining(`find the release ${tag}`, 'contents: read', () => releases.findByTag(tag));
  if (found) return found;
  throw new UserError(
    'data-missing',
    `${tag} is not published: expected a version that publish-model has released`,
  );
}

/** The newest published release of a model. @throws UserError `data-missing` */
export async function newestRelease(releases: ReleasesPort, model: string): Promise<Release> {
  const all = await explaining(`list the releases of ${model}`, 'contents: read', () => releases.list());
  const found = all.filter(({ draft, tag }) => !draft && tag.startsWith(`${model}@v`)).at(-1);
  if (found) return found;
  throw new UserError(
    'data-missing',
    `no release of ${model} is published; publish one with the action publish-model`,
  );
}
