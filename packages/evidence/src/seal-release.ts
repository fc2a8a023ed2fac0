import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  documentDigest,
  type Evaluation,
  type FileReference,
  type Provenance,
  type ReleaseManifest,
  readDocument,
  UserError,
  type Verdict,
  writeDocument,
  writingTo,
} from '@proofmark/documents';
import { writeChecksums } from './checksums.ts';
import { type Hasher, hashFilesOf, listFiles } from './files.ts';
import { loadPrivateKey } from './key.ts';
import { buildManifest, planAssets, type ReleaseFile } from './manifest.ts';
import { buildMlBom } from './ml-bom.ts';
import { CHECKSUMS_NAME, MANIFEST_NAME, mlBomName, SIGNATURE_NAME, statementsName } from './release-files.ts';
import { signModel } from './sign-model.ts';
import { buildVerdictStatement, signStatements } from './statement.ts';

export type SealRequest = {
  model: string;
  version: string;
  tag: string;
  commit: string;
  /** `path` of each file is beneath this folder. One file has the role `evaluation`, one `verdict`. */
  root: string;
  files: readonly ReleaseFile[];
  /** The folder to make; it must be absent or empty. */
  into: string;
  /** Without a key the release has digests and checksums but no signature and no statement. */
  privateKeyPem: string | undefined;
  provenance: Provenance | undefined;
};

export type SealedRelease = { manifest: ReleaseManifest; assets: FileReference[] };

/**
 * Makes the folder of a release, whole or not at all: the files, the ML-BOM, the manifest, the signed statement,
 * checksums of all these, and the OMS signature over everything including the checksums.
 * @returns the manifest, and all assets with their size and SHA-256 (`path` is the name)
 * @throws UserError `input-invalid`, `file-missing`; `evidence-invalid` when verdict, evaluation and model do not belong together
 */
export async function sealRelease(request: SealRequest): Promise<SealedRelease> {
  const existing = await readdir(request.into).catch(() => undefined);
  if (existing && existing.length > 0)
    throw new UserError('input-invalid', `${request.into}: expected an empty folder; remove what is in it`);
  // A broken key is refused before anything is written.
  if (request.privateKeyPem !== undefined) loadPrivateKey(request.privateKeyPem);
  const beside = `${request.into}.${randomUUID()}.tmp`;
  return writingTo(request.into, async () => {
    try {
      await mkdir(beside, { recursive: true });
      const sealed = await fillFolder(beside, request);
      if (existing) await rmdir(request.into);
      await rename(beside, request.into);
      return sealed;
    } finally {
      await rm(beside, { recursive: true, force: true });
    }
  });
}

async function fillFolder(folder: string, request: SealRequest): Promise<SealedRelease> {
  const { model, version, root, privateKeyPem, provenance } = request;
  const bom: ReleaseFile = { path: mlBomName(model), role: 'other' };
  const assets = planAssets(model, [...request.files, bom]);
  const source = hashFilesOf(root);
  for (const { path, name } of assets) {
    if (path === bom.path) continue;
    // Refuses links and special files before anything is copied.
    await source.bytes(path);
    await copyFile(join(root, path), join(folder, name));
  }
  const { evaluation, verdict } = await readDecision(folder, assets);
  for (const { name, role } of assets)
    if (role === 'validation' || role === 'contract' || role === 'profile')
      await readDocument(join(folder, name), role);
  const staged = hashFilesOf(folder);
  const modelFiles = [];
  for (const { name, role } of assets) if (role === 'model') modelFiles.push(await staged.file(name));
  checkBelongTogether(evaluation, verdict, modelFiles);
  const bomText = JSON.stringify(buildMlBom({ model, version, modelFiles, evaluation, provenance }), null, 1);
  await writeFile(join(folder, bom.path), `${bomText}\n`);
  const manifest = await buildManifest({
    ...request,
    root: folder,
    hasher: staged,
    files: assets.map(({ name, role }) => ({ path: name, role })),
    verdict: { status: verdict.status, sha256: documentDigest(verdict) },
  });
  await writeDocument(join(folder, MANIFEST_NAME), 'release', manifest);
  if (privateKeyPem !== undefined) {
    const statement = buildVerdictStatement(manifest, verdict, evaluation);
    const lines = signStatements([statement], loadPrivateKey(privateKeyPem));
    await writeFile(join(folder, statementsName(model)), lines);
  }
  await writeFile(join(folder, CHECKSUMS_NAME), writeChecksums(await referencesOf(folder, staged)));
  if (privateKeyPem !== undefined) {
    const name = `${model}@${version}`;
    const signing = { root: folder, name, ignorePaths: [SIGNATURE_NAME], privateKeyPem, hasher: staged };
    const bundle = await signModel(signing);
    await writeFile(join(folder, SIGNATURE_NAME), bundle);
  }
  return { manifest, assets: await referencesOf(folder, staged) };
}

async function readDecision(
  folder: string,
  assets: readonly { name: string; role: ReleaseFile['role'] }[],
): Promise<{ evaluation: Evaluation; verdict: Verdict }> {
  const only = (role: ReleaseFile['role']): string => {
    const [first, ...others] = assets.filter((asset) => asset.role === role);
    if (first && others.length === 0) return join(folder, first.name);
    const received = first ? others.length + 1 : 0;
    throw new UserError(
      'input-invalid',
      `the release needs exactly one ${role} document, received ${received}`,
    );
  };
  return {
    evaluation: await readDocument(only('evaluation'), 'evaluation'),
    verdict: await readDocument(only('verdict'), 'verdict'),
  };
}

/** What must hold before it is signed; `verifyRelease` checks the same afterwards. */
function checkBelongTogether(
  evaluation: Evaluation,
  verdict: Verdict,
  modelFiles: readonly { path: string; sha256: string }[],
): void {
  const digest = documentDigest(evaluation);
  if (verdict.evaluation !== digest)
    throw new UserError(
      'evidence-invalid',
      `the verdict is about another evaluation: expected ${digest}, received ${verdict.evaluation}; run the gate again on this evaluation`,
    );
  const { kind, file } = evaluation.candidate;
  if (kind === 'model' && !modelFiles.some(({ sha256 }) => sha256 === file.sha256))
    throw new UserError(
      'evidence-invalid',
      `the evaluated model is not in the release: expected ${file.path} with SHA-256 ${file.sha256}, received ${modelFiles.map(({ path, sha256 }) => `${path} with ${sha256}`).join(', ')}; release the file that was evaluated, or evaluate this one`,
    );
}

async function referencesOf(folder: string, hasher: Hasher): Promise<FileReference[]> {
  const { files } = await listFiles(folder);
  return Promise.all(files.map((path) => hasher.file(path)));
}
