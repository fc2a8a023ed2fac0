import { showReceived, UserError } from '@proofmark/documents';
import { signEnvelope } from './dsse.ts';
import { type Hasher, hashFilesOf, listFiles } from './files.ts';
import { loadPrivateKey } from './key.ts';
import { writeBundle } from './oms-bundle.ts';
import { ALWAYS_IGNORED, buildOmsPayload } from './oms-statement.ts';
import { unsafePathReason } from './safe-path.ts';

/** `name` is shown to people only: a renamed model keeps its signature. */
export type SignModelRequest = {
  root: string;
  name: string;
  /** Exactly these files; without it every file beneath `root`. */
  files?: readonly string[] | undefined;
  /** Paths beneath `root` that are not the model, recorded in the signature: the signature file itself. */
  ignorePaths: readonly string[];
  privateKeyPem: string;
  /** Shares digests with other work on the same folder. */
  hasher?: Hasher;
};

/**
 * Signs a model with a key as OpenSSF Model Signing v1.0 says (Sigstore bundle v0.3, DSSE, whole files, SHA-256).
 * @returns the text of the signature file
 * @throws UserError `evidence-invalid` for an empty model, a link or a special file; `input-invalid` for the key
 */
export async function signModel(request: SignModelRequest): Promise<string> {
  const key = loadPrivateKey(request.privateKeyPem);
  const ignored = [...new Set([...request.ignorePaths, ...ALWAYS_IGNORED])];
  for (const path of request.ignorePaths) {
    const unsafe = unsafePathReason(path);
    if (unsafe)
      throw new UserError('input-invalid', `ignored path ${showReceived(path)}: the path ${unsafe}`);
  }
  const files = request.files ?? (await listWhole(request.root, ignored));
  if (files.length === 0)
    throw new UserError(
      'evidence-invalid',
      `${request.root}: there is no file to sign; expected at least one`,
    );
  const hasher = request.hasher ?? hashFilesOf(request.root);
  const resources = [];
  for (const path of new Set(files)) resources.push({ name: path, digest: (await hasher.file(path)).sha256 });
  return writeBundle(signEnvelope(buildOmsPayload(request.name, resources, ignored), key), key.fingerprint);
}

async function listWhole(root: string, ignored: readonly string[]): Promise<string[]> {
  const { files, refused } = await listFiles(root, ignored);
  const [first] = refused;
  if (first) throw new UserError('evidence-invalid', `${root}: ${showReceived(first.path)} ${first.reason}`);
  return files;
}
