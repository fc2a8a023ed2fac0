import { join } from 'node:path';
import {
  documentDigest,
  type Evaluation,
  messageOf,
  type ReleaseManifest,
  readDocument,
  type Verdict,
} from '@proofmark/documents';
import { compared, failed, notChecked, passed, type ReleaseCheck } from './release-check.ts';
import { modelFiles } from './release-files.ts';

/** The gate, injected: this room does not decide. It says where the documents differ from what their sums give. */
export type Recompute = (verdict: Verdict, evaluation: Evaluation) => { differences: readonly string[] };

export type Decision = {
  evaluation: { file: string; document: Evaluation };
  verdict: { file: string; document: Verdict };
};

/** Reads the two documents of the decision; each unreadable one is a failed check. */
export async function readDecision(
  directory: string,
  manifest: ReleaseManifest,
): Promise<{ checks: ReleaseCheck[]; decision: Decision | undefined }> {
  const checks: ReleaseCheck[] = [];
  const read = async <Kind extends 'evaluation' | 'verdict'>(kind: Kind) => {
    const [first, ...others] = manifest.files.filter(({ role }) => role === kind);
    if (!first || others.length > 0) {
      const received = first ? others.length + 1 : 0;
      checks.push(failed('document', `expected one ${kind} document in the manifest, received ${received}`));
      return undefined;
    }
    try {
      const document = await readDocument(join(directory, first.path), kind);
      checks.push(passed('document', `is a valid ${kind} document`, first.path));
      return { file: first.path, document };
    } catch (error) {
      checks.push(failed('document', messageOf(error), first.path));
      return undefined;
    }
  };
  const evaluation = await read('evaluation');
  const verdict = await read('verdict');
  return { checks, decision: evaluation && verdict && { evaluation, verdict } };
}

/** Follows the chain manifest → verdict → evaluation → model, and decides again from the evaluation and the policy. */
export function checkDecision(
  manifest: ReleaseManifest,
  { evaluation, verdict }: Decision,
  recompute: Recompute | undefined,
): ReleaseCheck[] {
  const { document } = verdict;
  return [
    compared('verdict-digest', 'the verdict is the one the manifest names', {
      expected: manifest.verdict.sha256,
      received: documentDigest(document),
      file: verdict.file,
    }),
    compared('verdict-evaluation', 'the verdict is about this evaluation', {
      expected: document.evaluation,
      received: documentDigest(evaluation.document),
      file: evaluation.file,
    }),
    ...checkEvaluatedModel(manifest, evaluation),
    ...checkCommits(manifest, [evaluation, verdict]),
    checkPassed(manifest, verdict),
    checkRecomputed(evaluation.document, verdict, recompute),
  ];
}

/** Nothing for evaluated predictions or their results: what they were made with cannot be seen from them. */
function checkEvaluatedModel(manifest: ReleaseManifest, evaluation: Decision['evaluation']): ReleaseCheck[] {
  const { kind, file } = evaluation.document.candidate;
  if (kind !== 'model') return [];
  const released = modelFiles(manifest);
  const same = released.find(({ sha256 }) => sha256 === file.sha256);
  if (same) return [passed('evaluated-model', 'the released model is the evaluated one', same.path)];
  const received = released.map(({ sha256 }) => sha256).join(', ');
  return [
    failed(
      'evaluated-model',
      `another model was evaluated: expected SHA-256 ${file.sha256}, received ${received}`,
      released[0]?.path,
    ),
  ];
}

/** Nothing for documents made outside of a job: they name no commit, as the notes say. */
function checkCommits(
  { commit }: ReleaseManifest,
  made: readonly (Decision['evaluation'] | Decision['verdict'])[],
): ReleaseCheck[] {
  return made.flatMap(({ file, document }) => {
    const received = document.provenance?.commit;
    if (received === undefined) return [];
    const what = 'the document was made at the released commit';
    return [compared('evaluated-commit', what, { expected: commit, received, file })];
  });
}

function checkPassed(manifest: ReleaseManifest, verdict: Decision['verdict']): ReleaseCheck {
  const { status, headline } = verdict.document;
  if (status !== manifest.verdict.status)
    return failed(
      'verdict-passed',
      `the manifest says ${manifest.verdict.status}, the verdict says ${status}`,
      verdict.file,
    );
  return status === 'pass'
    ? passed('verdict-passed', 'the verdict is pass', verdict.file)
    : failed('verdict-passed', `the verdict is ${status}: ${headline}`, verdict.file);
}

function checkRecomputed(
  evaluation: Evaluation,
  verdict: Decision['verdict'],
  recompute: Recompute | undefined,
): ReleaseCheck {
  if (!recompute) return notChecked('verdict-recomputed', 'verdict not recomputed: no gate was given');
  try {
    const { differences } = recompute(verdict.document, evaluation);
    const [first] = differences;
    if (first === undefined)
      return passed('verdict-recomputed', 'evaluation and policy give exactly this verdict', verdict.file);
    return failed(
      'verdict-recomputed',
      `the documents do not follow from their sums: ${first}`,
      verdict.file,
    );
  } catch (error) {
    return failed('verdict-recomputed', `the gate refused: ${messageOf(error)}`, verdict.file);
  }
}
