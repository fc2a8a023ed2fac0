import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listDifferences, messageOf, type ReleaseManifest, readTextFile } from '@proofmark/documents';
import type { Decision } from './check-decision.ts';
import type { Hasher } from './files.ts';
import type { PublicKey } from './key.ts';
import { MAX_BUNDLE_BYTES } from './oms-bundle.ts';
import { failed, notChecked, passed, type ReleaseCheck } from './release-check.ts';
import { SIGNATURE_NAME, statementsName } from './release-files.ts';
import {
  buildVerdictStatement,
  openStatements,
  type Statement,
  subjectsOf,
  TEST_RESULT_TYPE,
} from './statement.ts';
import { describeModelProblem, verifyModel } from './verify-model.ts';

/** Checks the OMS signature over the whole folder. */
export async function checkSignature(
  directory: string,
  key: PublicKey | undefined,
  hasher: Hasher,
): Promise<ReleaseCheck> {
  if (!key) return notChecked('signature', 'signature not checked: no public key was given', SIGNATURE_NAME);
  const path = join(directory, SIGNATURE_NAME);
  const found = await stat(path).catch(() => undefined);
  if (!found) return failed('signature', 'the release has no signature', SIGNATURE_NAME);
  if (found.size > MAX_BUNDLE_BYTES)
    return failed(
      'signature',
      `expected at most ${MAX_BUNDLE_BYTES} bytes, received ${found.size}`,
      SIGNATURE_NAME,
    );
  try {
    const result = await verifyModel({
      root: directory,
      bundle: await readFile(path),
      publicKeyPem: key.publicKeyPem,
      what: SIGNATURE_NAME,
      hasher,
    });
    if (result.ok)
      return passed(
        'signature',
        `${result.files} files signed with key ${result.fingerprint}`,
        SIGNATURE_NAME,
      );
    const { problem } = result;
    return failed(
      'signature',
      describeModelProblem(problem),
      'path' in problem ? problem.path : SIGNATURE_NAME,
    );
  } catch (error) {
    return failed('signature', messageOf(error), SIGNATURE_NAME);
  }
}

/** Checks the signed statements: the signature, that they are about these bytes, and that they say what the documents say. */
export async function checkStatements(
  directory: string,
  manifest: ReleaseManifest,
  decision: Decision | undefined,
  key: PublicKey | undefined,
): Promise<ReleaseCheck[]> {
  const file = statementsName(manifest.model);
  if (!key)
    return (['statement-signature', 'statement-subject', 'statement-content'] as const).map((name) =>
      notChecked(name, `${name.replace('-', ' ')} not checked: no public key was given`, file),
    );
  let statements: Statement[];
  try {
    statements = openStatements(await readTextFile(join(directory, file), 'the statement'), key, file);
  } catch (error) {
    return [failed('statement-signature', messageOf(error), file)];
  }
  return [
    passed('statement-signature', `${statements.length} signed with key ${key.fingerprint}`, file),
    checkSubjects(manifest, statements, file),
    checkContent(manifest, statements, decision, file),
  ];
}

function checkSubjects(
  manifest: ReleaseManifest,
  statements: readonly Statement[],
  file: string,
): ReleaseCheck {
  const digests = (subjects: Statement['subject']) => subjects.map(({ digest }) => digest.sha256).sort();
  const expected = digests(subjectsOf(manifest)).join(', ');
  for (const { subject } of statements) {
    const received = digests(subject).join(', ');
    if (received !== expected)
      return failed(
        'statement-subject',
        `a statement is about other bytes: expected ${expected}, received ${received}`,
        file,
      );
  }
  return passed('statement-subject', 'the statements are about the released model', file);
}

function checkContent(
  manifest: ReleaseManifest,
  statements: readonly Statement[],
  decision: Decision | undefined,
  file: string,
): ReleaseCheck {
  if (!decision)
    return notChecked(
      'statement-content',
      'statement not compared: verdict or evaluation is not readable',
      file,
    );
  const results = statements.filter(({ predicateType }) => predicateType === TEST_RESULT_TYPE);
  const [result] = results;
  if (!result || results.length > 1)
    return failed('statement-content', `expected one test result, received ${results.length}`, file);
  const expected = buildVerdictStatement(manifest, decision.verdict.document, decision.evaluation.document);
  const [difference] = listDifferences(expected, result);
  if (!difference) return passed('statement-content', 'the statement says what the verdict says', file);
  return failed(
    'statement-content',
    `the statement differs from the documents: ${difference.path}: expected ${difference.expected}, received ${difference.received}`,
    file,
  );
}
