import { parseHTML } from 'linkedom';
import { marked, type Token } from 'marked';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { hostileCorpus } from './hostile-corpus.ts';
import { renderMarkdowns } from './hostile-markdowns.ts';
import { harmlessCorpus, INVISIBLE, scatter, ways } from './hostile-ways.ts';

/** The structure of Markdown without its words: what kind of thing stands where, and the HTML verbatim. */
function skeleton(tokens: readonly Token[]): string {
  const parts = tokens.map((token): string => {
    switch (token.type) {
      case 'text':
      case 'escape':
        return 'tokens' in token && token.tokens ? skeleton(token.tokens) : 'text';
      case 'html':
        return token.raw.trim();
      case 'table':
        return `table(${token.header.length};${token.rows
          .map((row: { tokens: Token[] }[]) => row.map(({ tokens: inner }) => skeleton(inner)).join('|'))
          .join(';')})`;
      case 'list':
        return `list(${token.items.map((item: { tokens: Token[] }) => skeleton(item.tokens)).join(';')})`;
      case 'code':
        return `code(${token.lang})`;
      default:
        return 'tokens' in token && token.tokens ? `${token.type}(${skeleton(token.tokens)})` : token.type;
    }
  });
  return parts.join(' ').replace(/text( text)+/g, 'text');
}

/**
 * The cells of each line of the tables, as cmark-gfm splits them: at every `|` that no backslash escapes, in code spans
 * too. Parsers pad and cut rows silently, so that a broken row shows here alone.
 */
function brokenRows(markdown: string): string[] {
  const lines = markdown.split('\n');
  return lines.filter((line, i) => {
    if (!line.startsWith('|')) return false;
    const head = lines.findLastIndex((other, at) => at < i && !other.startsWith('|')) + 1;
    return countCells(line) !== countCells(lines[head] ?? '');
  });
}

function countCells(row: string): number {
  const inside = row.replace(/^\|/, '').replace(/\|$/, '');
  return inside.replace(/\\[!-/:-@[-`{-~]/g, '').split('|').length;
}

/** Markdown as CommonMark and GitHub's extensions read it, then as a browser would: elements with their attributes. */
function elements(markdown: string): string[] {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  return [...document.body.querySelectorAll('*')].map((element) => {
    const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`);
    return [element.localName, ...attributes].join(' ');
  });
}

/** What GitHub's filter would make a mention of: it reads the text outside of code. */
const MENTION = /@[\w-]|&#\w+;|&commat/gi;

/** A tag stands in a command to copy, inside a fence, where nobody is mentioned. */
const OWN_COMMAND = /^gh release download .*$/m;

test('the corpus has at least 300 strings', () => {
  expect(new Set(hostileCorpus).size).toBeGreaterThanOrEqual(300);
});

/** What a chart may say: our own words, colours and numbers, and labels of letters, digits and little else. */
const CHART_LINE =
  /^(---|config:| +(xyChart|themeVariables):| +(width|height): \d+| +plotColorPalette: "#\w{6}(, #\w{6})?"|xychart-beta| {2}title "[\w ./%=-]*"| {2}x-axis \["[\w ./%=-]*"(, "[\w ./%=-]*")*\]| {2}y-axis "[\w ./%=-]*" -?[\d.]+ --> -?[\d.]+| {2}(bar|line) \[-?[\d.]+(, -?[\d.]+)*\])$/;

function brokenCharts(markdown: string): string[] {
  const charts = [...markdown.matchAll(/^```mermaid\n([\s\S]*?)\n```$/gm)].map(([, text = '']) => text);
  return charts.flatMap((text) => text.split('\n')).filter((line) => !CHART_LINE.test(line));
}

describe.each(ways.map((one, number) => ({ ...one, number })))(
  'a hostile string put $way',
  ({ add, number }) => {
    // Each string alone is put everywhere in one of the ways; all of them in all ways take minutes.
    const alone = hostileCorpus.filter(
      (_, i) => process.env.PROOFMARK_FULL === '1' || i % ways.length === number,
    );
    const harmless = renderMarkdowns(add('x'));
    const wanted = Object.fromEntries(
      Object.entries(harmless).map(([place, text]) => [place, skeleton(marked.lexer(text))]),
    );

    test('changes the structure of no Markdown', () => {
      for (const hostile of alone) {
        for (const [place, text] of Object.entries(renderMarkdowns(add(hostile)))) {
          const found = skeleton(marked.lexer(text));
          const same = found === wanted[place];
          const problems = {
            differing: same ? [] : found.split(' space ').filter((part) => !wanted[place]?.includes(part)),
            same,
            brokenRows: brokenRows(text),
            brokenCharts: brokenCharts(text),
            mentions: text.replace(OWN_COMMAND, '').match(MENTION),
            invisible: text.match(INVISIBLE),
          };
          const none = {
            differing: [],
            same: true,
            brokenRows: [],
            brokenCharts: [],
            mentions: null,
            invisible: null,
          };
          expect({ hostile, place, ...problems }).toEqual({ hostile, place, ...none });
        }
      }
    });

    test('is no element, link or image for a CommonMark parser with GitHub’s extensions', () => {
      const clean = Object.entries(renderMarkdowns(scatter(harmlessCorpus(hostileCorpus), 0, add))).map(
        ([, text]) => elements(text),
      );
      for (let turn = 0; turn < hostileCorpus.length; turn += 46) {
        const markdowns = Object.entries(renderMarkdowns(scatter(hostileCorpus, turn, add)));
        for (const [i, [place, text]] of markdowns.entries()) {
          expect({ turn, place, found: elements(text) }).toEqual({ turn, place, found: clean[i] });
        }
      }
    });
  },
);
