import type { WorkflowRun } from '@proofmark/fake-github';
import type { WorkflowCall } from './act.ts';

type Started = Pick<WorkflowCall, 'event' | 'sha' | 'ref' | 'head'>;
type Head = WorkflowCall['head'];

const mergeSha = 'b'.repeat(40);

/** A pull request was opened or pushed to. GitHub checks out its merge with the base, whose SHA is not the head's. */
export function pullRequestEvent(repository: string, number: number, head: Head, baseSha: string): Started {
  const payload = {
    action: 'synchronize',
    number,
    pull_request: {
      number,
      head: { sha: head.sha, ref: head.branch, repo: { full_name: head.repository } },
      base: { sha: baseSha, ref: 'main', repo: { full_name: repository } },
    },
    repository: { full_name: repository, default_branch: 'main' },
  };
  return { event: { name: 'pull_request', payload }, sha: mergeSha, ref: `refs/pull/${number}/merge`, head };
}

/** A merge queue asks for the checks of a group it has put together on a branch of its own. */
export function mergeGroupEvent(repository: string, headSha: string, baseSha: string): Started {
  const branch = `gh-readonly-queue/main/pr-1-${baseSha}`;
  const payload = {
    action: 'checks_requested',
    merge_group: {
      head_sha: headSha,
      head_ref: `refs/heads/${branch}`,
      base_sha: baseSha,
      base_ref: 'refs/heads/main',
    },
    repository: { full_name: repository, default_branch: 'main' },
  };
  return {
    event: { name: 'merge_group', payload },
    sha: headSha,
    ref: `refs/heads/${branch}`,
    head: { sha: headSha, branch, repository },
  };
}

/** Another run has ended. `pull_requests` is empty for a fork's run, as on GitHub. */
export function workflowRunEvent(repository: string, run: WorkflowRun, mainSha: string): Started {
  const payload = {
    action: 'completed',
    workflow_run: {
      id: run.id,
      run_attempt: run.attempt,
      name: run.name,
      path: run.path,
      event: run.event,
      status: run.status,
      conclusion: run.conclusion,
      head_sha: run.headSha,
      head_branch: run.headBranch,
      head_repository: { full_name: run.headRepository },
      pull_requests: [],
    },
    repository: { full_name: repository, default_branch: 'main' },
  };
  return onMain(repository, mainSha, 'workflow_run', payload);
}

/** Somebody has commented on a pull request. The run is one of the default branch. */
export function commentEvent(
  repository: string,
  mainSha: string,
  comment: { pull: number; body: string; login: string; number: number },
): Started {
  const url = `https://github.com/${repository}/pull/${comment.pull}`;
  const payload = {
    action: 'created',
    issue: { number: comment.pull, pull_request: { html_url: url } },
    comment: {
      body: comment.body,
      html_url: `${url}#issuecomment-${comment.number}`,
      user: { login: comment.login },
    },
    repository: { full_name: repository, default_branch: 'main' },
  };
  return onMain(repository, mainSha, 'issue_comment', payload);
}

/** Somebody presses "Re-run" beside a check run that an app wrote. */
export function rerequestEvent(
  repository: string,
  mainSha: string,
  check: { name: string; headSha: string },
): Started {
  const payload = {
    action: 'rerequested',
    check_run: { name: check.name, head_sha: check.headSha },
    repository: { full_name: repository, default_branch: 'main' },
  };
  return onMain(repository, mainSha, 'check_run', payload);
}

/** Something was pushed, or merged, to the default branch. */
export function pushEvent(repository: string, sha: string): Started {
  const payload = { ref: 'refs/heads/main', repository: { full_name: repository, default_branch: 'main' } };
  return onMain(repository, sha, 'push', payload);
}

/** Somebody starts a workflow of the default branch by hand. */
export function dispatchEvent(repository: string, mainSha: string, inputs: Record<string, string>): Started {
  const payload = { inputs, ref: 'refs/heads/main', repository: { full_name: repository } };
  return onMain(repository, mainSha, 'workflow_dispatch', payload);
}

export function scheduleEvent(repository: string, mainSha: string, cron: string): Started {
  return onMain(repository, mainSha, 'schedule', { schedule: cron });
}

function onMain(repository: string, sha: string, name: string, payload: object): Started {
  const head = { sha, branch: 'main', repository };
  return { event: { name, payload }, sha, ref: 'refs/heads/main', head };
}
