import { UserError } from '@proofmark/documents';
import { renderComment, renderCommentHtml, renderHtmlReport } from '@proofmark/report';
import { pathIn, readReportSource } from '@proofmark/runs';
import { type Add, withExamples, withPlace } from '../command.ts';
import { type SharedOptions, workplaceOf } from '../place.ts';
import { servePreview } from '../preview/serve-preview.ts';

type Options = SharedOptions & { port: string; open?: boolean; history?: string };

export const addPreview: Add = (program, io) => {
  const command = program
    .command('preview')
    .description(
      'serve the comment and the report to this machine, and draw them again when a document changes',
    )
    .option('--port <number>', 'the port; 0 takes a free one', '0')
    .option('--history <file>', 'evaluations of the default branch (JSON lines), as for `report`')
    .option('--open', 'show it in the browser')
    .action(async (options: Options) => {
      const place = workplaceOf(io, options);
      const read = () => readReportSource(place, { documents: place.out, history: options.history });
      // Documents that are missing should be told here, not in the browser.
      await read();
      const pages = {
        report: async () => renderHtmlReport(await read()),
        comment: async () => renderCommentHtml(renderComment(await read()), 'Proofmark comment'),
      };
      const { history } = options;
      const source = {
        directory: pathIn(place, place.out),
        history: history === undefined ? undefined : pathIn(place, history),
      };
      const { url } = await servePreview(source, pages, portOf(options.port));
      io.write(`${url}\n`);
      io.writeError('Serving until interrupted (Ctrl-C).\n');
      if (options.open) io.open(url);
    });
  withExamples(withPlace(command), 'proofmark preview --open', 'proofmark preview --port 8000');
};

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new UserError(
    'input-invalid',
    `--port: expected a number from 0 to 65535, received "${text.slice(0, 40)}"`,
  );
}
