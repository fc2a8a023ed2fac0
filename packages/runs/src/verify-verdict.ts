import { listDifferences, UserError, type Verdict } from '@proofmark/documents';
import { countLooks, lookOf, type Recomputation, recompute } from '@proofmark/gate';
import { formatPlural } from '@proofmark/metrics';
import { readConfigOf, readDocumentOf } from './read-inputs.ts';
import { fileLedger, fileWaivers } from './records.ts';
import { pathIn, type Workplace } from './workplace.ts';

export type VerifyVerdictFiles = {
  evaluation: string;
  verdict: string;
  /** The configuration whose policy the verdict must have been made by. */
  policy?: string | undefined;
  /** JSON lines that the state inside the verdict must follow from. */
  ledger?: string | undefined;
  waivers?: string | undefined;
};

/**
 * Computes estimates and verdict again from the evaluation and the policy inside the verdict; compares policy and
 * state with those given, and tells which state it took from the verdict itself. No data is read.
 */
export async function verifyVerdict(
  place: Workplace,
  files: VerifyVerdictFiles,
): Promise<Recomputation & { taken: string[] }> {
  const evaluation = await readDocumentOf(place, files.evaluation, 'evaluation');
  const verdict = await readDocumentOf(place, files.verdict, 'verdict');
  if (files.ledger !== undefined && verdict.budget === undefined) {
    throw new UserError(
      'input-invalid',
      `--ledger: expected a verdict under policy.budget, which counts looks, received one without; remove --ledger`,
    );
  }
  const differences = [...recompute(verdict, evaluation).differences];
  if (files.policy !== undefined) {
    const { config } = await readConfigOf({ ...place, config: files.policy });
    differences.push(
      ...differ('verdict.policy', verdict.policy, { options: config.policy, gates: config.gates }),
    );
  }
  if (files.ledger !== undefined && verdict.budget) {
    const own = lookOf(evaluation, verdict, { commit: commitOf(verdict), at: '' });
    const looks = await fileLedger(pathIn(place, files.ledger)).looks(own.testSet);
    const { isNew: _, ...counted } = countLooks(looks, own);
    const { look, passedBefore, bests } = verdict.budget;
    const said = { look, passedBefore, ...(bests && { bests }) };
    differences.push(...differ('verdict.budget', said, counted));
  }
  if (files.waivers !== undefined) {
    const known = new Set(
      (await fileWaivers(pathIn(place, files.waivers)).list()).map((waiver) => JSON.stringify(waiver)),
    );
    const unknown = verdict.waivers?.given.filter((waiver) => !known.has(JSON.stringify(waiver))) ?? [];
    differences.push(
      ...unknown.map(
        ({ gate, by }) => `verdict.waivers: ${files.waivers} holds no such override of ${gate} by ${by}`,
      ),
    );
  }
  return { agrees: differences.length === 0, differences, taken: takenFrom(verdict, files) };
}

/** What was not given to compare with, so that it is the verdict's own word. */
function takenFrom({ budget, waivers }: Verdict, { ledger, waivers: file }: VerifyVerdictFiles): string[] {
  const overrides = waivers?.given.length ?? 0;
  return [
    ...(file === undefined && overrides > 0 ? [formatPlural(overrides, 'override')] : []),
    ...(ledger === undefined && budget ? [`look ${budget.look} of ${budget.steps}`] : []),
  ];
}

function commitOf({ waivers, provenance }: Verdict): string | undefined {
  return waivers?.commit ?? provenance?.commit;
}

function differ(root: string, said: unknown, expected: unknown): string[] {
  return listDifferences(expected, said, root).map(
    (one) => `${one.path}: the document says ${one.received}, expected ${one.expected}`,
  );
}
