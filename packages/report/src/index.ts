export { type Annotation, annotateValidation, annotateVerdict } from './annotations.ts';
export { type CardRelease, renderCard, renderFrontMatter } from './card.ts';
export { type Comment, renderComment } from './comment.ts';
export { renderDriftIssue } from './drift-issue.ts';
export { inline, plain, prose } from './escape.ts';
export { renderCommentHtml } from './html.ts';
export { renderHtmlReport } from './html-report.ts';
export type { ReportContext, ReportDocuments } from './input.ts';
export {
  renderDriftSummary,
  renderEvaluationSummary,
  renderValidationSummary,
  renderVerdictSummary,
} from './summary.ts';
export { printDrift, printValidation, printVerdict, type TerminalOptions } from './terminal.ts';
