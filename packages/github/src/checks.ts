import { setTimeout as sleep } from 'node:timers/promises';
import type { GitHubClient, RepositoryName } from './client.ts';
import { cutText } from './cut-text.ts';
import { explaining, failureOf, isUncertain } from './failures.ts';
import { planRetry } from './retry-policy.ts';

export type CheckConclusion = 'success' | 'failure' | 'neutral' | 'action_required';
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
const maxFailures = 3;
const cutNotice =
  '*Cut here: GitHub shows at most 65,535 characters. The full report is in the job summary.*';

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

/** `pause` waits before what broke is sent again, in milliseconds; a real pause unless given. */
export function createChecks(
  client: GitHubClient,
  repo: RepositoryName,
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): ChecksPort {
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

  /**
   * Sends the annotations, and with the last ones the conclusion. GitHub adds annotations up over updates, so an
   * update whose answer was lost is not sent again before the check was asked how many it has.
   */
  async function complete(id: number, report: CheckReport): Promise<void> {
    const output = {
      title: report.title,
      summary: cutText(report.summary, maxText, cutNotice),
      ...(report.text === undefined ? {} : { text: cutText(report.text, maxText, cutNotice) }),
    };
    const all = report.annotations.map(toAnnotation);
    let sent = 0;
    for (let failures = 0; ; ) {
      const annotations = all.slice(sent, sent + maxAnnotations);
      const isLast = sent + annotations.length >= all.length;
      try {
        await checks.update({
          ...repo,
          check_run_id: id,
          ...(isLast && { conclusion: report.conclusion }),
          output: { ...output, annotations },
        });
        if (isLast) return;
        sent += annotations.length;
      } catch (error) {
        const wait = isUncertain(error) ? planRetry(failureOf(error), true, failures, Date.now()) : undefined;
        if (wait === undefined || failures++ === maxFailures) throw error;
        await pause(wait);
        sent = (await checks.get({ ...repo, check_run_id: id })).data.output.annotations_count;
      }
    }
  }

  return {
    publish: (report) =>
      explaining(`publish the check ${report.name}`, 'checks: write', async () => {
        const check = await openOnce(report);
        await complete(check.id, report);
        return check;
      }),
  };
}
