import type { ReleaseManifest } from '@proofmark/documents';

/** The files a release has besides those of its manifest. Release assets are flat: none has a folder. */
export const MANIFEST_NAME = 'release.json';
export const CHECKSUMS_NAME = 'SHA256SUMS';
/** The default name of the OMS reference client. */
export const SIGNATURE_NAME = 'model.sig';

/** `churn.intoto.jsonl`; a `/` in the name of the model becomes `-`. */
export function statementsName(model: string): string {
  return `${model.replaceAll('/', '-')}.intoto.jsonl`;
}

/** `churn.cdx.json`: the extension CycloneDX registers for its JSON. */
export function mlBomName(model: string): string {
  return `${model.replaceAll('/', '-')}.cdx.json`;
}

/** Every name Proofmark itself writes beside the files of the manifest. */
export function reservedNames(model: string): string[] {
  return [MANIFEST_NAME, CHECKSUMS_NAME, SIGNATURE_NAME, statementsName(model)];
}

/** The files of the model itself: what a verdict speaks about. */
export function modelFiles(manifest: ReleaseManifest): ReleaseManifest['files'] {
  return manifest.files.filter(({ role }) => role === 'model');
}
