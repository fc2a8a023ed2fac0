import { basename } from 'node:path/posix';
import {
  type Provenance,
  type ReleaseFileRole,
  type ReleaseManifest,
  type Status,
  showReceived,
  UserError,
} from '@proofmark/documents';
import { type Hasher, hashFilesOf } from './files.ts';
import { reservedNames } from './release-files.ts';
import { findCaseClash, unsafeAssetNameReason, unsafePathReason } from './safe-path.ts';

/** A file to release; `path` is relative to a root, with `/`. */
export type ReleaseFile = { path: string; role: ReleaseFileRole };

export type ManifestRequest = {
  model: string;
  version: string;
  tag: string;
  commit: string;
  /** `path` of each is beneath this folder. */
  root: string;
  files: readonly ReleaseFile[];
  /** `sha256` is the document digest of the verdict. */
  verdict: { status: Status; sha256: string };
  provenance: Provenance | undefined;
  /** Shares digests with other work on the same folder. */
  hasher?: Hasher;
};

/**
 * Gives each file its asset name, which is its base name: releases are flat.
 * @throws UserError `input-invalid` for an unsafe path or name, and for two files that would share a name
 */
export function planAssets(model: string, files: readonly ReleaseFile[]): (ReleaseFile & { name: string })[] {
  if (!files.some(({ role }) => role === 'model'))
    throw new UserError('input-invalid', 'the release has no model: expected at least one file of the model');
  const assets = files.map((file) => {
    const shown = showReceived(file.path);
    const unsafe = unsafePathReason(file.path);
    if (unsafe)
      throw new UserError(
        'input-invalid',
        `${shown}: the path ${unsafe}; expected a path beneath the repository`,
      );
    const name = basename(file.path);
    const reason = unsafeAssetNameReason(name);
    if (reason) throw new UserError('input-invalid', `${shown}: ${reason}; rename the file`);
    return { ...file, name };
  });
  const clash = findCaseClash([...reservedNames(model), ...assets.map(({ name }) => name)]);
  if (clash)
    throw new UserError(
      'input-invalid',
      `two files of the release would be named ${clash[0]} and ${clash[1]} (case is ignored, folders are dropped); rename one`,
    );
  return assets;
}

/**
 * Binds the released bytes to the verdict. The paths in the manifest are asset names.
 * @throws UserError `input-invalid` as `planAssets`; `file-missing`; `evidence-invalid` for links and special files
 */
export async function buildManifest(request: ManifestRequest): Promise<ReleaseManifest> {
  const hasher = request.hasher ?? hashFilesOf(request.root);
  const files: ReleaseManifest['files'] = [];
  for (const { path, name, role } of planAssets(request.model, request.files))
    files.push({ ...(await hasher.file(path)), path: name, role });
  return {
    document: 'proofmark/release',
    version: '1.0',
    ...(request.provenance && { provenance: request.provenance }),
    model: request.model,
    modelVersion: request.version,
    tag: request.tag,
    commit: request.commit,
    files,
    verdict: request.verdict,
  };
}
