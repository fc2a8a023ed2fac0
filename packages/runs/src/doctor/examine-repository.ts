import { type Diagnosis, type Finding, type FindingRule, showForeign } from '@proofmark/documents';
import { placeFinding } from './complaint.ts';
import { examineWorkflow } from './examine-workflow.ts';
import { checksOf, gateJobs, ownerOf, reportsCheck } from './our-actions.ts';
import { rules } from './rules.ts';
import type { Workflow } from './workflow.ts';

/** What is missing or dangerous in all workflows together; `protection` where it is known. */
export function examineRepository(
  workflows: readonly Workflow[],
  protection: Diagnosis['protection'],
): Finding[] {
  const deciding = workflows.filter(
    (workflow) => gateJobs(workflow).length > 0 && workflow.events.has('pull_request'),
  );
  return [
    ...(deciding.length === 0 ? [missingGate()] : []),
    ...workflows.flatMap(examineWorkflow).map((finding) => sharpen(finding, protection)),
    ...workflows.flatMap((workflow) => examineWaiting(workflow, workflows)),
    ...examineOwners(workflows),
    ...(protection ? examineProtection(deciding, protection) : []),
    ...(protection ? examineReported(workflows, protection) : []),
  ];
}

function missingGate(): Finding {
  return ofAll('no-gate', 'no workflow runs gate-model on `pull_request`');
}

/** A finding that has no place in one file. */
function ofAll(rule: FindingRule, message: string): Finding {
  return { rule, ...rules[rule], location: { file: '.github/workflows', line: 1, column: 1 }, message };
}

/** Where there is a merge queue, what it waits for in vain is no mere warning. */
function sharpen(finding: Finding, protection: Diagnosis['protection']): Finding {
  const isSure = finding.rule === 'missing-merge-group' && protection?.mergeQueue === true;
  return isSure ? { ...finding, level: 'error' } : finding;
}

function examineWaiting(workflow: Workflow, all: readonly Workflow[]): Finding[] {
  const wanted = workflow.events.get('workflow_run')?.workflows;
  const names = (Array.isArray(wanted) ? wanted : [wanted]).filter((name) => typeof name === 'string');
  return names
    .filter((name) => !all.some((other) => other.name === name))
    .map((name) =>
      placeFinding(workflow, {
        rule: 'unanswered-workflow',
        path: ['on', 'workflow_run', 'workflows'],
        message: `no workflow is called ${showForeign(name, 80)}`,
      }),
    );
}

/** Actions of our names from somebody else than the gate's owner are somebody else's actions. */
function examineOwners(workflows: readonly Workflow[]): Finding[] {
  const calls = workflows.flatMap((workflow) =>
    workflow.jobs.flatMap((job) =>
      [job, ...job.steps].map(({ uses, path }) => ({ workflow, uses, path, owner: ownerOf(uses) })),
    ),
  );
  const trusted = calls.find(({ uses }) => /\/(gate-model|pull-request\.yml)@/.test(uses ?? ''))?.owner;
  return calls
    .filter(({ owner }) => trusted !== undefined && owner !== undefined && owner !== trusted)
    .map(({ workflow, uses, path }) =>
      placeFinding(workflow, {
        rule: 'unpinned-action',
        path: [...path, 'uses'],
        message: `${showForeign(uses ?? '', 100)} is not of ${showForeign(trusted ?? '', 40)}, who has the gate`,
      }),
    );
}

function examineReported(
  workflows: readonly Workflow[],
  { branch, requiredChecks }: NonNullable<Diagnosis['protection']>,
): Finding[] {
  const jobs = workflows.flatMap((workflow) => workflow.jobs);
  return requiredChecks
    .filter((check) => !jobs.some((job) => reportsCheck(job, check)))
    .map((check) =>
      ofAll(
        'unreported-check',
        `the branch ${branch} requires ${showForeign(check, 80)}, which no job reports`,
      ),
    );
}

function examineProtection(
  deciding: readonly Workflow[],
  { branch, requiredChecks }: NonNullable<Diagnosis['protection']>,
): Finding[] {
  const [first] = deciding;
  const [job] = first ? gateJobs(first) : [];
  if (first === undefined || job === undefined) return [];
  const checks = deciding.flatMap(gateJobs).flatMap(checksOf);
  if (checks.some((check) => requiredChecks.includes(check))) return [];
  const required = requiredChecks.map((check) => showForeign(check, 80)).join(', ') || 'none';
  return [
    placeFinding(first, {
      rule: 'unrequired-check',
      path: job.path,
      message: `the verdict is in the checks ${checks.join(', ')}; the branch ${branch} requires ${required}`,
    }),
  ];
}
