import { join } from 'node:path';
import {
  type Evaluation,
  messageOf,
  type ReleaseManifest,
  readDocument,
  readTextFile,
  showReceived,
  UserError,
  type Verdict,
} from '@proofmark/documents';
import { checkDecision, type Recompute, readDecision } from './check-decision.ts';
import { checkSignature, checkStatements } from './check-signatures.ts';
import { checkValidations, type Recheck } from './check-validations.ts';
import { compareChecksums, describeChecksumProblem, parseChecksums } from './checksums.ts';
import { type Hasher, hashFilesOf, listFiles } from './files.ts';
import { loadPublicKey } from './key.ts';
import { failed, notChecked, passed, type ReleaseCheck } from './release-check.ts';
import { CHECKSUMS_NAME, MANIFEST_NAME, reservedNames, SIGNATURE_NAME } from './release-files.ts';
import { findCaseClash, unsafeAssetNameReason } from './safe-path.ts';

export type VerifyReleaseRequest = {
  /** The folder with all assets of one release and nothing else. */
  directory: string;
  /** Without it no signature is checked, and the outcome is at best `incomplete`. */
  publicKeyPem: string | undefined;
  /** Without it the verdict is not recomputed, and the outcome is at best `incomplete`. */
  recompute: Recompute | undefined;
  /** Without it the validations are not held against their contracts, and the outcome is at best `incomplete`. */
  recheck: Recheck | undefined;
};

export type ReleaseVerification = {
  /** `verified`: every check passed. `incomplete`: none failed, and something was not checked. */
  outcome: 'verified' | 'incomplete' | 'failed';
  /** The outcome is `verified`. */
  ok: boolean;
  checks: ReleaseCheck[];
  /** What cannot be verified from a release and rests on the publisher's word. */
  notes: string[];
  manifest: ReleaseManifest | undefined;
  verdict: Verdict | undefined;
};

/**
 * Verifies a downloaded release: these bytes, tested on that data, passed that policy.
 * Reads nothing outside the folder and follows no link.
 * @throws UserError `input-invalid` for the key, `file-missing` when there is no folder or no release in it; all else is a
 * failed check
 */
export async function verifyRelease(request: VerifyReleaseRequest): Promise<ReleaseVerification> {
  const { directory, recompute } = request;
  const key = request.publicKeyPem === undefined ? undefined : loadPublicKey(request.publicKeyPem);
  const { files, refused } = await listFiles(directory);
  if (refused.length > 0)
    return summarize({
      checks: refused.map(({ path, reason }) => failed('folder', `${showReceived(path)} ${reason}`, path)),
    });
  if (![MANIFEST_NAME, CHECKSUMS_NAME, SIGNATURE_NAME].some((name) => files.includes(name)))
    throw new UserError(
      'file-missing',
      `${directory}: expected the files of one release, received a folder without ${MANIFEST_NAME}; download all assets of the release into a folder of its own`,
    );
  const hasher = hashFilesOf(directory);
  const signature = await checkSignature(directory, key, hasher);
  const checksums = await checkChecksums(directory, files, hasher);
  const read = await readManifest(directory);
  if (!read.manifest) return summarize({ checks: [read.check, signature, checksums].flat() });
  const { manifest } = read;
  const digests = await checkFiles(manifest, files, hasher);
  const { checks: documents, decision } = await readDecision(directory, manifest);
  const statements = await checkStatements(directory, manifest, decision, key);
  const chain = decision
    ? checkDecision(manifest, decision, recompute)
    : [notChecked('verdict-recomputed', 'verdict not recomputed: verdict or evaluation is not readable')];
  const validations = await checkValidations(directory, manifest, request.recheck);
  return summarize({
    checks: [read.check, digests, checksums, signature, statements, documents, chain, validations].flat(),
    manifest,
    verdict: decision?.verdict.document,
    notes: decision ? listNotes(decision.evaluation.document) : [],
  });
}

/** What rests on the word of the publisher. */
function listNotes({ candidate, provenance }: Evaluation): string[] {
  return [
    ...(candidate.kind === 'predictions'
      ? ['Predictions were evaluated: that the released model made them is the word of the publisher.']
      : []),
    ...(candidate.kind === 'aggregates'
      ? [
          'Results of another tool were imported: that the released model gave them is the word of the publisher.',
        ]
      : []),
    ...(provenance?.commit === undefined
      ? ['The evaluation names no commit: that it was made at the released one is the word of the publisher.']
      : []),
  ];
}

