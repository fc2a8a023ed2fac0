import { escapeHtml, html } from '../escape.ts';

/**
 * An SVG image with a name and a description for those who cannot see it. `title` and `description` may be
 * untrusted; `content` is safe SVG. Colours come from the classes in `figureCss`.
 */
export function svgFigure(options: {
  width: number;
  height: number;
  title: string;
  description: string;
  content: readonly string[];
}): string {
  const { width, height, content } = options;
  const title = html(options.title);
  return [
    `<svg class="pm" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" xmlns="http://www.w3.org/2000/svg" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<desc>${escapeHtml(options.description)}</desc>`,
    ...content,
    '</svg>',
  ].join('\n');
}

/** Text at a point; `text` may be untrusted. */
export function svgText(
  x: number,
  y: number,
  text: string,
  options: { anchor?: 'start' | 'middle' | 'end'; class?: string } = {},
): string {
  const anchor = options.anchor && options.anchor !== 'start' ? ` text-anchor="${options.anchor}"` : '';
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}"${anchor}${options.class ? ` class="${options.class}"` : ''}>${html(text)}</text>`;
}

/** Okabe and Ito's palette: told apart by readers with any colour vision; shapes and words repeat every colour. */
export const figureCss = `
svg.pm { max-width: 100%; height: auto; font: 12px -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; color: #1f2328; --bar: #9ec5e8; --bar-edge: #0072b2; --line: #b35900; --pass: #0072b2; --fail: #c04000; --unclear: #59636e; --grid: #d1d9e0; }
svg.pm text { fill: currentColor; }
svg.pm .muted { fill: var(--unclear); }
svg.pm .strong { font-weight: 600; }
svg.pm .grid { stroke: var(--grid); stroke-width: 1; }
svg.pm .zero { stroke: currentColor; stroke-width: 1; }
svg.pm .margin { stroke: var(--fail); stroke-width: 1.5; stroke-dasharray: 5 3; }
svg.pm .bar { fill: var(--bar); stroke: var(--bar-edge); }
svg.pm .outside { fill: var(--fail); stroke: var(--fail); }
svg.pm .failing { fill: var(--fail); font-weight: 600; }
svg.pm .reference { fill: var(--grid); stroke: var(--unclear); }
svg.pm .line { fill: none; stroke: var(--line); stroke-width: 2.5; }
svg.pm .dot { fill: var(--line); }
svg.pm .pass { stroke: var(--pass); fill: var(--pass); stroke-width: 2; }
svg.pm .fail { stroke: var(--fail); fill: var(--fail); stroke-width: 2; }
svg.pm .inconclusive { stroke: var(--unclear); fill: none; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
  svg.pm { color: #f0f6fc; --bar: #1b4a6b; --bar-edge: #56b4e9; --line: #e69f00; --pass: #56b4e9; --fail: #ff8a4c; --unclear: #9198a1; --grid: #3d444d; }
}`;
