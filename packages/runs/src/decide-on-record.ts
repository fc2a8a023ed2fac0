import {
  documentDigest,
  type Evaluation,
  type Policy,
  UserError,
  type Verdict,
  type WaiverState,
} from '@proofmark/documents';
import { countLooks, decide, lookOf, waiversFor } from '@proofmark/gate';
import type { Records, Waivers } from './records.ts';

/** When, and on which commit, a verdict is made. */
export type Occasion = { commit: string | undefined; at: string };

/**
 * Decides with what the records hold, and records the look where the policy counts looks. Without the right to write
 * there, the verdict says that its look is still to be recorded.
 * @throws UserError as `decide`
 */
export async function decideOnRecord(
  evaluation: Evaluation,
  policy: Policy,
  occasion: Occasion,
  { ledger, waivers: overrides }: Records,
): Promise<Verdict> {
  const { options } = policy;
  const waivers = options.waivers && overrides && (await readWaivers(evaluation, occasion, overrides));
  if (options.budget === undefined || ledger === undefined) return decide(evaluation, policy, { waivers });
  const own = lookOf(evaluation, { status: 'inconclusive', gates: [] }, occasion);
  const decideAt = (looks: Parameters<typeof countLooks>[0], whereNew: 'ledger' | 'later') => {
    const { isNew, ...counted } = countLooks(looks, own);
    const recorded = isNew ? whereNew : 'ledger';
    return { isNew, verdict: decide(evaluation, policy, { looks: { ...counted, recorded }, waivers }) };
  };
  let verdict: Verdict | undefined;
  try {
    await ledger.addLook(own.testSet, (looks) => {
      const decided = decideAt(looks, 'ledger');
      verdict = decided.verdict;
      return decided.isNew ? lookOf(evaluation, decided.verdict, occasion) : undefined;
    });
  } catch (error) {
    // The token of a fork, or one without the grant: a workflow that may write records the look.
    if (!(error instanceof UserError) || error.code !== 'github-permission') throw error;
    verdict = undefined;
  }
  return verdict ?? decideAt(await ledger.looks(own.testSet), 'later').verdict;
}

async function readWaivers(
  evaluation: Evaluation,
  { commit, at }: Occasion,
  overrides: Waivers,
): Promise<WaiverState> {
  const about = { model: evaluation.model, commit, evaluation: documentDigest(evaluation) };
  const given = waiversFor(await overrides.list(), about);
  return { ...(commit !== undefined && { commit }), at, given };
}
