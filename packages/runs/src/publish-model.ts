import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  documentDigest,
  readConfig,
  readDocument,
  readTextFile,
  showReceived,
  UserError,
} from '@proofmark/documents';
import { loadPrivateKey, sealRelease, verifyRelease } from '@proofmark/evidence';
import { recompute } from '@proofmark/gate';
import {
  explaining,
  type PublishedRelease,
  publishRelease,
  type ReleasesPort,
  type TagsPort,
  versionTagName,
} from '@proofmark/github';
import { renderReleaseNotes } from '@proofmark/report';
import { downloadRelease } from './download-release.ts';
import { assetSource, releaseFiles } from './release-files.ts';
import { readReportDocuments } from './report-documents.ts';
import { documentPath, pathIn, provenanceOf, type Workplace } from './workplace.ts';

export type PublishOptions = {
  /** Semantic version, without a leading v. */
  version: string;
  /** The commit the tag points to. */
  commit: string;
  /** Overrides `publish.files`. */
  files?: readonly string[];
  /** PEM text of the signing key; without one the release carries digests only, and the outcome says so. */
  privateKeyPem?: string | undefined;
};

export type PublishOutcome =
  | { status: 'published'; tag: string; release: PublishedRelease; directory: string; signed: boolean }
  | { status: 'refused'; tag: string; reason: string };

/**
 * Releases the model that the verdict is about, with its documents, checksums and signature. Only a passing verdict is
 * released. Running it again, also after a kill at any step, ends with exactly one release.
 * @throws UserError for a wrong version, missing documents, or documents that do not belong together
 */
export async function publishModel(
  place: Workplace,
  options: PublishOptions,
  ports: { releases: ReleasesPort; tags: TagsPort },
): Promise<PublishOutcome> {
  const { config } = await readConfig(pathIn(place, place.config));
  const tag = versionTagName(config.model, options.version);
  const verdict = await readDocument(documentPath(place, 'verdict'), 'verdict');
  if (verdict.model !== config.model) {
    throw new UserError(
      'input-invalid',
      `the verdict is about ${showReceived(verdict.model)}, the configuration about ${config.model}`,
    );
  }
  if (verdict.status !== 'pass') {
    return { status: 'refused', tag, reason: `the verdict is ${verdict.status}: ${verdict.headline}` };
  }
  const files = await releaseFiles(place, config, options.files);
  const finished = await findFinished(place, tag, documentDigest(verdict), options, ports.releases);
  if (finished) return { status: 'published', tag, signed: options.privateKeyPem !== undefined, ...finished };

  const directory = releaseDirectory(place, tag);
  // A folder left by a killed run may be half of another state; sealing is cheap.
  await rm(directory, { recursive: true, force: true });
  const sealed = await sealRelease({
    model: config.model,
    version: options.version,
    tag,
    commit: options.commit,
    root: place.directory,
    files,
    into: directory,
    privateKeyPem: options.privateKeyPem,
    provenance: provenanceOf(place),
  });
  const release = await publishRelease(
    { ...ports, logger: place.logger },
    {
      tag,
      commit: options.commit,
      title: `${config.model} ${options.version}`,
      notes: renderReleaseNotes({
        ...(await readReportDocuments(place, place.out)),
        manifest: sealed.manifest,
      }),
      tagMessage: `${config.model} ${options.version}\n\n${verdict.headline}`,
      assets: sealed.assets.map((asset) => assetSource(directory, asset)),
    },
  );
  return { status: 'published', tag, release, directory, signed: options.privateKeyPem !== undefined };
}

export function releaseDirectory(place: Workplace, tag: string): string {
  return join(pathIn(place, place.out), 'release', encodeURIComponent(tag));
}

/** A run that was killed after publishing: its release is complete and about this very verdict, so nothing is left to do. */
async function findFinished(
  place: Workplace,
  tag: string,
  verdictDigest: string,
  options: PublishOptions,
  releases: ReleasesPort,
): Promise<{ release: PublishedRelease; directory: string } | undefined> {
  const existing = await explaining(`find the release ${tag}`, 'contents: write', () =>
    releases.findByTag(tag),
  );
  if (!existing) return undefined;
  const directory = releaseDirectory(place, tag);
  await rm(directory, { recursive: true, force: true });
  await downloadRelease(releases, existing, directory);
  const publicKeyPem =
    options.privateKeyPem === undefined ? undefined : loadPrivateKey(options.privateKeyPem).publicKeyPem;
  const verified = await verifyRelease({ directory, publicKeyPem, recompute });
  if (verified.outcome === 'failed' || verified.manifest?.verdict.sha256 !== verdictDigest) return undefined;
  const { id, url, immutable } = existing;
  return { release: { action: 'already-published', id, url, immutable }, directory };
}

/** The public key of `publish.public-key`, or of the path given. */
export async function readPublicKey(place: Workplace, path: string | undefined): Promise<string | undefined> {
  return path === undefined ? undefined : readTextFile(pathIn(place, path), 'the public key');
}
