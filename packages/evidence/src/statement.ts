import {
  canonicalJson,
  check,
  type Evaluation,
  type ReleaseManifest,
  Sha256,
  sha256,
  UserError,
  type Verdict,
} from '@proofmark/documents';
import { z } from 'zod';
import { Envelope, openEnvelope, parseJsonBytes, signEnvelope } from './dsse.ts';
import type { PrivateKey, PublicKey } from './key.ts';
import { STATEMENT_TYPE } from './oms-statement.ts';
import { modelFiles } from './release-files.ts';

/** https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md */
export const TEST_RESULT_TYPE = 'https://in-toto.io/attestation/test-result/v0.1';

/** in-toto Statement v1. Subjects match by digest only; the names are for people. */
const StatementSchema = z.strictObject({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.array(z.strictObject({ name: z.string(), digest: z.strictObject({ sha256: Sha256 }) })).min(1),
  predicateType: z.string(),
  predicate: z.record(z.string(), z.unknown()),
});
export type Statement = z.infer<typeof StatementSchema>;

type Descriptor = { name: string; digest: Record<string, string> };

/** The files of the model as subjects: what a statement of ours speaks about. */
export function subjectsOf(manifest: ReleaseManifest): Statement['subject'] {
  return modelFiles(manifest).map(({ path, sha256: digest }) => ({ name: path, digest: { sha256: digest } }));
}

/**
 * Says about the model's bytes that they were tested, on what, under which policy, and with what result
 * (test-result v0.1). The tests are the gates, by id. An inconclusive verdict is a failed test: nothing was shown.
 * Follows from the documents alone, so a verifier rebuilds it.
 */
export function buildVerdictStatement(
  manifest: ReleaseManifest,
  verdict: Verdict,
  evaluation: Evaluation,
): Statement {
  const named = (wanted: 'passed' | 'warned' | 'failed') =>
    verdict.gates.filter((gate) => outcomeOf(gate) === wanted).map(({ id }) => id);
  const warned = named('warned');
  const runUrl = manifest.provenance?.runUrl;
  return {
    _type: STATEMENT_TYPE,
    subject: subjectsOf(manifest),
    predicateType: TEST_RESULT_TYPE,
    predicate: {
      result: resultOf(verdict, warned),
      configuration: configurationOf(manifest, verdict, evaluation),
      ...(runUrl !== undefined && { url: runUrl }),
      passedTests: named('passed'),
      warnedTests: warned,
      failedTests: named('failed'),
    },
  };
}

function outcomeOf({ status, binding }: Verdict['gates'][number]): 'passed' | 'warned' | 'failed' {
  if (status === 'pass') return 'passed';
  return binding ? 'failed' : 'warned';
}

function resultOf(verdict: Verdict, warned: readonly string[]): 'PASSED' | 'WARNED' | 'FAILED' {
  if (verdict.status !== 'pass') return 'FAILED';
  return warned.length > 0 || verdict.warnings.length > 0 ? 'WARNED' : 'PASSED';
}

/** What the result depends on: released documents by their bytes, policy and test set by their meaning. */
function configurationOf(manifest: ReleaseManifest, verdict: Verdict, evaluation: Evaluation): Descriptor[] {
  const documents = manifest.files.filter(({ role }) => role === 'evaluation' || role === 'verdict');
  const { testSet } = evaluation;
  return [
    { name: 'policy (canonical JSON)', digest: { sha256: sha256(canonicalJson(verdict.policy)) } },
    // Digest of the rows, whatever file they came from; not a hash of bytes, so it has a name of its own.
    { name: 'test set', digest: { proofmarkTestSet: testSet.digest } },
    ...[...documents, ...testSet.files].map((file) => ({ name: file.path, digest: { sha256: file.sha256 } })),
  ];
}

/** Signs statements: one DSSE envelope a line (`<model>.intoto.jsonl`). */
export function signStatements(statements: readonly Statement[], key: PrivateKey): string {
  const lines = statements.map((statement) =>
    JSON.stringify(signEnvelope(Buffer.from(JSON.stringify(statement)), key)),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * The statements of a JSON Lines file, all of which must carry the key's signature.
 * @throws UserError `evidence-invalid` with the line
 */
export function openStatements(text: string, key: PublicKey, what: string): Statement[] {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length === 0)
    throw new UserError('evidence-invalid', `${what}: expected one envelope a line, each with a line break`);
  return lines.map((line, index) => {
    const at = `${what}:${index + 1}`;
    const value = parseJsonBytes(Buffer.from(line), at);
    const envelope = check(Envelope, value, { what: at, code: 'evidence-invalid' });
    const payload = openEnvelope(envelope, key, at);
    if (!payload)
      throw new UserError('evidence-invalid', `${at}: the signature does not belong to this content and key`);
    const statement = parseJsonBytes(payload, `${at}: payload`);
    return check(StatementSchema, statement, { what: `${at}: payload`, code: 'evidence-invalid' });
  });
}
