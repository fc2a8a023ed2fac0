import type { Toolkit } from './toolkit.ts';

/** The job summary of this step, in GitHub Markdown. Calls append. */
export type Summary = { write(markdown: string): Promise<void> };

/** GitHub refuses the whole summary of a step beyond this. */
export const summaryLimitBytes = 1024 * 1024;

const cutNote =
  '\n\n> [!NOTE]\n> This summary was cut at 1 MiB. The JSON documents of this run hold everything.\n';

/** Writes to the job summary and keeps all of it together within GitHub's limit. */
export function actionSummary(toolkit: Toolkit): Summary {
  let left = summaryLimitBytes;
  return {
    async write(markdown) {
      if (toolkit.env.GITHUB_STEP_SUMMARY === undefined)
        return toolkit.debug('this runner has no job summary');
      const text = fitSummary(`${markdown}\n`, left - 1);
      left -= Buffer.byteLength(text) + 1;
      if (text !== '') toolkit.appendSummary(text);
    },
  };
}

/** Cuts Markdown to `limit` bytes at the end of a paragraph, closes an open code fence, and says that it was cut. */
export function fitSummary(markdown: string, limit: number): string {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  const room = limit - Buffer.byteLength(cutNote) - 4;
  if (room <= 0) return '';
  // A multi-byte character cut in half decodes to U+FFFD; the cut at a paragraph's end drops it again.
  const head = Buffer.from(markdown).subarray(0, room).toString('utf8');
  const paragraph = head.lastIndexOf('\n\n');
  const kept = paragraph < 0 ? '' : head.slice(0, paragraph);
  const open = (kept.match(/^```/gm) ?? []).length % 2 === 1;
  return `${kept}${open ? '\n```' : ''}${cutNote}`;
}
