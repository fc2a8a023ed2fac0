import { UserError } from '@proofmark/documents';
import type { CommentsPort } from './comments.ts';
import { explaining, hasStatus, isUncertain } from './failures.ts';
import { writeMarker } from './marker.ts';
import {
  listOwn,
  maxBodyLength,
  type StickyComment,
  type StickyKey,
  type StickyResult,
} from './own-comments.ts';
import { writeAnew } from './write-anew.ts';
import { writeInPlace } from './write-in-place.ts';

const MAX_ATTEMPTS = 3;

/**
 * Keeps the comment with this marker id on the issue: exactly one that is not folded, and only mode `hide` leaves folded
 * ones. In the end the result of the newest run stands there, whatever the order in which several jobs look and write.
 * A run that says the same a second time writes nothing, and duplicates are merged into the oldest.
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
    for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts++) {
      try {
        const written = await write(port, wanted, body);
        if (written !== undefined) return written;
      } catch (error) {
        // Uncertain: the comment may exist now. Gone: somebody deleted it since we looked. Both: look again.
        if (attempts === MAX_ATTEMPTS || !(isUncertain(error) || hasStatus(error, 404))) throw error;
      }
    }
    throw new UserError(
      'github-unavailable',
      'cannot write the comment: it is deleted whenever it is written',
    );
  });
}

/** Deletes our comments with this marker id. @returns how many there were */
export async function deleteStickyComment(port: CommentsPort, key: StickyKey, id: string): Promise<number> {
  return explaining('delete the comment', 'pull-requests: write', async () => {
    const own = await listOwn(port, key, id);
    for (const { comment } of own) await port.remove(comment.id);
    return own.length;
  });
}
