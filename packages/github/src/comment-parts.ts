import { UserError } from '@proofmark/documents';
import { type Marker, readMarker, writeMarker } from './marker.ts';

/** Begins each part of a comment that results are appended to. Nothing we render can contain such a line. */
const SEPARATOR = '\n<!-- proofmark-part ';
const RULE = '\n\n---\n';
const NOTICE = '_Earlier results were left out to stay within the limit of GitHub._\n';

const partOf = ({ run, attempt }: Marker, text: string) =>
  `run=${run} attempt=${attempt} -->\n${text.trimEnd()}`;

/**
 * The body of a comment with one more result at its end. The result of the same run and attempt is replaced, and the
 * oldest results make room, whole, for the body to have at most `limit` characters.
 *
 * @throws UserError `input-invalid` for one result that is too long alone
 */
export function appendPart(body: string, marker: Marker, text: string, limit: number): string {
  const [head = '', ...rest] = body.split(SEPARATOR);
  const first = readMarker(body);
  // The first result of a comment has no separator: it was written before anything was appended.
  const before =
    rest.length > 0 || first === undefined
      ? rest.map((part, i) => (i < rest.length - 1 ? part.replace(/\s+---\s*$/, '') : part.trimEnd()))
      : [partOf(first, body.slice(body.indexOf('\n') + 1))];
  const own = partOf(marker, '');
  const parts = [...before.filter((part) => !part.startsWith(own)), partOf(marker, text)];
  const wasCut = rest.length > 0 && head.includes(NOTICE);
  for (let left = 0; ; left++) {
    const shown = parts.slice(left);
    const next = `${writeMarker(marker)}${left > 0 || wasCut ? `\n${NOTICE}` : ''}${SEPARATOR}${shown.join(`${RULE}${SEPARATOR}`)}\n`;
    if (next.length <= limit) return next;
    if (shown.length === 1) {
      throw new UserError(
        'input-invalid',
        `the result has ${text.length} characters, which with its marker is ${next.length}: GitHub takes at most ${limit}`,
      );
    }
  }
}
