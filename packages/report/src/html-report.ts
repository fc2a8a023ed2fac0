import { escapeHtml } from './escape.ts';
import { explorerScript } from './explorer.ts';
import { markdownToHtml, renderPage, showFigure } from './html.ts';
import { makeParts, type NamedFigure, type Part } from './html-parts.ts';
import { modelOf, type ReportContext, type ReportDocuments } from './input.ts';
import type { Section } from './section.ts';
import { showHead } from './sections/head.ts';
import { svgFile } from './svg/palette.ts';

/**
 * The whole report as one HTML file: every table, a forest plot of each judged change, curves, thresholds, slices,
 * the data checks with the columns that failed them, the histograms of drift. It needs no network, and its policy
 * forbids it; the one script, which moves the slider of the thresholds, is named there by its digest.
 */
export function renderHtmlReport(documents: ReportDocuments, context: ReportContext = {}): string {
  const parts = makeParts(documents, context);
  const model = modelOf(documents);
  const links = parts.map(
    ({ id, section }) => `<li><a href="#${id}">${escapeHtml(shortTitle(section))}</a></li>`,
  );
  const body = [
    `<header>${markdownToHtml(showHead(documents, context).replace(/^### /, '# '), [])}</header>`,
    `<nav aria-label="Parts of the report"><ul>${links.join('')}</ul></nav>`,
    ...parts.map(showPart),
  ];
  return renderPage(
    model === undefined ? 'Proofmark report' : `Proofmark report: ${model}`,
    body.join('\n'),
    parts.some(({ id }) => id === 'thresholds') ? explorerScript : undefined,
  );
}

/** The images of the report, each as a file of its own; names are safe for any file system. */
export function renderSvgs(documents: ReportDocuments): NamedFigure[] {
  return makeParts(documents, {}).flatMap(({ figures }) =>
    figures.map(({ name, svg }) => ({ name: `${name}.svg`, svg: svgFile(svg) })),
  );
}

function showPart({ id, section, figures, extra = '' }: Part): string {
  return [
    `<section aria-labelledby="${id}">`,
    `<h2 id="${id}">${escapeHtml(section.title)}</h2>`,
    markdownToHtml(section.body, section.charts),
    figures.length > 0
      ? `<div class="figures">${figures.map(({ svg }) => showFigure(svg)).join('\n')}</div>`
      : '',
    extra,
    '</section>',
  ].join('\n');
}

function shortTitle({ title }: Section): string {
  return title.split(':')[0] ?? title;
}
