import { XMLValidator } from 'fast-xml-parser';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { renderComment } from './comment.ts';
import { hostileCorpus } from './hostile-corpus.ts';
import { type Change, poisonAll, poisonLabels } from './hostile-documents.ts';
import { harmlessCorpus, INVISIBLE, scatter, ways } from './hostile-ways.ts';
import { renderCommentHtml } from './html.ts';
import { renderHtmlReport, renderSvgs } from './html-report.ts';

/** Attributes whose value is ours, whatever the documents say; those of words and of places differ. */
const EXACT = new Set(['href', 'id', 'class', 'style', 'http-equiv', 'content', 'type', 'role', 'for']);
/** What fetches or runs something, wherever it stands. */
const ACTIVE = /^(on.*|src|srcset|xlink:href|action|formaction|data|poster|background|ping|srcdoc|is)$/i;
const ELEMENTS = new Set(
  'html head meta title style body main header nav section script h1 h2 h3 ul li a p sub b br strong em del code pre table caption thead tbody tr th td details summary div figure svg desc g line text tspan path rect circle input label output'.split(
    ' ',
  ),
);

type Element = { tag: string; attributes: string[] };

/** The elements of a page as a parser of HTML finds them; groups of plots depend on the length of words. */
function read(page: string): { elements: Element[]; words: string; raw: string } {
  const { document } = parseHTML(page);
  const all = [...document.querySelectorAll('*')];
  return {
    elements: all.map((element) => ({
      tag: element.localName,
      attributes: [...element.attributes]
        .map(({ name, value }) => (EXACT.has(name) ? `${name}=${value}` : name))
        .sort(),
    })),
    words: all
      .filter(({ localName }) => localName !== 'style' && localName !== 'script')
      .flatMap(({ childNodes }) => [...childNodes].filter(({ nodeType }) => nodeType === 3))
      .map(({ textContent }) => textContent)
      .join('\n'),
    raw: [...document.querySelectorAll('style, script')].map(({ textContent }) => textContent).join('\n'),
  };
}

/** Without groups, whose presence depends on the length of words, and what shows itself only once. */
function structure({ elements }: { elements: Element[] }): string[] {
  return elements
    .filter(({ tag }) => tag !== 'g')
    .map(({ tag, attributes }) => [tag, ...attributes].join(' '));
}

function renderPages(change: Change): Record<string, string> {
  const documents = poisonAll(change);
  const evaluation = poisonLabels(change);
  return {
    comment: renderCommentHtml(renderComment(documents), change('t')),
    report: renderHtmlReport(documents),
    'report on labels': renderHtmlReport({ evaluation }),
  };
}

describe.each(ways)('a hostile string put $way', ({ add }) => {
  const clean = Object.entries(renderPages(scatter(harmlessCorpus(hostileCorpus), 0, add))).map(([, page]) =>
    read(page),
  );
  const turns = process.env.PROOFMARK_FULL === '1' ? 7 : 40;

  test('adds no element, attribute, link or script to a page', () => {
    for (let turn = 0; turn < hostileCorpus.length; turn += turns) {
      const pages = Object.entries(renderPages(scatter(hostileCorpus, turn, add)));
      for (const [i, [place, page]] of pages.entries()) {
        const found = read(page);
        const problems = {
          structure: structure(found),
          unknown: found.elements.filter(({ tag }) => !ELEMENTS.has(tag)),
          active: found.elements.filter(({ attributes }) => attributes.some((name) => ACTIVE.test(name))),
          foreign: found.elements
            .flatMap(({ attributes }) => attributes)
            .filter((name) => name.startsWith('href=') && !/^href=#[a-z0-9-]+$/.test(name)),
          raw: found.raw === clean[i]?.raw,
          invisible: INVISIBLE.exec(found.words)?.[0]?.codePointAt(0),
        };
        const expected = { unknown: [], active: [], foreign: [], raw: true, invisible: undefined };
        expect({ turn, place, ...problems }).toEqual({
          turn,
          place,
          structure: clean[i] && structure(clean[i]),
          ...expected,
        });
      }
    }
  });

  test('leaves every image XML with a name of letters, digits and hyphens', () => {
    for (let turn = 0; turn < hostileCorpus.length; turn += turns * 3) {
      for (const { name, svg } of renderSvgs(poisonAll(scatter(hostileCorpus, turn, add)))) {
        expect({ turn, name, valid: XMLValidator.validate(svg) }).toEqual({ turn, name, valid: true });
        expect(name).toMatch(/^[a-z0-9-]+\.svg$/);
      }
    }
  });
});
