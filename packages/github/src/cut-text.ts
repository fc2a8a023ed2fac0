/**
 * Cuts Markdown to at most `limit` UTF-16 units: at a line end, so that table rows and surrogate pairs stay whole;
 * an open code fence or `<details>` is closed. `notice` is appended as a last paragraph when anything was cut.
 */
export function cutText(text: string, limit: number, notice: string): string {
  if (text.length <= limit) return text;
  const reserve = notice.length + 200;
  const start = text.slice(0, Math.max(0, limit - reserve));
  const lines = start.split('\n');
  // The last line is cut in the middle: drop it, unless it is all there is; then drop only half a character.
  const kept = lines.length > 1 ? lines.slice(0, -1) : [start.replace(/[\ud800-\udbff]$/, '')];
  let fence: string | undefined;
  let details = 0;
  for (const line of kept) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && fence === undefined) fence = mark;
    else if (mark !== undefined && fence !== undefined && mark.startsWith(fence)) fence = undefined;
    if (fence === undefined) {
      details += line.split('<details').length - line.split('</details>').length;
    }
  }
  const closing = [
    ...(fence === undefined || fence.length > 50 ? [] : [fence]),
    ...(details > 0 ? ['', '</details>'.repeat(Math.min(details, 10))] : []),
  ];
  return [...kept, ...closing, '', notice].join('\n');
}
