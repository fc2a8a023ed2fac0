import type { Rule } from '@proofmark/contract';
import type { Check, Coverage, Validation } from '@proofmark/documents';
import type { Outcome } from './outcome.ts';

/** Turns what was found about a rule into the check that the document keeps. */
export function judge(rule: Rule, outcome: Outcome): Check {
  const shared = declaredBy(rule);
  if (outcome.status !== 'counted') {
    return { ...shared, status: outcome.status, checked: 0, failing: 0, reason: outcome.reason };
  }
  const { checked, failing, received, reason, evidence } = outcome;
  const kept = outcome.holds ?? failing <= rule.tolerance * checked;
  return {
    ...shared,
    status: kept ? 'pass' : 'fail',
    checked,
    failing,
    ...(received === undefined ? {} : { received }),
    ...(reason === undefined ? {} : { reason }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

/** What a check says before any row was looked at. */
export function declaredBy(rule: Rule) {
  return {
    id: rule.id,
    rule: rule.kind,
    table: rule.table,
    ...(rule.column === undefined ? {} : { column: rule.column }),
    severity: rule.severity,
    description: rule.description,
    location: rule.location,
    tolerance: rule.tolerance,
    expected: rule.expected,
  };
}

export function coverageOf(checks: readonly Check[]): Coverage {
  const count = (status: Check['status']) => checks.filter((check) => check.status === status).length;
  const unsupported = count('unsupported');
  const notApplicable = count('not-applicable');
  const notRun = checks.filter(({ status, reason }) => status === 'fail' && reason !== undefined).length;
  return {
    declared: checks.length,
    enforced: checks.length - unsupported - notApplicable - notRun,
    notApplicable,
    unsupported,
    ...(notRun === 0 ? {} : { notRun }),
  };
}

/**
 * fail: a rule of severity error is broken, or (when asked) one was not enforced. warn: a rule of severity warning is
 * broken, one was not enforced, or there was not one row to look at.
 */
export function statusOf(
  checks: readonly Check[],
  rows: number,
  failOnUnsupported: boolean,
): Validation['status'] {
  const broken = (severity: Check['severity']) =>
    checks.some((check) => check.status === 'fail' && check.severity === severity);
  const unsupported = checks.some(({ status }) => status === 'unsupported');
  if (broken('error') || (failOnUnsupported && unsupported)) return 'fail';
  return broken('warning') || unsupported || rows === 0 ? 'warn' : 'pass';
}
