import { ancestors } from '../git-objects.ts';
import { forbidden, notFound, type Reply, unprocessable } from '../reply.ts';
import {
  apiUrl,
  type Context,
  htmlUrl,
  nodeId,
  numberParam,
  ok,
  oneOf,
  page,
  param,
  type Routes,
  text,
} from '../route.ts';
import { repositoryShape, userShape } from '../shapes.ts';
import type { Annotation, CheckRun, CommitStatus } from '../state.ts';
import { requireCommit, resolveCommit } from './commits.ts';

type Output = { title?: string; summary?: string; text?: string; annotations?: Annotation[] };

function findCheck(context: Context): CheckRun {
  const check = context.repo.checkRuns.get(numberParam(context, 'check_run_id'));
  if (check === undefined) throw notFound();
  return check;
}

function checkShape(context: Context, check: CheckRun): Record<string, unknown> {
  return {
    id: check.id,
    node_id: nodeId('CheckRun', check.id),
    name: check.name,
    head_sha: check.headSha,
    external_id: check.externalId,
    status: check.status,
    conclusion: check.conclusion,
    details_url: check.detailsUrl,
    url: apiUrl(context, `/check-runs/${check.id}`),
    html_url: htmlUrl(context, `/runs/${check.id}`),
    started_at: check.startedAt,
    completed_at: check.completedAt,
    output: {
      title: check.title,
      summary: check.summary,
      text: check.text,
      annotations_count: check.annotations.length,
      annotations_url: apiUrl(context, `/check-runs/${check.id}/annotations`),
    },
    check_suite: null,
    app: null,
    pull_requests: [],
  };
}

/** Annotations add up over updates; the other output fields replace what was there. */
function apply(context: Context, check: CheckRun): void {
  const { body } = context;
  const output = body.output as Output | undefined;
  const conclusion = text(body, 'conclusion');
  check.name = text(body, 'name') ?? check.name;
  check.status = text(body, 'status') ?? check.status;
  check.externalId = text(body, 'external_id') ?? check.externalId;
  check.detailsUrl = text(body, 'details_url') ?? check.detailsUrl;
  if (conclusion !== undefined) {
    check.conclusion = conclusion;
    check.status = 'completed';
    check.completedAt = text(body, 'completed_at') ?? context.state.now();
  }
  if (check.status === 'completed' && check.conclusion === null) {
    throw unprocessable('Invalid request.\n\n"conclusion" wasn\'t supplied.');
  }
  if (output === undefined) return;
  check.title = output.title ?? check.title;
  check.summary = output.summary ?? check.summary;
  check.text = output.text ?? check.text;
  for (const annotation of output.annotations ?? []) {
    const oneLine = annotation.start_line === annotation.end_line;
    if (!oneLine && annotation.start_column !== undefined) {
      throw unprocessable(
        'Invalid request.\n\nstart_column is only allowed when start_line and end_line agree.',
      );
    }
  }
  check.annotations.push(...(output.annotations ?? []));
}

function requireApp(context: Context): void {
  if (context.token?.kind === 'user') throw forbidden('You must authenticate via a GitHub App.');
}

function createCheck(context: Context): Reply {
  requireApp(context);
  const headSha = String(context.body.head_sha);
  requireCommit(context, headSha);
  const check: CheckRun = {
    id: context.state.nextId(),
    name: String(context.body.name),
    headSha,
    status: 'queued',
    conclusion: null,
    externalId: '',
    detailsUrl: null,
    startedAt: text(context.body, 'started_at') ?? context.state.now(),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
  };
  apply(context, check);
  context.repo.checkRuns.set(check.id, check);
  return { status: 201, body: checkShape(context, check) };
}

function updateCheck(context: Context): Reply {
  requireApp(context);
  const check = structuredClone(findCheck(context));
  apply(context, check);
  context.repo.checkRuns.set(check.id, check);
  return ok(checkShape(context, check));
}

function listForRef(context: Context): Reply {
  const sha = resolveCommit(context, param(context, 'ref'));
  const name = context.query.get('check_name');
  const all = [...context.repo.checkRuns.values()]
    .filter((check) => check.headSha === sha && (name === null || check.name === name))
    .sort((a, b) => b.id - a.id);
  const latestOnly = oneOf(context, 'filter', ['latest', 'all'], 'latest') === 'latest';
  const runs = latestOnly
    ? all.filter((check, index) => all.findIndex((other) => other.name === check.name) === index)
    : all;
  return page(context, runs, (check) => checkShape(context, check), 'check_runs');
}

function annotationShape(annotation: Annotation): Record<string, unknown> {
  return {
    start_column: null,
    end_column: null,
    title: null,
    raw_details: null,
    ...annotation,
    blob_href: 'https://github.com/',
  };
}

function statusShape(context: Context, status: CommitStatus): Record<string, unknown> {
  return {
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    state: status.state,
    context: status.context,
    description: status.description,
    target_url: status.targetUrl,
    url: apiUrl(context, `/statuses/${status.sha}`),
    avatar_url: null,
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}

function createStatus(context: Context): Reply {
  const sha = param(context, 'sha');
  requireCommit(context, sha);
  const description = text(context.body, 'description') ?? null;
  if (description !== null && description.length > 140) {
    throw unprocessable('Validation Failed: description is too long (maximum is 140 characters)');
  }
  const status: CommitStatus = {
    id: context.state.nextId(),
    sha,
    state: String(context.body.state),
    context: text(context.body, 'context') ?? 'default',
    description,
    targetUrl: text(context.body, 'target_url') ?? null,
    createdAt: context.state.now(),
  };
  context.repo.statuses.push(status);
  const creator = userShape(context.state, context.token?.login ?? 'ghost');
  return { status: 201, body: { ...statusShape(context, status), creator } };
}

function combinedStatus(context: Context): Reply {
  const sha = resolveCommit(context, param(context, 'ref'));
  const newest = context.repo.statuses.filter((status) => status.sha === sha).reverse();
  const latest = newest.filter(
    (s, index) => newest.findIndex((other) => other.context === s.context) === index,
  );
  const states = latest.map((status) => status.state);
  const state = states.some((s) => s === 'failure' || s === 'error')
    ? 'failure'
    : states.length > 0 && states.every((s) => s === 'success')
      ? 'success'
      : 'pending';
  return ok({
    state,
    sha,
    total_count: latest.length,
    statuses: latest.map((status) => statusShape(context, status)),
    repository: repositoryShape(context.state, context.repo),
    commit_url: apiUrl(context, `/commits/${ancestors(context.repo.objects, sha)[0] ?? sha}`),
    url: apiUrl(context, `/commits/${sha}/status`),
  });
}

export const checkRoutes = {
  'checks/create': { grants: ['checks:write'], handle: createCheck },
  'checks/get': { grants: ['checks:read'], handle: (context) => ok(checkShape(context, findCheck(context))) },
  'checks/update': { grants: ['checks:write'], handle: updateCheck },
  'checks/list-annotations': {
    grants: ['checks:read'],
    handle: (context) => page(context, findCheck(context).annotations, annotationShape),
  },
  'checks/list-for-ref': { grants: ['checks:read'], handle: listForRef },
  'repos/create-commit-status': { grants: ['statuses:write'], handle: createStatus },
  'repos/get-combined-status-for-ref': { grants: ['statuses:read'], handle: combinedStatus },
} satisfies Routes;