function summarize(found: {
  checks: ReleaseCheck[];
  notes?: string[];
  manifest?: ReleaseManifest;
  verdict?: Verdict | undefined;
}): ReleaseVerification {
  const has = (status: ReleaseCheck['status']) => found.checks.some((check) => check.status === status);
  const outcome = has('fail') ? 'failed' : has('not-checked') ? 'incomplete' : 'verified';
  return {
    outcome,
    ok: outcome === 'verified',
    checks: found.checks,
    notes: found.notes ?? [],
    manifest: found.manifest,
    verdict: found.verdict,
  };
}

async function readManifest(
  directory: string,
): Promise<{ check: ReleaseCheck; manifest: ReleaseManifest | undefined }> {
  try {
    const manifest = await readDocument(join(directory, MANIFEST_NAME), 'release');
    const names = manifest.files.map(({ path }) => path);
    const unsafe = names.find((name) => unsafeAssetNameReason(name));
    if (unsafe !== undefined)
      throw new Error(`${MANIFEST_NAME}: files: ${showReceived(unsafe)} ${unsafeAssetNameReason(unsafe)}`);
    const clash = findCaseClash([...reservedNames(manifest.model), ...names]);
    if (clash) throw new Error(`${MANIFEST_NAME}: files: ${clash[0]} and ${clash[1]} share a name`);
    if (!manifest.files.some(({ role }) => role === 'model'))
      throw new Error(`${MANIFEST_NAME}: files: expected at least one with the role model`);
    const what = `${manifest.model} ${manifest.modelVersion}, tag ${manifest.tag}`;
    return { check: passed('manifest', what, MANIFEST_NAME), manifest };
  } catch (error) {
    return { check: failed('manifest', messageOf(error), MANIFEST_NAME), manifest: undefined };
  }
}

/** Every file of the manifest is there with its digest and size, and no other file is. */
async function checkFiles(
  manifest: ReleaseManifest,
  present: readonly string[],
  hasher: Hasher,
): Promise<ReleaseCheck[]> {
  const checks: ReleaseCheck[] = [];
  for (const { path, bytes, sha256 } of manifest.files) {
    if (!present.includes(path)) {
      checks.push(failed('file', `${path} is missing: expected SHA-256 ${sha256}`, path));
      continue;
    }
    const received = await hasher.file(path);
    const same = received.sha256 === sha256 && received.bytes === bytes;
    const reason = `expected SHA-256 ${sha256} (${bytes} bytes), received ${received.sha256} (${received.bytes} bytes)`;
    checks.push(
      same
        ? passed('file', `${path} has SHA-256 ${sha256}`, path)
        : failed('file', `${path} was changed: ${reason}`, path),
    );
  }
  const known = new Set([...reservedNames(manifest.model), ...manifest.files.map(({ path }) => path)]);
  const extra = present.filter((path) => !known.has(path));
  for (const path of extra)
    checks.push(failed('folder', `${showReceived(path)} does not belong to the release`, path));
  if (extra.length === 0) checks.push(passed('folder', 'no file besides those of the release'));
  return checks;
}

/** The checksums list every file but themselves and the signature, which signs them. */
async function checkChecksums(
  directory: string,
  present: readonly string[],
  hasher: Hasher,
): Promise<ReleaseCheck[]> {
  try {
    const text = await readTextFile(join(directory, CHECKSUMS_NAME), 'the file of checksums');
    const listable = present.filter((path) => path !== CHECKSUMS_NAME && path !== SIGNATURE_NAME);
    const problems = await compareChecksums(parseChecksums(text, CHECKSUMS_NAME), listable, async (path) =>
      present.includes(path) ? (await hasher.file(path)).sha256 : undefined,
    );
    if (problems.length === 0)
      return [passed('checksums', `${listable.length} files have their checksums`, CHECKSUMS_NAME)];
    return problems.map((problem) => failed('checksums', describeChecksumProblem(problem), problem.path));
  } catch (error) {
    return [failed('checksums', messageOf(error), CHECKSUMS_NAME)];
  }
}
