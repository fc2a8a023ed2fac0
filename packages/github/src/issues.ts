import { UserError } from '@proofmark/documents';
import type { GitHubClient, RepositoryName } from './client.ts';
import { explaining, isUncertain } from './failures.ts';
import { compareMarkers, type Marker, readMarker, writeMarker } from './marker.ts';
import { maxBodyLength } from './sticky-comment.ts';

export type IssueReport = {
  /** Login the token writes under. */
  author: string;
  marker: Marker;
  title: string;
  /** Markdown below the marker line. */
  text: string;
  /** Put on a new issue, and what an existing one is looked up by. */
  label: string;
};
export type IssueResult = {
  action: 'opened' | 'updated' | 'unchanged' | 'skipped-stale';
  number: number;
  url: string;
};

export type IssuesPort = {
  /** Keeps one open issue per marker id and label up to date; a closed one is left alone and a new one opened. */
  report(report: IssueReport): Promise<IssueResult>;
};

type RawIssue = {
  number: number;
  title: string;
  body?: string | null | undefined;
  html_url: string;
  user: { login: string } | null;
  pull_request?: unknown;
};

export function createIssues(client: GitHubClient, repo: RepositoryName): IssuesPort {
  const { issues } = client.rest;

  /** Ours, oldest first. */
  async function findOpen({ author, label, marker }: IssueReport): Promise<RawIssue | undefined> {
    const parameters = { ...repo, state: 'open' as const, labels: label, creator: author, per_page: 100 };
    const listed: RawIssue[] = await client.paginate(issues.listForRepo, parameters);
    return listed
      .filter((issue) => issue.pull_request === undefined && issue.user?.login === author)
      .filter((issue) => readMarker(issue.body ?? '')?.id === marker.id)
      .sort((a, b) => a.number - b.number)[0];
  }

  async function attempt(report: IssueReport, body: string): Promise<IssueResult> {
    const result = (action: IssueResult['action'], issue: RawIssue) => {
      return { action, number: issue.number, url: issue.html_url };
    };
    const existing = await findOpen(report);
    const { title, label } = report;
    if (existing === undefined) {
      const { data } = await issues.create({ ...repo, title, body, labels: [label] });
      return result('opened', data as RawIssue);
    }
    if (existing.body === body && existing.title === title) return result('unchanged', existing);
    const marker = readMarker(existing.body ?? '');
    if (marker !== undefined && compareMarkers(report.marker, marker) < 0)
      return result('skipped-stale', existing);
    await issues.update({ ...repo, issue_number: existing.number, title, body });
    return result('updated', existing);
  }

  return {
    report: (report) =>
      explaining('report the issue', 'issues: write', async () => {
        const body = `${writeMarker(report.marker)}\n${report.text}`;
        if (body.length > maxBodyLength) {
          const text = `the issue has ${body.length} characters, GitHub takes at most ${maxBodyLength}`;
          throw new UserError('input-invalid', text);
        }
        try {
          return await attempt(report, body);
        } catch (error) {
          // The answer was lost, perhaps not the effect: the second attempt looks first.
          if (!isUncertain(error)) throw error;
          return attempt(report, body);
        }
      }),
  };
}
