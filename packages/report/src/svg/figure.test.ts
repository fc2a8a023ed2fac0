import { text } from '@observablehq/plot';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { plain } from '../escape.ts';
import { withCurves } from '../fixtures/curves.ts';
import { failing, makeDrift, makeHistory } from '../fixtures.ts';
import { hostileCorpus } from '../hostile-corpus.ts';
import { renderSvgs } from '../html-report.ts';
import { drawFigure } from './figure.ts';
import { svgFile } from './palette.ts';

const drawWith = (change: (hostile: string) => string) =>
  svgFile(
    drawFigure({
      width: 400,
      height: 300,
      title: change(hostileCorpus.join(' ')),
      description: change(hostileCorpus.join(' ')),
      legend: hostileCorpus.map((hostile) => ({ name: change(hostile), color: 'var(--muted)' })),
      plot: {
        marks: [
          text(
            hostileCorpus.map((hostile) => change(plain(hostile, 400))),
            { x: () => 0, y: () => 0 },
          ),
        ],
      },
    }),
  );

/** Element names and attribute names, in document order. */
const tagsOf = (svg: string) =>
  [...svg.matchAll(/<\/?[a-z]+(?: [\w:-]+="[^"<]*")* ?\/?>/gi)].map(([tag]) =>
    tag.replaceAll(/="[^"]*"/g, ''),
  );

test('no hostile string adds an element or attribute to an image, and the file is XML', () => {
  const svg = drawWith((hostile) => `x${hostile}`);
  expect(tagsOf(svg)).toEqual(tagsOf(drawWith(() => 'x')));
  expect(XMLValidator.validate(svg)).toBe(true);
  expect(new XMLParser().parse(svg)).toHaveProperty('svg.title');
});

test('an image is named and described', () => {
  const svg = svgFile(
    drawFigure({ width: 10, height: 10, title: 'a & b', description: 'c', plot: { marks: [] } }),
  );
  expect(svg).toContain('<title>a &amp; b</title>');
  expect(svg).toContain('<desc>c</desc>');
});

test('every colour of a file is written out, on paper of its own, for renderers without style sheets', () => {
  const { verdict, evaluation } = failing();
  const documents = {
    verdict,
    evaluation: withCurves(evaluation),
    drift: makeDrift(),
    history: makeHistory(5),
  };
  const files = renderSvgs(documents).map(({ svg }) => svg);
  const colors = files.flatMap((svg) =>
    [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, color]) => color ?? ''),
  );
  expect(files.length).toBeGreaterThan(10);
  expect([...new Set(colors)].filter((color) => !/^(#[0-9a-f]{6}|none|white|black)$/.test(color))).toEqual(
    [],
  );
  for (const svg of files) {
    expect(svg).toContain('<rect width="100%" height="100%" fill="#ffffff" />');
    expect(svg).not.toMatch(/var\(|<style|currentColor|undefined/);
    expect(XMLValidator.validate(svg)).toBe(true);
  }
});
