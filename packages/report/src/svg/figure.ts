import { type PlotOptions, plot, text } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escapeHtml, html, plain } from '../escape.ts';
import { type Axis, bottomAxis, bottomTicks, leftAxis, leftRoom, leftTicks, rightRoom } from './axes.ts';
import { fitLabel, textWidth } from './text-width.ts';

export type Figure = {
  width: number;
  height: number;
  /** The name of the image; may be untrusted, as may `description`. */
  title: string;
  /** What it shows, in words and numbers, for those who cannot see it. */
  description: string;
  /** Names of series under the title, each in its colour; may be untrusted. */
  legend?: readonly { name: string; color: string }[];
  /** Axes of numbers; the plot gets their domains, and margins that hold their labels unless it names its own. */
  bottom?: Axis;
  left?: Axis;
  plot: PlotOptions;
};

const MARGIN_TOP = 48;
const LEGEND_GAP = 16;
/** Of the heading to the edges of the image. */
const INSET = 4;

/**
 * An SVG image drawn by Observable Plot, with a name and a description. No text of it can become markup: it passes
 * through a document of linkedom, which escapes it. Colours are the variables of the palette.
 */
export function drawFigure({
  width,
  height,
  title,
  description,
  legend = [],
  bottom,
  left,
  plot: options,
}: Figure): string {
  const name = html(title);
  const marginLeft = options.marginLeft ?? leftRoom(left);
  const marginRight = options.marginRight ?? rightRoom(bottom);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const drawn = plot({
    marginTop: MARGIN_TOP,
    marginBottom: 40,
    ...(bottom && { x: { domain: [...bottom.domain] } }),
    ...(left && { y: { domain: [...left.domain] } }),
    ...options,
    marginLeft,
    marginRight,
    document,
    width,
    height,
    marks: [
      ...(bottom ? bottomAxis(bottomTicks(bottom, width - marginLeft - marginRight), bottom.label) : []),
      ...(left ? leftAxis(leftTicks(left), left.label) : []),
      ...(options.marks ?? []),
      ...heading(title, legend, { left: marginLeft, top: options.marginTop ?? MARGIN_TOP, width }),
    ],
  });
  drawn.querySelector('style')?.remove();
  return [
    `<svg class="pm" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" xmlns="http://www.w3.org/2000/svg" text-anchor="middle" fill="currentColor" aria-label="${name}">`,
    `<title>${name}</title>`,
    `<desc>${escapeHtml(plain(description, 2_000))}</desc>`,
    shorten(String(drawn.innerHTML)),
    '</svg>',
  ].join('\n');
}

/** The title over the plot, the series under it, each behind the one before and cut to the room there is. */
function heading(
  title: string,
  legend: NonNullable<Figure['legend']>,
  at: { left: number; top: number; width: number },
) {
  const place = { facet: 'super', frameAnchor: 'top-left', textAnchor: 'start', lineAnchor: 'top' } as const;
  const room = at.width - 2 * INSET;
  const each = (room - (legend.length - 1) * LEGEND_GAP) / legend.length;
  const names = legend.map(({ name }) => boldLine(name, each));
  return [
    text([boldLine(title, room)], { ...place, dx: INSET - at.left, dy: 2 - at.top, fontWeight: 600 }),
    ...legend.map(({ color }, i) =>
      text([names[i] ?? ''], {
        ...place,
        dx:
          INSET -
          at.left +
          names.slice(0, i).reduce((left, name) => left + textWidth(name, { bold: true }) + LEGEND_GAP, 0),
        dy: 19 - at.top,
        fill: color,
        fontWeight: 600,
      }),
    ),
  ];
}

/** Plot would break lines. */
function boldLine(words: string, room: number): string {
  return fitLabel(plain(words, 400).replace(/\s+/g, ' '), room, { bold: true });
}

/** Two decimals of a pixel are enough, and what Plot says to screen readers is hidden under the image's own name. */
function shorten(content: string): string {
  return content
    .replace(/(?<=[ ",(MLHVZ])-?\d+\.\d{3,}(?=[ ",)MLHVZ])/g, (number) =>
      String(Number(Number(number).toFixed(2))),
    )
    .replaceAll(/ aria-(?:label|hidden|description)="[^"]*"/g, '');
}

export const candidateSeries = { name: '● candidate', color: 'var(--candidate)' };
export const baselineSeries = { name: '○ baseline', color: 'var(--baseline)' };

/** Paper around letters that lines of the grid would cross. */
export const overGrid = { stroke: 'var(--paper)', strokeWidth: 4 } as const;
