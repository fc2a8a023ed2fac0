import { renderComment } from './comment.ts';
import { renderDriftIssue, renderStableIssue } from './drift-issue.ts';
import {
  type Change,
  poisonAll,
  poisonLabels,
  poisonManifest,
  poisonVerification,
} from './hostile-documents.ts';
import { renderReleaseNotes } from './release-notes.ts';
import {
  renderCheck,
  renderDriftSummary,
  renderEvaluationSummary,
  renderValidationSummary,
  renderVerdictSummary,
} from './summary.ts';
import { renderVerificationSummary } from './verification.ts';

/** Everything that is written in Markdown, by its place, from documents whose strings are changed. For tests. */
export function renderMarkdowns(change: Change): Record<string, string> {
  const documents = poisonAll(change);
  const context = { baseline: change('v1'), fork: change('eve/m') };
  const [validation] = documents.validations;
  if (!validation) throw new Error('the fixture has a validation');
  const check = renderCheck(documents, context);
  return {
    comment: renderComment(documents, context).markdown,
    'comment on labels': renderComment({ evaluation: poisonLabels(change) }).markdown,
    'check summary': check.summary,
    'check text': check.text,
    'verdict summary': renderVerdictSummary(documents, context),
    'evaluation summary': renderEvaluationSummary(documents.evaluation),
    'validation summary': renderValidationSummary(validation),
    'drift summary': renderDriftSummary(documents.drift),
    issue: renderDriftIssue(documents.drift).body,
    'closed issue': renderStableIssue(documents.drift),
    'release notes': renderReleaseNotes({ ...documents, manifest: poisonManifest(change) }),
    verification: renderVerificationSummary(poisonVerification(change)),
  };
}
