import type { Finding, FindingRule } from '@proofmark/documents';

type Rule = Pick<Finding, 'level' | 'why' | 'remedy'>;

/** Why each finding matters and what to do about it. */
export const rules: Readonly<Record<FindingRule, Rule>> = {
  'config-invalid': {
    level: 'error',
    why: 'every action reads this file and stops at its first mistake',
    remedy: 'correct the file',
  },
  'workflow-invalid': {
    level: 'error',
    why: 'GitHub does not run a workflow it cannot read',
    remedy: 'correct the file',
  },
  'no-gate': {
    level: 'warning',
    why: 'no pull request is decided on',
    remedy: 'run `proofmark init`, or copy workflows-examples/pull-request.yml',
  },
  'dangerous-trigger': {
    level: 'error',
    why: "a stranger's pull request starts it with the secrets and the write token of the default branch",
    remedy:
      'measure on `pull_request`, and comment from `workflow_run` (workflows-examples/pull-request-fork-safe.yml and pull-request-comment.yml)',
  },
  'unsafe-event': {
    level: 'error',
    why: 'a model is a program, and under this event it would run with a token that may write; evaluate-model refuses to',
    remedy: 'move the step to a workflow on `pull_request`',
  },
  'untrusted-checkout': {
    level: 'error',
    why: 'under this event the job has a token that may write, and the code of a stranger can use it',
    remedy: 'check out nothing of the pull request here',
  },
  'template-injection': {
    level: 'error',
    why: 'the text is pasted into the script before it runs, and a stranger writes it',
    remedy: 'hand it over by `env:` and use "$VARIABLE" in the script',
  },
  'unpinned-action': {
    level: 'warning',
    why: 'who can move the tag or the branch can change what runs here',
    remedy: 'pin it to the full commit SHA, with the version in a comment behind it',
  },
  'inherited-secrets': {
    level: 'warning',
    why: 'the called workflow gets every secret of the repository',
    remedy: 'hand over by name what it needs, under `secrets:`',
  },
  'persisted-credentials': {
    level: 'warning',
    why: 'the token stays in .git/config, where later steps and uploaded folders have it',
    remedy: 'add `with: { persist-credentials: false }`',
  },
  'undeclared-permissions': {
    level: 'warning',
    why: "the repository's settings decide, and they may grant everything",
    remedy: 'put `permissions: {}` at the top of the file and grant each job what it needs',
  },
  'excessive-permissions': {
    level: 'warning',
    why: 'any step of it may change the repository',
    remedy: 'grant each job what it needs, by name',
  },
  'missing-permission': {
    level: 'error',
    why: 'GitHub will refuse it, and the step fails',
    remedy: 'grant it in the `permissions` of the job',
  },
  'missing-checkout': {
    level: 'error',
    why: 'the job starts with an empty directory: there is no proofmark.yml',
    remedy: 'let actions/checkout come before it',
  },
  'missing-merge-group': {
    level: 'warning',
    why: 'a merge queue waits for the required check for ever',
    remedy: 'add `merge_group:` under `on:`',
  },
  'filtered-gate': {
    level: 'warning',
    why: 'where the filter skips the workflow its required check stays pending, and nobody can merge',
    remedy: 'let the workflow run on every pull request and every push to it',
  },
  'skippable-gate': {
    level: 'error',
    why: 'what is skipped decides nothing, and branch protection takes a skipped job for success',
    remedy:
      'let it run always (`if: !cancelled()` behind other jobs) and let the steps of the gate fail by themselves',
  },
  'ignored-verdict': {
    level: 'error',
    why: 'the job is green whatever the verdict is',
    remedy: 'remove `continue-on-error`',
  },
  'unanswered-workflow': {
    level: 'error',
    why: 'a workflow on `workflow_run` waits for others by their `name:`, and never starts otherwise',
    remedy: 'write the `name:` of the workflow that runs gate-model',
  },
  'unrequired-check': {
    level: 'warning',
    why: 'a pull request can be merged whatever the verdict is',
    remedy: 'require one of these checks in the ruleset or branch protection',
  },
  'unreported-check': {
    level: 'warning',
    why: 'unless something beside the workflows reports it, every merge waits for it for ever',
    remedy: 'require the check by the name that its job has now, or require it no more',
  },
};
