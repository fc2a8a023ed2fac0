import { type Rule, rules } from '@proofmark/contract';
import { type Check, type ContractDocument, listDifferences, type Validation } from '@proofmark/documents';
import { declaredBy, statusOf } from './judge.ts';

/**
 * Makes the rules again from the contract document and holds the validation against them: no rule of its table was
 * left out, none was added, each says what the contract says, and the status is not milder than the checks. Pure.
 * @returns where they differ, in words; empty when the validation follows from the contract
 */
export function recheck({ contract }: ContractDocument, validation: Validation): { differences: string[] } {
  const { environment, table } = validation.contract;
  const declared = new Map(rules(contract, environment).map((rule) => [rule.id, rule]));
  const ofContract = validation.checks.filter(({ rule }) => rule !== 'readable');
  const checks = new Map(ofContract.map((check) => [check.id, check]));
  // The rules of other tables may be told by validations of their own.
  const missing = [...declared.values()]
    .filter((rule) => (rule.table === table || rule.table === '') && !checks.has(rule.id))
    .map(({ id }) => `${id}: the contract declares it, and the validation has no check of it`);
  const wrong = ofContract.flatMap((check) => differencesOf(check, declared.get(check.id)));
  return { differences: [...missing, ...wrong, ...statusDifferences(validation)] };
}

function differencesOf(check: Check, rule: Rule | undefined): string[] {
  if (!rule) return [`${check.id}: the contract declares no such rule`];
  const expected = declaredBy(rule);
  const received = Object.fromEntries(
    Object.entries(check).filter(([field]) => Object.hasOwn(expected, field)),
  );
  const unenforced = rule.plan.status !== 'enforced' && check.status !== rule.plan.status;
  return [
    ...listDifferences(expected, received).map(
      ({ path, ...values }) =>
        `${check.id}: ${path}: expected ${values.expected}, received ${values.received}`,
    ),
    ...(unenforced ? [`${check.id}: status: expected ${rule.plan.status}, received ${check.status}`] : []),
  ];
}

const MILD_TO_STRICT: readonly Validation['status'][] = ['pass', 'warn', 'fail'];

/** Stricter than the checks is no forgery: a rule nobody could check or a hidden change may have been asked to fail. */
function statusDifferences({ checks, data, status }: Validation): string[] {
  const least = statusOf(checks, data.rows, false);
  return MILD_TO_STRICT.indexOf(status) < MILD_TO_STRICT.indexOf(least)
    ? [`status: expected ${least} by the checks, received ${status}`]
    : [];
}
