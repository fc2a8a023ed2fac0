import { type ReportFormat, writeDocument } from '@proofmark/documents';
import { pathIn, writeReport, writeSvgs } from '@proofmark/runs';
import { Option } from 'commander';
import { type Add, withExamples, withPlace } from '../command.ts';
import { type SharedOptions, workplaceOf } from '../place.ts';

type Options = SharedOptions & {
  format: ReportFormat;
  file?: string;
  out?: string;
  svg?: string;
  open?: boolean;
  history?: string;
};

const defaultFiles: Record<ReportFormat, string> = {
  html: 'report.html',
  markdown: 'comment.md',
  'comment-html': 'comment.html',
  junit: 'report.junit.xml',
  gitlab: 'metrics.txt',
  'gitlab-code-quality': 'gl-code-quality-report.json',
};

export const addReport: Add = (program, io) => {
  const command = program
    .command('report')
    .description('show the documents as a page, as the pull-request comment, or for other CI')
    .addOption(
      new Option('--format <format>', 'what to write')
        .choices(Object.keys(defaultFiles))
        .default('html' satisfies ReportFormat),
    )
    .option(
      '--file <file>',
      `the file to write (default, among the documents: ${Object.values(defaultFiles).join(', ')})`,
    )
    .option(
      '--history <file>',
      'evaluations of the default branch (JSON lines), as the branch proofmark holds them: history/MODEL.jsonl',
    )
    .option('--svg <directory>', 'also write each plot as an SVG file into this directory')
    .option('--open', 'show what was written in the browser')
    .option('--out <file>', 'write the paths and digests of what was written and read to this file, as JSON')
    .action(async (options: Options) => {
      const place = workplaceOf(io, options);
      const file = options.file ?? `${place.out}/${defaultFiles[options.format]}`;
      const source = { documents: place.out, history: options.history };
      const report = await writeReport(place, { ...source, format: options.format, file });
      if (options.out !== undefined) await writeDocument(pathIn(place, options.out), 'report', report);
      io.write(`${report.written.path}\n`);
      if (options.svg !== undefined) {
        for (const path of await writeSvgs(place, { ...source, directory: options.svg }))
          io.write(`${path}\n`);
      }
      if (options.open) io.open(pathIn(place, file));
    });
  withExamples(
    withPlace(command),
    'proofmark report --open',
    'git show origin/proofmark:history/MODEL.jsonl > history.jsonl && proofmark report --history history.jsonl',
    'proofmark report --svg plots',
    'proofmark report --format markdown --file comment.md',
    'proofmark report --format junit --file report.xml',
    'proofmark report --format gitlab --file metrics.txt',
  );
};
