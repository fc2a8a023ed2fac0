import type { CommentsPort } from './comments.ts';
import { compareMarkers } from './marker.ts';
import {
  keepShown,
  listOwn,
  newestOf,
  type StickyComment,
  type StickyResult,
  saysTheSame,
  stickyResult,
} from './own-comments.ts';

/** Modes recreate and hide: the newest result is a new comment, and is there before the older ones go. */
export async function writeAnew(
  port: CommentsPort,
  wanted: StickyComment,
  body: string,
): Promise<StickyResult> {
  const list = () => listOwn(port, wanted, wanted.marker.id);
  const before = newestOf(await list());
  if (before && saysTheSame(before.comment.body, body)) return stickyResult('unchanged', before.comment);
  if (before && compareMarkers(wanted.marker, before.marker) < 0) {
    return stickyResult('skipped-stale', before.comment);
  }
  const created = await port.create(wanted.issue, body);
  // Other jobs may have done the same since: whoever looks last leaves the newest.
  const own = await list();
  const newest = newestOf(own)?.comment ?? created;
  const older = own.filter(({ comment }) => comment.id !== newest.id);
  if (wanted.mode === 'hide')
    for (const { comment } of await keepShown(port, older)) await port.hide(comment);
  else for (const { comment } of older) await port.remove(comment.id);
  return stickyResult(newest.id === created.id ? 'created' : 'skipped-stale', newest);
}
