import { UserError } from '@proofmark/documents';
import { appendPart } from './comment-parts.ts';
import type { CommentsPort, IssueComment } from './comments.ts';
import { explaining, hasStatus, isUncertain } from './failures.ts';
import { compareMarkers, type Marker, readMarker, writeMarker } from './marker.ts';

/** GitHub refuses longer bodies with 422. We count UTF-16 units, which is never fewer than GitHub counts. */
export const maxBodyLength = 65_536;

/**
 * What a new result does to the comment of the one before. update: takes its place. recreate: is a new comment, the
 * old one is deleted. hide: is a new comment, the old one is folded as outdated. append: is added below, in the same
 * comment.
 */
export const stickyModes = ['update', 'recreate', 'hide', 'append'] as const;
export type StickyMode = (typeof stickyModes)[number];

/** Which comment is ours. */
export type StickyKey = {
  /** Number of the issue or pull request. */
  issue: number;
  /** Login the token writes under; comments of others never count as ours, whatever marker they quote. */
  author: string;
};

export type StickyComment = StickyKey & {
  marker: Marker;
  /** Markdown below the marker line. */
  text: string;
  mode?: StickyMode | undefined;
};

export type StickyResult = {
  action: 'created' | 'updated' | 'unchanged' | 'skipped-stale';
  id: number;
  url: string;
};

type Own = { comment: IssueComment; marker: Marker };

/** Oldest first. */
function ownComments(comments: IssueComment[], { author }: StickyKey, id: string): Own[] {
  return comments.flatMap((comment) => {
    const marker = readMarker(comment.body);
    return comment.author === author && marker?.id === id ? [{ comment, marker }] : [];
  });
}

function newestOf(own: readonly Own[]): Own | undefined {
  return own.reduce<Own | undefined>(
    (a, b) => (a === undefined || compareMarkers(b.marker, a.marker) > 0 ? b : a),
    undefined,
  );
}

/** Folds duplicates (two jobs that both found nothing) into the oldest: it keeps the newest content. */
async function mergeDuplicates(port: CommentsPort, own: Own[]): Promise<Own | undefined> {
  const [oldest, ...extra] = own;
  const newest = newestOf(own);
  if (oldest === undefined || newest === undefined) return undefined;
  const { body } = newest.comment;
  const comment = newest === oldest ? oldest.comment : await port.update(oldest.comment.id, body);
  for (const { comment: duplicate } of extra) await port.remove(duplicate.id);
  return { comment, marker: newest.marker };
}

const result = (action: StickyResult['action'], { id, url }: IssueComment): StickyResult => ({
  action,
  id,
  url,
});

/** Modes update and append: one comment for ever. */
async function writeInPlace(port: CommentsPort, wanted: StickyComment, fresh: string): Promise<StickyResult> {
  const list = async () => ownComments(await port.list(wanted.issue), wanted, wanted.marker.id);
  const found = await mergeDuplicates(port, await list());
  if (found === undefined) {
    const created = await port.create(wanted.issue, fresh);
    // Another job may have created its own since we looked: look again, the oldest wins.
    const merged = await mergeDuplicates(port, await list());
    return result('created', merged?.comment ?? created);
  }
  const next = ({ body }: IssueComment) =>
    wanted.mode === 'append' ? appendPart(body, wanted.marker, wanted.text, maxBodyLength) : fresh;
  if (found.comment.body === next(found.comment)) return result('unchanged', found.comment);
  if (compareMarkers(wanted.marker, found.marker) < 0) return result('skipped-stale', found.comment);
  // Pages take a while to list, and GitHub knows no condition on an update: look once more right before it.
  const now = await port.get(found.comment.id);
  const marker = readMarker(now.body) ?? found.marker;
  if (compareMarkers(wanted.marker, marker) < 0) return result('skipped-stale', now);
  return result('updated', await port.update(now.id, next(now)));
}

/** Modes recreate and hide: the newest result is a new comment, and is there before the older ones go. */
async function writeAnew(port: CommentsPort, wanted: StickyComment, body: string): Promise<StickyResult> {
  const list = async () => ownComments(await port.list(wanted.issue), wanted, wanted.marker.id);
  const before = newestOf(await list());
  if (before?.comment.body === body) return result('unchanged', before.comment);
  if (before && compareMarkers(wanted.marker, before.marker) < 0) {
    return result('skipped-stale', before.comment);
  }
  const created = await port.create(wanted.issue, body);
  // Other jobs may have done the same since: whoever looks last leaves the newest.
  const own = await list();
  const newest = newestOf(own)?.comment ?? created;
  for (const { comment } of own.filter((one) => one.comment.id !== newest.id)) {
    if (wanted.mode === 'hide') await port.hide(comment);
    else await port.remove(comment.id);
  }
  return result(newest.id === created.id ? 'created' : 'skipped-stale', newest);
}

/**
 * Keeps the comment with this marker id on the issue: exactly one, or in mode `hide` exactly one that is not folded.
 * A result of an older run never overwrites that of a newer one, an equal body is not written again, and duplicates
 * are folded into the oldest.
 *
 * @throws UserError `input-invalid` for a body over the limit, `github-permission`, `github-unavailable`
 */
export async function upsertStickyComment(port: CommentsPort, wanted: StickyComment): Promise<StickyResult> {
  const { mode = 'update' } = wanted;
  const body = `${writeMarker(wanted.marker)}\n${wanted.text}`;
  if (body.length > maxBodyLength) {
    throw new UserError(
      'input-invalid',
      `the comment has ${body.length} characters with its marker, GitHub takes at most ${maxBodyLength}`,
    );
  }
  const write = mode === 'recreate' || mode === 'hide' ? writeAnew : writeInPlace;
  return explaining('write the comment', 'pull-requests: write', async () => {
    for (let attempts = 1; ; attempts++) {
      try {
        return await write(port, wanted, body);
      } catch (error) {
        // Uncertain: the comment may exist now. Gone: somebody deleted it since we looked. Both: look again.
        if (attempts === 3 || !(isUncertain(error) || hasStatus(error, 404))) throw error;
      }
    }
  });
}

/** Deletes our comments with this marker id. @returns how many there were */
export async function deleteStickyComment(port: CommentsPort, key: StickyKey, id: string): Promise<number> {
  return explaining('delete the comment', 'pull-requests: write', async () => {
    const own = ownComments(await port.list(key.issue), key, id);
    for (const { comment } of own) await port.remove(comment.id);
    return own.length;
  });
}
