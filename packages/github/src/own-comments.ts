import type { CommentsPort, IssueComment } from './comments.ts';
import { compareMarkers, type Marker, readMarker } from './marker.ts';

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

export type Own = { comment: IssueComment; marker: Marker };

/** Our comments with this marker id, folded or not, oldest first. */
export async function listOwn(port: CommentsPort, { issue, author }: StickyKey, id: string): Promise<Own[]> {
  return (await port.list(issue)).flatMap((comment) => {
    const marker = readMarker(comment.body);
    return comment.author === author && marker?.id === id ? [{ comment, marker }] : [];
  });
}

/** Those that readers see: somebody, or mode `hide`, may have folded the others. */
export async function keepShown(port: CommentsPort, own: readonly Own[]): Promise<Own[]> {
  if (own.length === 0) return [];
  const folded = await port.listFolded(own.map(({ comment }) => comment));
  return own.filter(({ comment }) => !folded.has(comment.nodeId));
}

/** The first of several that are equally new. */
export function newestOf<T extends { marker: Marker }>(items: readonly T[]): T | undefined {
  return items.reduce<T | undefined>(
    (a, b) => (a === undefined || compareMarkers(b.marker, a.marker) > 0 ? b : a),
    undefined,
  );
}

/** The moment a document was made, which another attempt of the same run changes and nothing else. */
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

/**
 * Whether a body says what `fresh` would, so that it need not be written again: below the marker, apart from times.
 * Only for the same run. The marker of a later one must move forward whatever the text, or a run between the two
 * could overwrite it.
 */
export function saysTheSame(body: string, fresh: string): boolean {
  if (readMarker(body)?.run !== readMarker(fresh)?.run) return false;
  return bare(body) === bare(fresh);
}

function bare(body: string): string {
  return body
    .replace(/^.*\r?\n/, '')
    .replaceAll('\r\n', '\n')
    .replace(TIME, '')
    .trimEnd();
}

export function stickyResult(action: StickyResult['action'], { id, url }: IssueComment): StickyResult {
  return { action, id, url };
}
