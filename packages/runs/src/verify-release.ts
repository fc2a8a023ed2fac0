import { stat } from 'node:fs/promises';
import type { Config, Verification } from '@proofmark/documents';
import { type ReleaseVerification, verifyRelease } from '@proofmark/evidence';
import { recompute } from '@proofmark/gate';
import type { ReleasesPort } from '@proofmark/github';
import { recheck } from '@proofmark/validate';
import { clearDownloadFolder } from './download-folder.ts';
import { downloadRelease, findRelease } from './download-release.ts';
import { readPublicKey } from './publish-model.ts';
import { readConfigOf } from './read-inputs.ts';
import { pathIn, provenanceOf, type Workplace } from './workplace.ts';

export type VerifyOptions = {
  /** Folder with all files of one release. */
  directory: string;
  /** PEM file; default `publish.public-key` of the configuration, where there is one. */
  publicKey?: string | undefined;
  /** Default true. */
  recompute?: boolean;
};

/** Proves a downloaded release: signature, digests, and the verdict computed again from its documents. */
export async function verifyDirectory(
  place: Workplace,
  options: VerifyOptions,
): Promise<ReleaseVerification> {
  const publicKey = options.publicKey ?? (await optionalConfig(place))?.publish?.['public-key'];
  return verifyRelease({
    directory: pathIn(place, options.directory),
    publicKeyPem: await readPublicKey(place, publicKey),
    recompute: options.recompute === false ? undefined : recompute,
    recheck,
  });
}

/** The document of a verification. */
export function verificationDocument(
  place: Workplace,
  { outcome, manifest, checks, notes }: ReleaseVerification,
): Verification {
  return {
    document: 'proofmark/verification',
    version: '1.0',
    provenance: provenanceOf(place),
    outcome,
    ...(manifest && { release: { tag: manifest.tag, commit: manifest.commit } }),
    checks: checks.map(({ file, ...rest }) => (file === undefined ? rest : { ...rest, file })),
    notes,
  };
}

/** Downloads the release of a tag into the directory, which is emptied first, and proves it. */
export async function verifyPublished(
  place: Workplace,
  options: VerifyOptions & { tag: string },
  ports: { releases: ReleasesPort },
): Promise<ReleaseVerification> {
  const release = await findRelease(ports.releases, options.tag);
  const directory = await clearDownloadFolder(place, options.directory);
  await downloadRelease(ports.releases, release, directory);
  return verifyDirectory(place, options);
}

/** A consumer who only has the release has no `proofmark.yml`. */
async function optionalConfig(place: Workplace): Promise<Config | undefined> {
  const path = pathIn(place, place.config);
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  return exists ? (await readConfigOf(place)).config : undefined;
}
