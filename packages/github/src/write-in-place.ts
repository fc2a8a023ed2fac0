import { appendPart } from './comment-parts.ts';
import type { CommentsPort, IssueComment } from './comments.ts';
import { compareMarkers, type Marker, readMarker } from './marker.ts';
import {
  keepShown,
  listOwn,
  maxBodyLength,
  newestOf,
  type StickyComment,
  type StickyResult,
  saysTheSame,
  stickyResult,
} from './own-comments.ts';

/** Jobs of one run that append under the same marker could go on for ever. */
const MAX_ROUNDS = 10;

/**
 * Modes update and append: one comment for ever, the oldest that is shown. Undefined when it was deleted under our
 * hands.
 */
export async function writeInPlace(
  port: CommentsPort,
  wanted: StickyComment,
  fresh: string,
): Promise<StickyResult | undefined> {
  const all = await listOwn(port, wanted, wanted.marker.id);
  let own = await keepShown(port, all);
  let action: StickyResult['action'] = 'updated';
  if (own.length === 0) {
    const newest = newestOf(all);
    if (newest && compareMarkers(wanted.marker, newest.marker) < 0) {
      return stickyResult('skipped-stale', newest.comment);
    }
    const created = await port.create(wanted.issue, fresh);
    // Another job may have created its own since we looked: look again, the oldest wins.
    own = await keepShown(port, await listOwn(port, wanted, wanted.marker.id));
    if (own.length === 1 && own[0]?.comment.id === created.id) return stickyResult('created', created);
    action = 'created';
  }
  const [oldest, ...extra] = own;
  if (oldest === undefined) return undefined;
  const others = extra.map(({ comment }) => comment.body);
  const settled = await settle(port, oldest.comment, others, wanted, fresh);
  // The content of duplicates (two jobs that both found nothing) is in the oldest by now, or was older.
  if (settled !== undefined) for (const { comment } of extra) await port.remove(comment.id);
  if (settled === 'updated') return stickyResult(action, oldest.comment);
  return settled && stickyResult(settled, oldest.comment);
}

/**
 * Brings a comment to the newest result that was ever in it. GitHub knows no condition on an update, so another job
 * may write between our look and our update, and what it wrote is then overwritten. But GitHub keeps every version:
 * after each update all of them are looked at, and where a newer result than the current one is among them it is put
 * back. Whoever updates last looks after that, at everything, so the newest result stands in the end.
 */
async function settle(
  port: CommentsPort,
  comment: IssueComment,
  others: readonly string[],
  wanted: StickyComment,
  fresh: string,
): Promise<'updated' | 'unchanged' | 'skipped-stale' | undefined> {
  let written = false;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const versions = await port.listVersions(comment);
    const [current] = versions;
    if (current === undefined) return undefined;
    const { body, isStale } = aim([...versions, ...others], wanted, fresh);
    // Another job of our own run may write under the same marker: then its word is as good as ours.
    const isShared = written && !isStale && wanted.mode !== 'append' && isFrom(current, wanted.marker);
    if (isShared || saysTheSame(current, body)) {
      return isStale ? 'skipped-stale' : written ? 'updated' : 'unchanged';
    }
    await port.update(comment.id, body);
    written = true;
  }
  return 'updated';
}

/** What should stand in the comment, from everything that was written so far. */
function aim(
  bodies: readonly string[],
  { marker, mode, text }: StickyComment,
  fresh: string,
): { body: string; isStale: boolean } {
  const known = bodies.flatMap((body) => {
    const found = readMarker(body);
    return found?.id === marker.id ? [{ body, marker: found }] : [];
  });
  const newest = newestOf(known);
  if (newest && compareMarkers(newest.marker, marker) > 0) return { body: newest.body, isStale: true };
  if (mode !== 'append' || newest === undefined) return { body: fresh, isStale: false };
  const below = newestOf(known.filter(({ body }) => !isFrom(body, marker))) ?? newest;
  return { body: appendPart(below.body, marker, text, maxBodyLength), isStale: false };
}

function isFrom(body: string, marker: Marker): boolean {
  const found = readMarker(body);
  return found !== undefined && compareMarkers(found, marker) === 0;
}
