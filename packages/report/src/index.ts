export { type Annotation, annotateValidation, annotateVerdict, hasDataLines } from './annotations.ts';
export { type Comment, renderComment } from './comment.ts';
export { renderDriftIssue, renderStableIssue } from './drift-issue.ts';
export { inline, plain, prose } from './escape.ts';
export { renderGitlabCodeQuality } from './gitlab-code-quality.ts';
export { renderGitlabMetrics } from './gitlab-metrics.ts';
export type { ReportContext, ReportDocuments } from './input.ts';
export { renderJunit } from './junit.ts';
export { renderCommentHtml, renderHtmlReport, renderSvgs } from './pages.ts';
export { renderReleaseNotes } from './release-notes.ts';
export { renderSarif } from './sarif.ts';
export { renderDiagnosisSarif } from './sarif-diagnosis.ts';
export {
  renderCheck,
  renderDriftSummary,
  renderEvaluationSummary,
  renderValidationSummary,
  renderVerdictSummary,
} from './summary.ts';
export type { TerminalOptions } from './terminal/layout.ts';
export { printContractDiff } from './terminal/print-contract-diff.ts';
export { printDiagnosis } from './terminal/print-diagnosis.ts';
export { printDrift } from './terminal/print-drift.ts';
export { printEvaluation } from './terminal/print-evaluation.ts';
export { printPlan } from './terminal/print-plan.ts';
export { printValidation } from './terminal/print-validation.ts';
export { printVerdict } from './terminal/print-verdict.ts';
export { printVerification, renderVerificationSummary, type Verification } from './verification.ts';
