/**
 * Every string that we did not write ourselves (metric, slice, model, branch, file, error text, anything in a
 * document) passes one of these functions before it is shown. Documents may come from a stranger's fork.
 */

const NAME_LIMIT = 120;
const PROSE_LIMIT = 400;
/** Only so much is looked at: cleaning a string of megabytes would be an attack of its own. */
const RAW_LIMIT = 4_000;
const ZERO_WIDTH_SPACE = '\u200b';

/** The named character references that stand for characters with a meaning in Markdown or in a mention. */
const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  ast: '*',
  bsol: '\\',
  colon: ':',
  commat: '@',
  dollar: '$',
  excl: '!',
  grave: '`',
  gt: '>',
  lbrack: '[',
  lowbar: '_',
  lpar: '(',
  lsqb: '[',
  lt: '<',
  nbsp: ' ',
  NewLine: ' ',
  num: '#',
  quot: '"',
  rbrack: ']',
  rpar: ')',
  rsqb: ']',
  sol: '/',
  Tab: ' ',
  verbar: '|',
  vert: '|',
  VerticalLine: '|',
};

/**
 * A code span that stays one whatever is inside, for running text (not for table cells, see `cell`).
 * At most 120 code points; mentions, entities, control, bidirectional and invisible characters are disarmed.
 */
export function inline(untrusted: string): string {
  return codeSpan(clean(untrusted, NAME_LIMIT));
}

/** As `inline`, for a table cell: GitHub splits cells at `|` even inside a code span. */
export function cell(untrusted: string): string {
  // Parsers disagree whether `\\|` splits a cell; with a character between the two there is no question.
  const text = clean(untrusted, NAME_LIMIT).replace(/\\(?=\|)/g, `\\${ZERO_WIDTH_SPACE}`);
  return codeSpan(text).replaceAll('|', '\\|');
}

/** A sentence of a document as Markdown text, for running text and table cells. At most 400 code points. */
export function prose(untrusted: string): string {
  return clean(untrusted, PROSE_LIMIT)
    .replace(/[\\`*_[\]<>#|~&^{}]/g, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^[-+=]/, '\\$&')
    .replaceAll('$', '\uff04') // a dollar sign begins mathematics, and a backslash does not stop it
    .replace(/:(?=\/\/|[\w+-]+:)/g, `:${ZERO_WIDTH_SPACE}`) // bare addresses, emoji names
    .replace(/\b(mailto|xmpp|www|gh)(?=[:.-])/gi, `$1${ZERO_WIDTH_SPACE}`)
    .replace(/#(?=\d)/g, `#${ZERO_WIDTH_SPACE}`) // issue references
    .replace(/\b(?=\d*[a-f])([0-9a-f]{6})(?=[0-9a-f]{1,34}\b)/g, `$1${ZERO_WIDTH_SPACE}`); // commit references
}

/** Text for an HTML or SVG text node or a quoted attribute. At most 400 code points. */
export function html(untrusted: string): string {
  return escapeHtml(clean(untrusted, PROSE_LIMIT));
}

/** Escapes text that is already clean, or our own. */
export function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c,
  );
}

/**
 * A label between quotes in a Mermaid chart, or in fixed-width text: letters, digits and ` ._/%=-` only,
 * everything else becomes `_`. At most `limit` characters, cut in the middle: names of one family differ at either end.
 */
export function mermaidLabel(untrusted: string, limit = 24): string {
  const text = visible(untrusted)
    .replace(/[^A-Za-z0-9 ._/%=-]/g, '_')
    .trim();
  if (text === '') return '_';
  if (text.length <= limit) return text;
  const half = (limit - 3) / 2;
  return `${text.slice(0, Math.ceil(half))}...${text.slice(-Math.floor(half))}`;
}

/** One line for a terminal or a log: nothing moves the cursor, nothing is a workflow command. */
export function plain(untrusted: string, limit: number = PROSE_LIMIT): string {
  // The runner looks for `::name` at the start of a line, and older ones for `##[` anywhere.
  return cut(visible(untrusted), limit)
    .replace(/^(\s*)(?=::)/, '$1| ')
    .replaceAll('##[', '## [');
}

/**
 * A path, glob or release tag (`model@v1.2.0`) that a user may copy into a shell, or undefined when it could do
 * anything there.
 */
export function shellWord(untrusted: string): string | undefined {
  if (untrusted.length > 200 || !/^\w[\w./*-]*(@v\d[\w.-]*)?$/.test(untrusted)) return undefined;
  return untrusted.includes('*') ? `'${untrusted}'` : untrusted;
}

function codeSpan(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

function clean(untrusted: string, limit: number): string {
  const text = cut(decodeEntities(visible(untrusted)), limit).replaceAll('@', `@${ZERO_WIDTH_SPACE}`);
  return text === '' ? '(empty)' : text;
}

/** NFC, one line, without control, format (bidirectional, zero-width, tags) and blank-looking characters. */
function visible(untrusted: string): string {
  return untrusted
    .slice(0, RAW_LIMIT)
    .normalize('NFC')
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]|\u034f|\u115f|\u1160|\u3164|\uffa0|\u2800/gu, '')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();
}

/** Until nothing is left to decode, for `&amp;#64;` is `@` after two rounds. Each round makes the text shorter. */
function decodeEntities(text: string): string {
  let decoded = text;
  let before: string;
  do {
    before = decoded;
    decoded = visible(
      before.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,12}));?/g, decodeOne),
    );
  } while (decoded !== before);
  return decoded;
}

function decodeOne(all: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) {
    return Object.hasOwn(NAMED_ENTITIES, name) ? (NAMED_ENTITIES[name] ?? all) : all;
  }
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : '';
}

function cut(text: string, limit: number): string {
  const points = [...text];
  return points.length > limit ? `${points.slice(0, limit - 1).join('')}…` : text;
}
