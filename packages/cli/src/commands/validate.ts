import { printValidation } from '@proofmark/report';
import { validateData } from '@proofmark/runs';
import { type Add, exitCodes, withExamples, withPlace } from '../command.ts';
import { copyDocument } from '../copy-document.ts';
import { type SharedOptions, wantsColor, workplaceOf } from '../place.ts';

type Options = SharedOptions & {
  contract?: string;
  data?: string[];
  out?: string;
  failOnUnsupported?: boolean;
};

export const addValidate: Add = (program, io, exit) => {
  const command = program
    .command('validate')
    .description('check data against a contract')
    .option('--contract <file>', 'the data contract (default: those of the configuration)')
    .option('--data <globs...>', 'files or globs of the data')
    .option('--fail-on-unsupported', 'fail when a declared constraint cannot be enforced')
    .option('--out <file>', 'copy the validation document to this file')
    .action(async (options: Options) => {
      const place = workplaceOf(io, options);
      const { validations, status } = await validateData(place, {
        contract: options.contract,
        files: options.data,
        failOnUnsupported: options.failOnUnsupported ?? false,
      });
      for (const { document, path } of validations) {
        io.write(`${printValidation(document, { color: wantsColor(io) })}\n`);
        await copyDocument(io, path, options.out);
      }
      exit(status === 'fail' ? exitCodes.fail : exitCodes.pass);
    });
  withExamples(
    withPlace(command),
    'proofmark validate --contract contracts/flights.odcs.yaml --data "data/*.parquet"',
    'proofmark validate            # everything the configuration names',
  );
};
