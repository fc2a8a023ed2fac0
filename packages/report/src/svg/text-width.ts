/**
 * The advance of characters in DejaVu Sans, in parts of the size of the letters: the widest of the fonts that readers
 * see the page in, so that what has room here has room everywhere.
 */
const ADVANCES: readonly [RegExp, number][] = [
  [/[ .,:;'|!()[\]ijlIft]/, 0.4],
  [/[%@mwMW−+<>=≤≥→←↓↑▲▼◂▸●○▮━╍┅…]/, 0.98],
  [/[A-Z]/, 0.78],
  [/[\u0020-\u024f\u0370-\u052f]/, 0.64],
];
const WIDE = 1.05;
const SIZE = 12;
const BOLD = 1.12;

export type Letters = { size?: number; bold?: boolean };

/** About how many pixels a text of one line takes, rather too many than too few. */
export function textWidth(text: string, { size = SIZE, bold = false }: Letters = {}): number {
  const advance = [...text].reduce((sum, letter) => sum + advanceOf(letter), 0);
  return advance * size * (bold ? BOLD : 1);
}

function advanceOf(letter: string): number {
  if (/\p{M}/u.test(letter)) return 0;
  return ADVANCES.find(([letters]) => letters.test(letter))?.[1] ?? WIDE;
}

/**
 * A text cut in its middle to so many pixels, for names of one family differ at either end; one that has nothing to
 * show says so.
 */
export function fitLabel(text: string, room: number, letters?: Letters): string {
  const points = [...(text || '(blank)')];
  if (textWidth(points.join(''), letters) <= room) return points.join('');
  for (let kept = points.length - 1; kept > 1; kept--) {
    const head = Math.ceil(kept / 2);
    const cut = [...points.slice(0, head), '…', ...points.slice(points.length - (kept - head))].join('');
    if (textWidth(cut, letters) <= room) return cut;
  }
  return '…';
}

/** The pixels of the widest of some texts. */
export function widest(texts: readonly string[], letters?: Letters): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, letters)));
}
