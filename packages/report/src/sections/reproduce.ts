import { commandLineOf } from '../command-line.ts';
import { shellWord } from '../escape.ts';
import { commitOf, type ReportContext, type ReportDocuments } from '../input.ts';
import type { Section } from '../section.ts';

/** The commands that give the same numbers on a laptop. Names that a shell could misread become placeholders. */
export function reproduceSection(documents: ReportDocuments, context: ReportContext): Section {
  const { verdict, evaluation, validations = [] } = documents;
  const commit = commitOf(documents, context);
  const checkout = commit && /^[0-9a-f]{7,64}$/.test(commit) ? [`git checkout ${commit}`] : [];
  const validate = validations.map(
    ({ contract, data }) =>
      `npx proofmark validate --contract ${word(contract.file.path, 'CONTRACT')} ${data.stored ? `--trino-table ${word(data.stored.table, 'TABLE')}` : `--data ${word(data.files.length === 1 ? data.files[0]?.path : undefined, 'DATA')}`}`,
  );
  const { url, unknown } = commandLineOf(context);
  const commands = [
    ...checkout,
    ...validate,
    ...(evaluation ? ['npx proofmark evaluate --out evaluation.json'] : []),
    ...(verdict ? ['npx proofmark gate --evaluation evaluation.json --policy proofmark.yml'] : []),
  ];
  return {
    title: 'How to reproduce this on your machine',
    body: [
      ['```bash', ...commands, '```'].join('\n'),
      `\`npx proofmark\` is the command line of these actions. Once: \`npm install --save-dev ${url}\`${unknown}.`,
      'The verdict is pure arithmetic on the evaluation document: `gate` needs neither the data nor the model.',
    ].join('\n\n'),
    open: false,
    charts: [],
  };
}

function word(path: string | undefined, placeholder: string): string {
  return (path === undefined ? undefined : shellWord(path)) ?? placeholder;
}
