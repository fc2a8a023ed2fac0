import { createHash } from 'node:crypto';
import { Marked } from 'marked';
import type { Comment } from './comment.ts';
import { escapeHtml, html } from './escape.ts';
import { githubCss } from './github-css.ts';
import { drawXyChart } from './svg/draw-xy-chart.ts';
import { figureCss } from './svg/palette.ts';
import { mermaidChart, type XyChart } from './xy-chart.ts';

/** GitHub's frame of a comment, which the style sheet of Markdown does not have. */
const pageCss = `
body { margin: 0; background: #ffffff; }
main.markdown-body { box-sizing: border-box; max-width: 900px; margin: 24px auto; padding: 16px; border: 1px solid #d1d9e0; border-radius: 6px; }
.markdown-body { font-size: 14px; }
@media (max-width: 600px) { main.markdown-body { margin: 0; border: 0; } .markdown-body figure.wide svg { min-width: 640px; } }
@media screen and (prefers-color-scheme: dark) { body { background: #0d1117; } main.markdown-body { border-color: #3d444d; } }
.markdown-body figure { margin: 0 0 16px; overflow-x: auto; break-inside: avoid; }
.markdown-body .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 8px; }
.markdown-body .figures .wide { grid-column: 1 / -1; }
.markdown-body .scroll { max-height: 480px; overflow: auto; }
.markdown-body #threshold { width: min(100%, 420px); vertical-align: middle; accent-color: #0969da; }
.markdown-body summary { cursor: pointer; }
.markdown-body nav li { display: inline-block; margin-right: 1.2em; }
@page { margin: 12mm; }
@media print {
  body { background: none; } main.markdown-body { border: 0; margin: 0; padding: 0; max-width: none; } nav, #explorer, details.screen { display: none; }
  details::details-content { display: block; content-visibility: visible; } h2, h2 + *, p:has(+ .figures), p:has(+ ul) { break-after: avoid; } tr { break-inside: avoid; }
  .markdown-body { font-size: 11px; } .markdown-body table { display: table; width: auto; max-width: 100%; } .markdown-body th, .markdown-body td { padding: 3px 8px; }
  .markdown-body figure { overflow: visible; } .markdown-body figure svg { min-width: 0; } .markdown-body .figures { grid-template-columns: 1fr 1fr; }
}
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }`;

/** `comment.html`: the comment as GitHub draws it, in one file that asks the network for nothing. */
export function renderCommentHtml(comment: Pick<Comment, 'markdown' | 'charts'>, title: string): string {
  return renderPage(title, markdownToHtml(comment.markdown, comment.charts));
}

/**
 * A page with its style inside. `title` may be untrusted, `body` is safe HTML. No script can run in it but `script`,
 * our own, which the policy names by its digest.
 */
export function renderPage(title: string, body: string, script?: string): string {
  const digest = script && createHash('sha256').update(script).digest('base64');
  const policy = digest ? `script-src 'sha256-${digest}'; ` : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${policy}style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${html(title)}</title>
<style>
${forPaper(githubCss)}
${pageCss}
${figureCss}
</style>
</head>
<body>
<main class="markdown-body">
${body}
</main>${script ? `\n<script>${script}</script>` : ''}
</body>
</html>
`;
}

/** Paper is light, whatever the screen of the reader is. */
function forPaper(css: string): string {
  return css
    .replaceAll('@media (prefers-color-scheme: dark)', '@media screen and (prefers-color-scheme: dark)')
    .replaceAll('@media (prefers-color-scheme: light)', '@media print, (prefers-color-scheme: light)');
}

/** A wide image scrolls on a narrow screen, with the keyboard too. */
export function showFigure(svg: string): string {
  const [, width] = /viewBox="0 0 (\d+) /.exec(svg) ?? [];
  return Number(width) > 500
    ? `<figure class="wide" tabindex="0">${svg}</figure>`
    : `<figure>${svg}</figure>`;
}

/** Our own Markdown to HTML, with the Mermaid blocks of known charts drawn in place. */
export function markdownToHtml(markdown: string, charts: readonly XyChart[]): string {
  const drawings = new Map(charts.map((chart) => [mermaidText(chart), chart]));
  const marked = new Marked({ gfm: true, breaks: false });
  marked.use({
    renderer: {
      code({ text, lang }) {
        const chart = lang === 'mermaid' ? drawings.get(text) : undefined;
        return chart
          ? `${showFigure(drawXyChart(chart))}\n`
          : `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`;
      },
      tablecell({ tokens, header, align }) {
        const text = this.parser.parseInline(tokens);
        const style = align ? ` align="${align}"` : '';
        return header ? `<th scope="col"${style}>${text}</th>\n` : `<td${style}>${text}</td>\n`;
      },
    },
  });
  // A table wider than the screen scrolls, with the keyboard too.
  return marked.parse(markdown, { async: false }).replaceAll('<table>', `<table tabindex="0">`);
}

/** The text between the fences. */
function mermaidText(chart: XyChart): string {
  return mermaidChart(chart).split('\n').slice(1, -1).join('\n');
}
