import { type Finding, showForeign } from '@proofmark/documents';
import { type Complaint, placeFinding } from './complaint.ts';
import { examineGate } from './examine-gate.ts';
import { examineTokens } from './examine-tokens.ts';
import { ourAction } from './our-actions.ts';
import type { Job, Path, Step, Workflow } from './workflow.ts';

const privileged = ['pull_request_target', 'workflow_run', 'issue_comment'] as const;

/** Text that strangers write (GitHub's "secure use" guide and zizmor's `template-injection`). */
const untrusted =
  /github\.(?:head_ref\b|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)|pull_request\.head\.(?:ref|label|repo\.default_branch)|(?:comment|review|review_comment)\.body|pages\b|commits\b|head_commit\.(?:message|author)|workflow_run\.(?:head_branch|display_title|head_commit|pull_requests)))/;

/** What is missing or dangerous in one workflow, by its place in the file. */
export function examineWorkflow(workflow: Workflow): Finding[] {
  const complaints = [
    ...examineTriggers(workflow),
    ...examineTokens(workflow),
    ...workflow.jobs.flatMap((job) => job.steps.flatMap((step) => examineStep(workflow, step))),
    ...workflow.jobs.flatMap(examineCall),
    ...examineGate(workflow),
  ];
  return complaints.map((complaint) => placeFinding(workflow, complaint));
}

function examineTriggers({ events, jobs }: Workflow): Complaint[] {
  if (!events.has('pull_request_target')) return [];
  const measures = jobs.some(({ steps }) => steps.some((step) => ourAction(step) !== undefined));
  return [
    {
      rule: 'dangerous-trigger',
      path: ['on', 'pull_request_target'],
      level: measures ? 'error' : 'warning',
      message: 'the workflow starts on `pull_request_target`',
    },
  ];
}

function examineStep({ events }: Workflow, step: Step): Complaint[] {
  const { uses, script, path } = step;
  const event = privileged.find((name) => events.has(name));
  const complaints = uses === undefined ? [] : examineUses(uses, [...path, 'uses']);
  if (event !== undefined && ourAction(step) === 'evaluate-model') {
    complaints.push({ rule: 'unsafe-event', path, message: `evaluate-model runs under \`${event}\`` });
  }
  if (uses?.startsWith('actions/checkout@')) {
    const source = `${step.with.ref ?? ''} ${step.with.repository ?? ''}`;
    if (event !== undefined && /head|refs\/pull/.test(source)) {
      const message = `the head of a pull request is checked out under \`${event}\``;
      complaints.push({ rule: 'untrusted-checkout', path, message });
    }
    if (String(step.with['persist-credentials']) !== 'false') {
      complaints.push({ rule: 'persisted-credentials', path, message: 'actions/checkout keeps the token' });
    }
  }
  const pasted = [...(script ?? '').matchAll(/\$\{\{(.*?)\}\}/gs)].map(([, inside]) => inside ?? '');
  const [found] = pasted.filter((expression) => untrusted.test(expression));
  if (found !== undefined) {
    const message = `the script contains \${{ ${showForeign(found.trim(), 80)} }}`;
    complaints.push({ rule: 'template-injection', path, message });
  }
  return complaints;
}

/** A job that is another workflow. */
function examineCall({ id, uses, inheritsSecrets, path }: Job): Complaint[] {
  const complaints = uses === undefined ? [] : examineUses(uses, [...path, 'uses']);
  if (inheritsSecrets) {
    const message = `the job ${id} hands over all secrets`;
    complaints.push({ rule: 'inherited-secrets', path: [...path, 'secrets'], message });
  }
  return complaints;
}

/** Ours may follow a version: their releases are immutable and carry their digests. */
function examineUses(uses: string, path: Path): Complaint[] {
  const isLocal = uses.startsWith('./') || uses.startsWith('$/');
  const isPinned = /@[0-9a-f]{40}$/.test(uses) || /^docker:\/\/.*@sha256:[0-9a-f]{64}$/.test(uses);
  const isOurs = /^[^/]+\/proofmark\/.*@v\d+(\.\d+){0,2}$/.test(uses);
  if (isLocal || isPinned || isOurs) return [];
  return [{ rule: 'unpinned-action', path, message: `${showForeign(uses, 100)} is not pinned to a commit` }];
}
