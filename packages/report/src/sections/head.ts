import { documentDigest, type Evaluation, type Verdict } from '@proofmark/documents';
import { formatPlural } from '@proofmark/metrics';
import { inline, prose } from '../escape.ts';
import { commitOf, modelOf, type ReportContext, type ReportDocuments } from '../input.ts';
import { showTestSet, statusMark, statusWord, validationMark, withoutStatus } from '../words.ts';
import { blamesContract, countChanges } from './contract-diff.ts';
import { failingChecks, validationWord } from './validation.ts';

/**
 * The first lines: the verdict in words, then what was compared, then what a reader must not miss.
 * A shortened commit, since the full one is in the provenance.
 */
export function showHead(documents: ReportDocuments, context: ReportContext): string {
  const { verdict } = documents;
  const title = verdict ? verdictTitle(verdict, documents) : dataTitle(documents);
  const lines = [`### ${title}<br><sub>${subject(documents, context)}</sub>`];
  if (context.fork !== undefined) {
    lines.push(
      `⚠️ **Reported by the fork's own run**, of ${inline(context.fork)}: its code, not this repository's, measured the numbers below.`,
    );
  }
  return [...lines, ...alarms(documents)].join('\n\n');
}

/** Numbers from data that are not valid prove nothing: such data come before a verdict that is no failure itself. */
function verdictTitle({ status, headline }: Verdict, { validations = [] }: ReportDocuments): string {
  const words = prose(withoutStatus(headline));
  const broken = validations.find((validation) => validation.status === 'fail');
  if (broken === undefined || status === 'fail')
    return `${statusMark[status]} ${statusWord[status]}: ${words}`;
  const gates = words.replace(/; ready to merge$/, '');
  return `${validationMark.fail} ${validationWord(broken)}, so the gates prove nothing: ${statusWord[status].toLowerCase()}, ${gates}`;
}

/** Where only data were checked, the worst of the checks; else that nothing was judged. */
function dataTitle({ evaluation, drift, validations = [] }: ReportDocuments): string {
  const worst = (['fail', 'warn', 'pass'] as const)
    .map((wanted) => validations.find(({ status }) => status === wanted))
    .find((validation) => validation !== undefined);
  return worst === undefined || evaluation || drift
    ? 'Not judged: there is no verdict document'
    : `${validationMark[worst.status]} ${validationWord(worst)}`;
}

/** "`flight-delay` at `4f2c9ab`, against baseline `v1.2.0`, on 518,831 test rows" */
function subject(documents: ReportDocuments, context: ReportContext): string {
  const { verdict, evaluation, drift, validations = [] } = documents;
  const model = modelOf(documents);
  const commit = commitOf(documents, context);
  const baseline = context.baseline ?? evaluation?.baseline?.name;
  const compared = documents.verdict?.gates.some((gate) => gate.baseline);
  const at = commit ? ` at ${inline(commit.slice(0, 7))}` : '';
  if (!verdict && !evaluation && !drift && validations.length > 0) {
    const names = validations.slice(0, 5).map(({ contract }) => inline(contract.name ?? contract.id));
    const rows = validations.reduce((sum, { data }) => sum + data.rows, 0);
    return `${names.join(', ')}${validations.length > 5 ? ', …' : ''}${at}, on ${formatPlural(rows, 'row')}`;
  }
  const parts = [
    `${model === undefined ? 'no model' : inline(model)}${at}`,
    baseline
      ? `against ${isColumn(context, evaluation) ? 'the column' : 'baseline'} ${inline(baseline)}`
      : compared
        ? ''
        : 'without a baseline',
    evaluation ? `on ${showTestSet(evaluation)}` : '',
    !evaluation && drift ? `on ${formatPlural(drift.rows, 'current row')}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** A baseline in the file of the candidate is named by its column. */
function isColumn({ baseline }: ReportContext, evaluation: Evaluation | undefined): boolean {
  const [own, other] = [evaluation?.candidate, evaluation?.baseline];
  return baseline === undefined && other?.kind === 'predictions' && own?.file.sha256 === other.file.sha256;
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
  return lines.length ? [lines.map((line) => `- ${line}`).join('\n')] : [];
}
