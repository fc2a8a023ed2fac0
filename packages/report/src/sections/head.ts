import { documentDigest } from '@proofmark/documents';
import { formatPlural } from '@proofmark/metrics';
import { inline, prose } from '../escape.ts';
import { commitOf, modelOf, type ReportContext, type ReportDocuments } from '../input.ts';
import { statusMark, statusWord, withoutStatus } from '../words.ts';
import { blamesContract, countChanges } from './contract-diff.ts';
import { failingChecks } from './validation.ts';

/**
 * The first lines: the verdict in words, then what was compared, then what a reader must not miss.
 * A shortened commit, since the full one is in the provenance.
 */
export function showHead(documents: ReportDocuments, context: ReportContext): string {
  const { verdict } = documents;
  const title = verdict
    ? `${statusMark[verdict.status]} ${statusWord[verdict.status]}: ${prose(withoutStatus(verdict.headline))}`
    : 'Not judged: there is no verdict document';
  return [`### ${title}<br><sub>${subject(documents, context)}</sub>`, ...alarms(documents)].join('\n\n');
}

/** "`flight-delay` at `4f2c9ab`, against baseline `v1.2.0`, on 518,831 test rows" */
function subject(documents: ReportDocuments, context: ReportContext): string {
  const { evaluation, drift } = documents;
  const model = modelOf(documents);
  const commit = commitOf(documents, context);
  const baseline = context.baseline ?? evaluation?.baseline?.name;
  const compared = documents.verdict?.gates.some((gate) => gate.baseline);
  const parts = [
    `${model === undefined ? 'data only' : inline(model)}${commit ? ` at ${inline(commit.slice(0, 7))}` : ''}`,
    baseline ? `against baseline ${inline(baseline)}` : compared ? '' : 'without a baseline',
    evaluation ? `on ${formatPlural(evaluation.testSet.rows, 'test row')}` : '',
    !evaluation && drift ? `on ${formatPlural(drift.rows, 'current row')}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function alarms(documents: ReportDocuments): string[] {
  const { verdict, evaluation, validations = [], drift } = documents;
  const lines = validations
    .filter(({ status }) => status === 'fail')
    .flatMap((validation) => {
      const { contract, contractDiff } = validation;
      const hidden =
        contractDiff?.status === 'fail'
          ? [
              `❌ **The contract ${inline(contract.id)} changed more than its version says**: ${countChanges(contractDiff)}, see below.`,
            ]
          : [];
      if (blamesContract(validation)) return hidden;
      const errors = failingChecks(validation).filter(({ severity }) => severity === 'error');
      return [
        `❌ **Data validation failed**: ${formatPlural(errors.length, 'rule')} of contract ${inline(contract.id)}, see below.`,
        ...hidden,
      ];
    });
  if (drift?.status === 'drifted')
    lines.push('⚠️ **The data drifted** from the profile of the release, see below.');
  if (verdict && evaluation && verdict.evaluation !== documentDigest(evaluation)) {
    lines.push(
      '⚠️ **The verdict was made from another evaluation document** than the one shown here: their digests differ.',
    );
  }
  lines.push(...(verdict?.warnings ?? []).slice(0, 10).map((warning) => `⚠️ ${prose(warning)}`));
  return lines.length ? [lines.map((line) => `- ${line}`).join('\n')] : [];
}
