import { rm } from 'node:fs/promises';
import {
  type Config,
  listDifferences,
  readTextFile,
  showReceived,
  UserError,
  type Verdict,
} from '@proofmark/documents';
import { loadPrivateKey, loadPublicKey, sealRelease } from '@proofmark/evidence';
import {
  type PublishedRelease,
  publishRelease,
  type ReleasesPort,
  type TagsPort,
  versionTagName,
} from '@proofmark/github';
import { renderReleaseNotes } from '@proofmark/report';
import { findFinished } from './find-finished.ts';
import { readConfigOf, readDocumentOf } from './read-inputs.ts';
import { refuseOtherCommit } from './refuse-other-commit.ts';
import { assetSource, releaseDirectory, releaseFiles } from './release-files.ts';
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
  /** Where the action comes from, for the command line that the release notes name. */
  actionSource?: { repository: string; ref: string } | undefined;
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
  const { config } = await readConfigOf(place);
  const tag = versionTagName(config.model, options.version);
  const verdict = await readDocumentOf(place, documentPath(place, 'verdict'), 'verdict');
  if (verdict.model !== config.model) {
    throw new UserError(
      'input-invalid',
      `the verdict is about ${showReceived(verdict.model)}, the configuration about ${config.model}`,
    );
  }
  if (verdict.status !== 'pass') {
    return { status: 'refused', tag, reason: `the verdict is ${verdict.status}: ${verdict.headline}` };
  }
  const documents = await readReportDocuments(place, place.out);
  const broken = documents.validations?.find(({ status }) => status === 'fail');
  if (broken)
    return { status: 'refused', tag, reason: `the data breaks its contract ${broken.contract.file.path}` };
  const unnamed = refuseOtherCommit(documents, options.commit);
  refuseChangedPolicy(place, config, verdict);
  await refuseUnprovable(place, config.publish?.['public-key'], options.privateKeyPem);
  const files = await releaseFiles(place, config, options.files);
  const finished = await findFinished(place, { ...options, tag, verdict, files }, ports.releases);
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
      notes: renderReleaseNotes(
        { ...documents, manifest: sealed.manifest },
        { actionSource: options.actionSource },
      ),
      tagMessage: `${config.model} ${options.version}\n\n${verdict.headline}`,
      assets: sealed.assets.map((asset) => assetSource(directory, asset)),
    },
  );
  if (unnamed.length > 0) {
    place.logger.warning(
      `no commit is named by: ${unnamed.join(', ')}; that they were made at ${options.commit} rests on your word`,
    );
  }
  return { status: 'published', tag, release, directory, signed: options.privateKeyPem !== undefined };
}

/** The policy file goes into the release beside the verdict: the two must say the same. */
function refuseChangedPolicy(place: Workplace, { gates, policy }: Config, verdict: Verdict): void {
  const decided = verdict.policy;
  // What an inconclusive verdict does can be said to the gate itself; a passing verdict is the same either way.
  const options = { ...policy, 'on-inconclusive': decided.options['on-inconclusive'] };
  const [difference] = listDifferences({ options, gates }, decided);
  if (!difference) return;
  throw new UserError(
    'evidence-invalid',
    `${place.config}: the policy has changed since the gate decided: ${difference.path}: expected ${difference.received}, received ${difference.expected}; run the gate again`,
  );
}

/** Consumers will hold the release against this public key; after publishing it would be too late to notice. */
async function refuseUnprovable(
  place: Workplace,
  publicKeyPath: string | undefined,
  privateKeyPem: string | undefined,
): Promise<void> {
  const publicKeyPem = await readPublicKey(place, publicKeyPath);
  if (publicKeyPem === undefined) return;
  const where = `${place.config}: publish.public-key: ${publicKeyPath}`;
  if (privateKeyPem === undefined) {
    throw new UserError(
      'input-invalid',
      `${where}: releases are to be signed, but no private key was given; pass the secret with it as the input \`key\`, or delete publish.public-key to release without a signature`,
    );
  }
  const expected = loadPublicKey(publicKeyPem, publicKeyPath);
  const received = loadPrivateKey(privateKeyPem, 'input key');
  if (received.fingerprint === expected.fingerprint) return;
  throw new UserError(
    'input-invalid',
    `${where}: expected the private key of ${expected.fingerprint.slice(0, 12)}, received that of ${received.fingerprint.slice(0, 12)}; sign with the matching key, or commit its public one`,
  );
}

/** The public key of `publish.public-key`, or of the path given. */
export async function readPublicKey(place: Workplace, path: string | undefined): Promise<string | undefined> {
  return path === undefined
    ? undefined
    : readTextFile(pathIn(place, path), 'the public key', { shownAs: path });
}
