import type { Evaluation, ReleaseManifest } from '@proofmark/documents';
import { formatPlural } from '@proofmark/metrics';
import { commandLineOf } from './command-line.ts';
import { inline, shellWord } from './escape.ts';
import { formatBytes } from './format.ts';
import type { ReportContext, ReportDocuments } from './input.ts';
import { fitSections, headSection, type Section } from './section.ts';
import { driftSection } from './sections/drift.ts';
import { showGates } from './sections/gates.ts';
import { showHead } from './sections/head.ts';
import { metricsSection } from './sections/metrics.ts';
import { provenanceSection } from './sections/provenance.ts';
import { slicesSection } from './sections/slices.ts';
import { validationSection } from './sections/validation.ts';

/** GitHub takes release notes of 125,000 characters. */
const CARD_LIMIT = 120_000;
const ROW_LIMIT = 100;

/**
 * The notes of a release, which are the model card: what the model is, how it was judged, on which data, and how to
 * verify it. Fewer than 125,000 characters.
 */
export function renderReleaseNotes(
  documents: ReportDocuments & { manifest: ReleaseManifest },
  context: ReportContext = {},
): string {
  const { manifest, verdict, evaluation, validations = [], drift } = documents;
  const head = [
    `# ${inline(manifest.model)} ${inline(manifest.modelVersion)}`,
    showHead(documents, context),
    verdict ? showGates(verdict, evaluation, 'in the verdict document') : '',
  ];
  const sections: (Section | undefined)[] = [
    evaluation && usageSection(evaluation),
    evaluation && metricsSection(evaluation),
    evaluation && slicesSection(evaluation, verdict, ROW_LIMIT),
    ...validations.map((validation) => validationSection(validation, ROW_LIMIT)),
    drift && driftSection(drift, ROW_LIMIT),
    verifySection(manifest, context),
    provenanceSection(documents, context),
  ];
  const { markdown } = fitSections(
    head.filter((part) => part !== '').join('\n\n'),
    sections.filter((section) => section !== undefined),
    {
      limit: CARD_LIMIT,
      show: (section) => headSection(section, 2),
      elsewhere: 'The documents in this release have everything.',
    },
  );
  return `${markdown}\n`;
}

function usageSection(evaluation: Evaluation): Section {
  const { task, classes, threshold, candidate } = evaluation;
  const [, positive] = classes;
  const lines = [
    `- Task: ${task}${task === 'binary' && positive !== undefined ? `, the score is for class ${inline(positive)}` : ''}`,
    threshold === undefined ? '' : `- Decision threshold: ${threshold}`,
    `- Scores come from ${inline(candidate.file.path)} (${formatBytes(candidate.file.bytes)})`,
    `- Judged on ${formatPlural(evaluation.testSet.rows, 'row')}; nothing is known beyond data like these`,
  ];
  return {
    title: 'The model',
    body: lines.filter((line) => line !== '').join('\n'),
    open: true,
    charts: [],
  };
}

function verifySection(manifest: ReleaseManifest, context: ReportContext): Section {
  const { url, unknown } = commandLineOf(context);
  const tag = shellWord(manifest.tag) ?? 'TAG';
  const files = manifest.files.slice(0, ROW_LIMIT).map(({ path, sha256 }) => {
    const name = shellWord(path);
    return name === undefined ? `# a file whose name needs care` : `${sha256}  ${name}`;
  });
  return {
    title: 'How to verify',
    body: [
      'Signature, digests and verdict are checked, and the verdict is computed again from the evaluation:',
      ['```bash', `gh release download ${tag} --dir release`, 'npx proofmark verify release', '```'].join(
        '\n',
      ),
      `Without the command line: \`npx --yes ${url} verify release\`${unknown}, or the action \`verify-model\`.`,
      'SHA-256 of the files:',
      ['```text', ...files, '```'].join('\n'),
    ].join('\n\n'),
    open: true,
    charts: [],
  };
}
