import {
  type BudgetState,
  type Evaluation,
  type Look,
  type Policy,
  UserError,
  type Verdict,
} from '@proofmark/documents';
import { candidateDigest } from './candidate-digest.ts';
import { bestsOf, knownBests } from './ladder.ts';
import type { Check } from './plan-checks.ts';

/** This look in the ledger of its test set. */
export type LookState = Pick<BudgetState, 'look' | 'passedBefore' | 'bests' | 'recorded'>;

/** Farther out in the tail no interval of ours is to be trusted. */
export const SMALLEST_ERROR_RATE = 1e-12;
const NEARLY_SPENT = 0.8;

/** The line that a verdict adds to the ledger. */
export function lookOf(
  evaluation: Evaluation,
  { status, gates }: Pick<Verdict, 'status' | 'gates'>,
  { commit, at }: { commit: string | undefined; at: string },
): Look {
  const { testSet, model } = evaluation;
  const bests = bestsOf(gates);
  return {
    testSet: testSet.digest,
    model,
    ...(commit !== undefined && { commit }),
    candidate: candidateDigest(evaluation),
    status,
    ...(bests.length > 0 && { bests }),
    at,
  };
}

/**
 * The number of the own look among the looks at its test set, in the order of the ledger. Looks at one candidate
 * count once, so that a run that is repeated has the number it had.
 */
export function countLooks(
  looks: readonly Look[],
  own: Pick<Look, 'testSet' | 'model' | 'candidate'>,
): Pick<LookState, 'look' | 'passedBefore' | 'bests'> & { isNew: boolean } {
  const distinct: Look[] = [];
  for (const look of looks) {
    if (look.testSet !== own.testSet) continue;
    if (!distinct.some((earlier) => earlier.candidate === look.candidate)) distinct.push(look);
  }
  const index = distinct.findIndex((look) => look.candidate === own.candidate);
  const before = index === -1 ? distinct : distinct.slice(0, index);
  const bests = knownBests(before.filter(({ model }) => model === own.model));
  return {
    look: before.length + 1,
    passedBefore: before.some(({ status }) => status === 'pass'),
    ...(bests.length > 0 && { bests }),
    isNew: index === -1,
  };
}

/** A verdict shows all its numbers: that nobody learns more than this from it is for the readers to see to. */
const assumptions: Record<BudgetState['adaptivity'], string> = {
  none: 'whoever makes candidates sees no verdict before the last look',
  full: 'whoever makes candidates sees of each verdict whether it passed, and no numbers',
  'first-change':
    'whoever makes candidates sees of each verdict whether it passed, and no numbers, until the first pass',
  ladder: 'whoever makes candidates sees of each verdict only new bests, and no other numbers',
};

export function openBudget(
  { testSet }: Evaluation,
  { options: { budget } }: Policy,
  looks: LookState | undefined,
): BudgetState | undefined {
  if (budget === undefined) return undefined;
  const state: LookState = looks ?? { look: 1, passedBefore: false, recorded: 'nowhere' };
  const { look, passedBefore, bests, recorded } = state;
  return {
    ...budget,
    assumes: assumptions[budget.adaptivity],
    testSet: testSet.digest,
    look,
    passedBefore,
    ...(bests !== undefined && { bests }),
    recorded,
  };
}

/**
 * Gives each check that binds its share of the error rate of all looks at a test set: α/H when what the authors learn
 * between looks cannot lead them, α/2^H when they see pass or fail each time. Method: C. Renggli et al., "Continuous
 * integration of machine learning models with ease.ml/ci", SysML 2019, section 3.
 * @throws UserError `policy-invalid` when the share is smaller than any interval can bear
 */
export function shareErrorRate(checks: readonly Check[], budget: BudgetState | undefined): Check[] {
  if (budget === undefined) return [...checks];
  const share = budget.adaptivity === 'full' ? 2 ** -budget.steps : 1 / budget.steps;
  return checks.map((check) => {
    if (check.role === 'exploratory' || check.onPoint) return check;
    const errorRate = (1 - check.confidence) * share;
    if (errorRate < SMALLEST_ERROR_RATE) {
      const what = budget.adaptivity === 'full' ? `2^${budget.steps}` : String(budget.steps);
      throw new UserError(
        'policy-invalid',
        `policy.budget.steps: an error rate of ${Number((1 - check.confidence).toPrecision(6))} / ${what} is less than ${SMALLEST_ERROR_RATE} for each look, where no interval is exact; expected fewer steps, received ${budget.steps}; plan fewer, or choose the adaptivity first-change or ladder`,
      );
    }
    return { ...check, confidence: 1 - errorRate };
  });
}

/** Why the test set can prove nothing any more; undefined while it can. */
export function whySpent(budget: BudgetState | undefined): string | undefined {
  if (budget === undefined) return undefined;
  const { look, steps, adaptivity, passedBefore } = budget;
  if (look > steps) return `the test set is spent (look ${look} of ${steps})`;
  if (adaptivity === 'first-change' && passedBefore)
    return 'the test set is spent (a candidate has passed on it)';
  return undefined;
}

export function warnOfBudget(budget: BudgetState | undefined): string[] {
  if (budget === undefined) return [];
  const { look, steps, recorded } = budget;
  const spent = whySpent(budget);
  const uses =
    spent === undefined && look >= NEARLY_SPENT * steps
      ? [`The test set is nearly spent: look ${look} of ${steps}; prepare a new one.`]
      : [];
  const counted = {
    ledger: [],
    later: ['This look is not in the ledger yet: a workflow that may write records it.'],
    nowhere: ['No ledger was given: looks at the test set were not counted.'],
  } as const;
  const left = budget.adaptivity === 'ladder' ? 'Only a new best can pass' : 'No gate can pass';
  return [...(spent === undefined ? [] : [`${left}: ${spent}.`]), ...uses, ...counted[recorded]];
}
