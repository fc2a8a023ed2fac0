import { gone, notFound, type Reply } from '../reply.ts';
import {
  apiUrl,
  type Context,
  htmlUrl,
  nodeId,
  numberParam,
  ok,
  page,
  param,
  type Routes,
  text,
} from '../route.ts';
import { repositoryShape, userShape } from '../shapes.ts';
import type { Artifact, WorkflowRun } from '../state.ts';
import { resolveCommit } from './commits.ts';

function findRun(context: Context): WorkflowRun {
  const run = context.repo.runs.get(numberParam(context, 'run_id'));
  if (run === undefined) throw notFound();
  return run;
}

function findArtifact(context: Context): Artifact {
  const artifact = context.repo.artifacts.get(numberParam(context, 'artifact_id'));
  if (artifact === undefined) throw notFound();
  return artifact;
}

function headRepositoryOf(context: Context, run: WorkflowRun) {
  return context.state.repositories.get(run.headRepository.toLowerCase()) ?? context.repo;
}

function runShape(context: Context, run: WorkflowRun): Record<string, unknown> {
  const url = apiUrl(context, `/actions/runs/${run.id}`);
  return {
    id: run.id,
    node_id: nodeId('WorkflowRun', run.id),
    name: run.name,
    display_title: run.name,
    path: run.path,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    head_commit: null,
    run_number: 1,
    run_attempt: run.attempt,
    workflow_id: 1,
    repository: repositoryShape(context.state, context.repo),
    head_repository: repositoryShape(context.state, headRepositoryOf(context, run)),
    pull_requests: run.pullNumbers.map((number) => pullReference(context, number)),
    actor: userShape(context.state, context.repo.owner),
    created_at: run.createdAt,
    updated_at: run.createdAt,
    url,
    html_url: htmlUrl(context, `/actions/runs/${run.id}`),
    artifacts_url: `${url}/artifacts`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
  };
}

function pullReference(context: Context, number: number): Record<string, unknown> {
  const pull = context.repo.issues.get(number)?.pull;
  const repo = { id: context.repo.id, url: apiUrl(context, ''), name: context.repo.name };
  return {
    id: context.repo.issues.get(number)?.id ?? 0,
    number,
    url: apiUrl(context, `/pulls/${number}`),
    head: { ref: pull?.headRef ?? '', sha: pull?.headSha ?? '', repo },
    base: { ref: pull?.baseRef ?? '', sha: pull?.baseSha ?? '', repo },
  };
}

function artifactShape(context: Context, artifact: Artifact): Record<string, unknown> {
  const run = context.repo.runs.get(artifact.runId);
  const url = apiUrl(context, `/actions/artifacts/${artifact.id}`);
  return {
    id: artifact.id,
    node_id: nodeId('Artifact', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.content.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expired,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: artifact.expiresAt,
    digest: artifact.digest,
    workflow_run:
      run === undefined
        ? null
        : {
            id: run.id,
            repository_id: context.repo.id,
            head_repository_id: headRepositoryOf(context, run).id,
            head_branch: run.headBranch,
            head_sha: run.headSha,
          },
  };
}

function listArtifacts(context: Context, ofRun: number | undefined): Reply {
  const name = context.query.get('name');
  const found = [...context.repo.artifacts.values()]
    .filter((artifact) => ofRun === undefined || artifact.runId === ofRun)
    .filter((artifact) => name === null || artifact.name === name)
    .sort((a, b) => b.id - a.id);
  return page(context, found, (artifact) => artifactShape(context, artifact), 'artifacts');
}

function listRuns(context: Context, workflow: string | undefined): Reply {
  const wanted = (field: string, value: string | null) =>
    context.query.get(field) === null || context.query.get(field) === value;
  const runs = [...context.repo.runs.values()]
    .filter((run) => workflow === undefined || run.path.split('@')[0]?.endsWith(`/${workflow}`))
    .filter((run) => wanted('event', run.event) && wanted('branch', run.headBranch))
    .filter((run) => wanted('head_sha', run.headSha))
    .filter((run) => wanted('status', run.status) || wanted('status', run.conclusion))
    .sort((a, b) => b.id - a.id);
  return page(context, runs, (run) => runShape(context, run), 'workflow_runs');
}

function download(context: Context): Reply {
  const artifact = findArtifact(context);
  if (param(context, 'archive_format') !== 'zip') throw notFound();
  if (artifact.expired) throw gone('Artifact has expired');
  const location = `${context.state.storageUrl}/objects/artifacts/${artifact.id}?sig=${artifact.digest.slice(7)}`;
  return { status: 302, headers: { location } };
}

function deleteArtifact(context: Context): Reply {
  context.repo.artifacts.delete(findArtifact(context).id);
  return { status: 204 };
}

function dispatchWorkflow(context: Context): Reply {
  const ref = String(context.body.ref);
  resolveCommit(context, ref);
  const workflow = param(context, 'workflow_id');
  context.repo.dispatches.push({ kind: 'workflow', workflow, ref, inputs: context.body.inputs ?? {} });
  return { status: 204 };
}

function dispatchRepository(context: Context): Reply {
  const eventType = text(context.body, 'event_type') ?? '';
  context.repo.dispatches.push({ kind: 'repository', eventType, payload: context.body.client_payload ?? {} });
  return { status: 204 };
}

export const actionsRoutes = {
  'actions/get-workflow-run': {
    grants: ['actions:read'],
    handle: (context) => ok(runShape(context, findRun(context))),
  },
  'actions/list-workflow-runs-for-repo': {
    grants: ['actions:read'],
    handle: (context) => listRuns(context, undefined),
  },
  'actions/list-workflow-runs': {
    grants: ['actions:read'],
    handle: (context) => listRuns(context, param(context, 'workflow_id')),
  },
  'actions/list-workflow-run-artifacts': {
    grants: ['actions:read'],
    handle: (context) => listArtifacts(context, findRun(context).id),
  },
  'actions/list-artifacts-for-repo': {
    grants: ['actions:read'],
    handle: (context) => listArtifacts(context, undefined),
  },
  'actions/get-artifact': {
    grants: ['actions:read'],
    handle: (context) => ok(artifactShape(context, findArtifact(context))),
  },
  'actions/download-artifact': { grants: ['actions:read'], handle: download },
  'actions/delete-artifact': { grants: ['actions:write'], handle: deleteArtifact },
  'actions/create-workflow-dispatch': { grants: ['actions:write'], handle: dispatchWorkflow },
  'repos/create-dispatch-event': { grants: ['contents:write'], handle: dispatchRepository },
} satisfies Routes;
