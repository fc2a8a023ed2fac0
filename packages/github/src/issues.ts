import { UserError } from '@proofmark/documents';
import { type GitHubClient, type RepositoryName, repeatable } from './client.ts';
import { explaining, isUncertain } from './failures.ts';
import { compareMarkers, type Marker, readMarker, writeMarker } from './marker.ts';
import { maxBodyLength } from './own-comments.ts';

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
/** What ends an issue: `text` takes the place of its body. */
export type IssueResolution = Omit<IssueReport, 'title'>;
export type IssueResult = {
  action: 'opened' | 'updated' | 'unchanged' | 'closed' | 'skipped-stale';
  number: number;
  url: string;
};

export type IssuesPort = {
  /** Keeps one open issue per marker id and label up to date; a closed one is left alone and a new one opened. */
  report(report: IssueReport): Promise<IssueResult>;
  /** Closes the open issue as completed. @returns undefined when there is none */
  resolve(resolution: IssueResolution): Promise<IssueResult | undefined>;
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
  async function findOpen({ author, label, marker }: IssueResolution): Promise<RawIssue | undefined> {
    const parameters = { ...repo, state: 'open' as const, labels: label, creator: author, per_page: 100 };
    const listed: RawIssue[] = await client.paginate(issues.listForRepo, parameters);
    return listed
      .filter((issue) => issue.pull_request === undefined && issue.user?.login === author)
      .filter((issue) => readMarker(issue.body ?? '')?.id === marker.id)
      .sort((a, b) => a.number - b.number)[0];
  }

  function result(action: IssueResult['action'], issue: RawIssue): IssueResult {
    return { action, number: issue.number, url: issue.html_url };
  }

  async function attempt(report: IssueReport, body: string): Promise<IssueResult> {
    const existing = await findOpen(report);
    const { title, label } = report;
    if (existing === undefined) {
      const { data } = await issues.create({ ...repo, title, body, labels: [label] });
      return result('opened', data as RawIssue);
    }
    if (existing.body === body && existing.title === title) return result('unchanged', existing);
    if (isStale(report.marker, existing)) return result('skipped-stale', existing);
    await issues.update({ ...repo, issue_number: existing.number, title, body, ...repeatable });
    return result('updated', existing);
  }

  return {
    resolve: (resolution) =>
      explaining('close the issue', 'issues: write', async () => {
        const existing = await findOpen(resolution);
        if (existing === undefined) return undefined;
        if (isStale(resolution.marker, existing)) return result('skipped-stale', existing);
        await issues.update({
          ...repo,
          issue_number: existing.number,
          body: bodyOf(resolution),
          state: 'closed',
          state_reason: 'completed',
          ...repeatable,
        });
        return result('closed', existing);
      }),
    report: (report) =>
      explaining('report the issue', 'issues: write', async () => {
        const body = bodyOf(report);
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

function bodyOf({ marker, text }: IssueResolution): string {
  const body = `${writeMarker(marker)}\n${text}`;
  if (body.length > maxBodyLength) {
    const problem = `the issue has ${body.length} characters, GitHub takes at most ${maxBodyLength}`;
    throw new UserError('input-invalid', problem);
  }
  return body;
}

/** A later run has written the issue. */
function isStale(marker: Marker, { body }: RawIssue): boolean {
  const written = readMarker(body ?? '');
  return written !== undefined && compareMarkers(marker, written) < 0;
}
