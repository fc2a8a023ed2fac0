import { Marked } from 'marked';
import type { Comment } from './comment.ts';
import { escapeHtml, html } from './escape.ts';
import { githubCss } from './github-css.ts';
import { drawXyChart } from './svg/draw-xy-chart.ts';
import { figureCss } from './svg/figure.ts';
import { mermaidChart, type XyChart } from './xy-chart.ts';

/** GitHub's frame of a comment, which the style sheet of Markdown does not have. */
const pageCss = `
body { margin: 0; background: #ffffff; }
main { box-sizing: border-box; max-width: 900px; margin: 24px auto; padding: 16px; border: 1px solid #d1d9e0; border-radius: 6px; }
.markdown-body { font-size: 14px; }
@media (max-width: 600px) { main { margin: 0; border: 0; } .markdown-body figure svg { min-width: 560px; } }
@media (prefers-color-scheme: dark) { body { background: #0d1117; } main { border-color: #3d444d; } }
.markdown-body figure { margin: 0 0 16px; overflow-x: auto; }
.markdown-body summary { cursor: pointer; }
.markdown-body nav li { display: inline-block; margin-right: 1.2em; }
@media print { main { border: 0; max-width: none; } details > *:not(summary) { display: block; } }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }`;

/** `comment.html`: the comment as GitHub draws it, in one file that asks the network for nothing. */
export function renderCommentHtml(comment: Pick<Comment, 'markdown' | 'charts'>, title: string): string {
  return renderPage(title, markdownToHtml(comment.markdown, comment.charts));
}

/** A page with its style inside. `title` may be untrusted, `body` is safe HTML. No script can run in it. */
export function renderPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${html(title)}</title>
<style>
${githubCss}
${pageCss}
${figureCss}
</style>
</head>
<body>
<main class="markdown-body">
${body}
</main>
</body>
</html>
`;
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
          ? `<figure>${drawXyChart(chart)}</figure>\n`
          : `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`;
      },
      tablecell({ tokens, header, align }) {
        const text = this.parser.parseInline(tokens);
        const style = align ? ` align="${align}"` : '';
        return header ? `<th scope="col"${style}>${text}</th>\n` : `<td${style}>${text}</td>\n`;
      },
    },
  });
  return marked.parse(markdown, { async: false });
}

/** The text between the fences. */
function mermaidText(chart: XyChart): string {
  return mermaidChart(chart).split('\n').slice(1, -1).join('\n');
}
