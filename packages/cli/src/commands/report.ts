import { type ReportFormat, writeReport } from '@proofmark/runs';
import { Option } from 'commander';
import { type Add, withExamples, withPlace } from '../command.ts';
import { type SharedOptions, workplaceOf } from '../place.ts';

type Options = SharedOptions & { format: ReportFormat; out?: string };

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
      '--out <file>',
      'the file to write (default: report.html, comment.md, comment.html among the documents)',
    )
    .action(async (options: Options) => {
      const place = workplaceOf(io, options);
      const file = options.out ?? `${place.out}/${defaultFiles[options.format]}`;
      io.write(`${await writeReport(place, { documents: place.out, format: options.format, file })}\n`);
    });
  withExamples(withPlace(command), 'proofmark report', 'proofmark report --format markdown --out comment.md');
};
