import type { GitHubClient, RepositoryName } from './client.ts';
import { cutText } from './cut-text.ts';
import { explaining, isUncertain } from './failures.ts';

export type CheckConclusion = 'success' | 'failure' | 'neutral' | 'skipped' | 'cancelled' | 'action_required';
export type CheckAnnotation = {
  path: string;
  /** Lines count from 1. */
  startLine: number;
  endLine: number;
  level: 'notice' | 'warning' | 'failure';
  message: string;
  title?: string;
};
export type CheckReport = {
  name: string;
  headSha: string;
  conclusion: CheckConclusion;
  title: string;
  /** Markdown; cut to 65,535 characters. */
  summary: string;
  text?: string;
  annotations: readonly CheckAnnotation[];
  /** Names the run and attempt: a repetition after a broken connection finds its own check by it. */
  externalId: string;
  detailsUrl?: string;
};

export type ChecksPort = {
  /** Creates the check run, adds all annotations, and completes it. */
  publish(report: CheckReport): Promise<{ id: number; url: string | undefined }>;
};

const maxText = 65_535;
const maxAnnotations = 50;
const cutNotice =
  '*Cut here: GitHub shows at most 65,535 characters. The full report is in the job summary.*';

function batches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

function toAnnotation(annotation: CheckAnnotation) {
  return {
    path: annotation.path,
    start_line: annotation.startLine,
    end_line: annotation.endLine,
    annotation_level: annotation.level,
    message: annotation.message,
    ...(annotation.title === undefined ? {} : { title: annotation.title }),
  };
}

export function createChecks(client: GitHubClient, repo: RepositoryName): ChecksPort {
  const { checks } = client.rest;

  async function findOwn(report: CheckReport): Promise<{ id: number; url: string | undefined } | undefined> {
    const parameters = { ...repo, ref: report.headSha, check_name: report.name, filter: 'all' as const };
    const runs = await client.paginate(checks.listForRef, { ...parameters, per_page: 100 });
    const own = runs.find((run) => run.external_id === report.externalId);
    return own === undefined ? undefined : { id: own.id, url: own.html_url ?? undefined };
  }

  async function open(report: CheckReport): Promise<{ id: number; url: string | undefined }> {
    const { data } = await checks.create({
      ...repo,
      name: report.name,
      head_sha: report.headSha,
      status: 'in_progress',
      external_id: report.externalId,
      ...(report.detailsUrl === undefined ? {} : { details_url: report.detailsUrl }),
    });
    return { id: data.id, url: data.html_url ?? undefined };
  }

  async function openOnce(report: CheckReport): Promise<{ id: number; url: string | undefined }> {
    try {
      return await open(report);
    } catch (error) {
      if (!isUncertain(error)) throw error;
      return (await findOwn(report)) ?? (await open(report));
    }
  }

  return {
    publish: (report) =>
      explaining(`publish the check ${report.name}`, 'checks: write', async () => {
        const check = await openOnce(report);
        const output = {
          title: report.title,
          summary: cutText(report.summary, maxText, cutNotice),
          ...(report.text === undefined ? {} : { text: cutText(report.text, maxText, cutNotice) }),
        };
        const all = batches(report.annotations.map(toAnnotation), maxAnnotations);
        const last = all.pop() ?? [];
        for (const annotations of all) {
          await checks.update({ ...repo, check_run_id: check.id, output: { ...output, annotations } });
        }
        await checks.update({
          ...repo,
          check_run_id: check.id,
          conclusion: report.conclusion,
          output: { ...output, annotations: last },
        });
        return check;
      }),
  };
}
