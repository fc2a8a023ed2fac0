import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory, type Profile, readDocument, UserError } from '@proofmark/documents';
import {
  currentAssignment,
  explaining,
  type ReleasesPort,
  readStage,
  type TagsPort,
  versionTagName,
} from '@proofmark/github';
import { findRelease, newestRelease } from './download-release.ts';
import { readDocumentOf } from './read-inputs.ts';
import { pathIn, type Workplace } from './workplace.ts';

/** The profile that production is compared with, and the release it comes from. */
export type ReferenceProfile = { profile: Profile; release: string | undefined };

/** Reads a profile from disk. */
export async function readProfile(place: Workplace, path: string): Promise<ReferenceProfile> {
  return { profile: await readDocumentOf(place, path, 'profile'), release: undefined };
}

/**
 * Downloads the profile inside a release: of a tag, of what is in a stage, or of the newest release of the model.
 * @throws UserError `data-missing` when there is no such release or it has no profile
 */
export async function downloadProfile(
  place: Workplace,
  wanted: { model: string; tag?: string | undefined; stage?: string | undefined },
  ports: { releases: ReleasesPort; tags: TagsPort },
): Promise<ReferenceProfile> {
  const tag =
    wanted.tag ??
    (wanted.stage === undefined ? undefined : await tagOfStage(wanted.model, wanted.stage, ports.tags));
  const release =
    tag === undefined
      ? await newestRelease(ports.releases, wanted.model)
      : await findRelease(ports.releases, tag);
  const assets = await explaining(`read the release ${release.tag}`, 'contents: read', () =>
    ports.releases.listAssets(release.id),
  );
  const asset = assets.find(({ name }) => name === 'profile.json');
  if (!asset)
    throw new UserError(
      'data-missing',
      `${release.tag}: the release has no profile.json; release the model again with one`,
    );
  const directory = join(pathIn(place, place.out), 'profile.download');
  await rm(directory, { recursive: true, force: true });
  await makeDirectory(directory);
  const path = join(directory, 'profile.json');
  const received = await ports.releases.downloadAsset(asset.id, path);
  if (asset.sha256 !== undefined && asset.sha256 !== received) {
    throw new UserError(
      'evidence-invalid',
      `${release.tag}: profile.json: expected SHA-256 ${asset.sha256}, received ${received}`,
    );
  }
  return { profile: await readDocument(path, 'profile'), release: release.tag };
}

async function tagOfStage(model: string, stage: string, tags: TagsPort): Promise<string> {
  const version = currentAssignment(await readStage(tags, model, stage))?.version;
  if (version === undefined) {
    throw new UserError(
      'data-missing',
      `no version of ${model} is in the stage ${stage}; promote one with the action promote-model`,
    );
  }
  return versionTagName(model, version);
}
