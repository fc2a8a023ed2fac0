import type { Drift } from '@proofmark/documents';
import { formatPlural } from '@proofmark/metrics';
import { inline, plain } from './escape.ts';
import type { ReportContext } from './input.ts';
import { fitSections, foldSection } from './section.ts';
import { showDrift, sortDrift } from './sections/drift.ts';
import { provenanceSection } from './sections/provenance.ts';

const BODY_LIMIT = 59_500;
const ROW_LIMIT = 100;
const NAMED = 3;

/** The issue that a drifted model opens: which columns, how far, and what moved. */
export function renderDriftIssue(drift: Drift, context: ReportContext = {}): { title: string; body: string } {
  const drifted = sortDrift(drift.checks).filter(({ status }) => status === 'drifted');
  const columns = [...new Set(drifted.map(({ column }) => column))];
  const named = columns.slice(0, NAMED);
  const left = columns.length - named.length;
  const more = left > 0 ? ` and ${left} more` : '';
  const release = drift.reference.release ? ` since ${plain(drift.reference.release, 60)}` : '';
  const head = [
    `The data that ${inline(drift.model)} now sees differs from what it was released on: ${formatPlural(columns.length, 'column')} drifted, ${named.map(inline).join(', ')}${more}.`,
    showDrift(drift, ROW_LIMIT),
    'What to do: look at the columns in the order of the table. A change at the source (a new code, a unit, a broken feed) is repaired there; a change of the world calls for evaluating the model on recent rows, and perhaps for fitting it again. This issue is updated while the drift lasts and closed when a run finds the data stable again.',
  ];
  // An issue title is plain text, but a mention in it still notifies.
  const title = `Drift in ${plain(drift.model, 60)}${release}: ${named.map((name) => plain(name, 40)).join(', ')}${more}`;
  return { title: title.replaceAll('@', '@\u200b'), body: `${renderBody(head, drift, context)}\n` };
}

/** What the issue says when it is closed. */
export function renderStableIssue(drift: Drift, context: ReportContext = {}): string {
  const since = drift.provenance ? ` since ${drift.provenance.createdAt}` : '';
  const head = [
    `The data that ${inline(drift.model)} sees is stable again${since}: no column is beyond its threshold.`,
    showDrift(drift, ROW_LIMIT),
  ];
  return `${renderBody(head, drift, context)}\n`;
}

function renderBody(head: readonly string[], drift: Drift, context: ReportContext): string {
  const { markdown } = fitSections(head.join('\n\n'), [provenanceSection({ drift }, context)], {
    limit: BODY_LIMIT,
    show: foldSection,
    elsewhere: 'The drift document has everything.',
  });
  return markdown;
}
