import { text } from '@observablehq/plot';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { plain } from '../escape.ts';
import { hostileCorpus } from '../hostile-corpus.ts';
import { drawFigure, svgFile } from './figure.ts';

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
  [...svg.replace(/<style>[\s\S]*?<\/style>/, '').matchAll(/<\/?[a-z]+(?: [\w:-]+="[^"<]*")* ?\/?>/gi)].map(
    ([tag]) => tag.replaceAll(/="[^"]*"/g, ''),
  );

test('no hostile string adds an element or attribute to an image, and the file is XML', () => {
  const svg = drawWith((hostile) => `x${hostile}`);
  expect(tagsOf(svg)).toEqual(tagsOf(drawWith(() => 'x')));
  expect(XMLValidator.validate(svg)).toBe(true);
  expect(new XMLParser().parse(svg)).toHaveProperty('svg.title');
});

test('an image is named and described, and its colours follow the reader', () => {
  const svg = svgFile(
    drawFigure({ width: 10, height: 10, title: 'a & b', description: 'c', plot: { marks: [] } }),
  );
  expect(svg).toContain('<title>a &amp; b</title>');
  expect(svg).toContain('<desc>c</desc>');
  expect(svg).toContain('prefers-color-scheme: dark');
});
