import { UserError } from '@proofmark/documents';
import type { CommentsPort, IssueComment } from './comments.ts';
import { explaining, hasStatus, isUncertain } from './failures.ts';
import { compareMarkers, type Marker, readMarker, writeMarker } from './marker.ts';

/** GitHub refuses longer bodies with 422. We count UTF-16 units, which is never fewer than GitHub counts. */
export const maxBodyLength = 65_536;

export type StickyComment = {
  /** Number of the issue or pull request. */
  issue: number;
  /** Login the token writes under; comments of others never count as ours, whatever marker they quote. */
  author: string;
  marker: Marker;
  /** Markdown below the marker line. */
  text: string;
};

export type StickyResult = {
  action: 'created' | 'updated' | 'unchanged' | 'skipped-stale';
  id: number;
  url: string;
};

type Own = { comment: IssueComment; marker: Marker };

function ownComments(comments: IssueComment[], wanted: StickyComment): Own[] {
  return comments.flatMap((comment) => {
    const marker = readMarker(comment.body);
    const ours = comment.author === wanted.author && marker?.id === wanted.marker.id;
    return ours ? [{ comment, marker }] : [];
  });
}

/** Folds duplicates (two jobs that both found nothing) into the oldest: it keeps the newest content. */
async function mergeDuplicates(port: CommentsPort, own: Own[]): Promise<Own | undefined> {
  const [oldest, ...extra] = own;
  if (oldest === undefined) return undefined;
  const newest = own.reduce((a, b) => (compareMarkers(b.marker, a.marker) > 0 ? b : a));
  const { body } = newest.comment;
  const comment = newest === oldest ? oldest.comment : await port.update(oldest.comment.id, body);
  for (const { comment: duplicate } of extra) await port.remove(duplicate.id);
  return { comment, marker: newest.marker };
}

async function attempt(port: CommentsPort, wanted: StickyComment, body: string): Promise<StickyResult> {
  const result = (action: StickyResult['action'], { id, url }: IssueComment) => ({ action, id, url });
  const found = await mergeDuplicates(port, ownComments(await port.list(wanted.issue), wanted));
  if (found === undefined) {
    const created = await port.create(wanted.issue, body);
    // Another job may have created its own since we looked: look again, the oldest wins.
    const merged = await mergeDuplicates(port, ownComments(await port.list(wanted.issue), wanted));
    return result('created', merged?.comment ?? created);
  }
  if (found.comment.body === body) return result('unchanged', found.comment);
  if (compareMarkers(wanted.marker, found.marker) < 0) return result('skipped-stale', found.comment);
  return result('updated', await port.update(found.comment.id, body));
}

/**
 * Keeps exactly one comment with this marker id on the issue. A result of an older run never overwrites that of a
 * newer one, an equal body is not written again, and duplicates are folded into the oldest.
 *
 * @throws UserError `input-invalid` for a body over the limit, `github-permission`, `github-unavailable`
 */
export async function upsertStickyComment(port: CommentsPort, wanted: StickyComment): Promise<StickyResult> {
  const body = `${writeMarker(wanted.marker)}\n${wanted.text}`;
  if (body.length > maxBodyLength) {
    throw new UserError(
      'input-invalid',
      `the comment has ${body.length} characters with its marker, GitHub takes at most ${maxBodyLength}`,
    );
  }
  return explaining('write the comment', 'pull-requests: write', async () => {
    for (let attempts = 1; ; attempts++) {
      try {
        return await attempt(port, wanted, body);
      } catch (error) {
        // Uncertain: the comment may exist now. Gone: somebody deleted it since we looked. Both: look again.
        if (attempts === 3 || !(isUncertain(error) || hasStatus(error, 404))) throw error;
      }
    }
  });
}
