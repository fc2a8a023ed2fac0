import { type ReportFormat, writeDocument } from '@proofmark/documents';
import { pathIn, writeReport } from '@proofmark/runs';
import { Option } from 'commander';
import { type Add, withExamples, withPlace } from '../command.ts';
import { type SharedOptions, workplaceOf } from '../place.ts';

type Options = SharedOptions & { format: ReportFormat; file?: string; out?: string };

const defaultFiles: Record<ReportFormat, string> = {
  html: 'report.html',
  markdown: 'comment.md',
  'comment-html': 'comment.html',
};

export const addReport: Add = (program, io) => {
  const command = program
    .command('report')
    .description('show the documents as a page or as the pull-request comment')
    .addOption(
      new Option('--format <format>', 'what to write')
        .choices(Object.keys(defaultFiles))
        .default('html' satisfies ReportFormat),
    )
    .option(
      '--file <file>',
      'the file to write (default: report.html, comment.md, comment.html among the documents)',
    )
    .option('--out <file>', 'write the paths and digests of what was written and read to this file, as JSON')
    .action(async (options: Options) => {
      const place = workplaceOf(io, options);
      const file = options.file ?? `${place.out}/${defaultFiles[options.format]}`;
      const report = await writeReport(place, { documents: place.out, format: options.format, file });
      if (options.out !== undefined) await writeDocument(pathIn(place, options.out), 'report', report);
      io.write(`${report.written.path}\n`);
    });
  withExamples(
    withPlace(command),
    'proofmark report',
    'proofmark report --format markdown --file comment.md',
  );
};
