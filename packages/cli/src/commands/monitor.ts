import { printDrift } from '@proofmark/report';
import { monitorDrift, readProfile } from '@proofmark/runs';
import { type Add, exitCodes, withExamples, withPlace } from '../command.ts';
import { copyDocument } from '../copy-document.ts';
import { type SharedOptions, wantsColor, workplaceOf } from '../place.ts';

type Options = SharedOptions & { profile: string; data?: string[]; out?: string };

export const addMonitor: Add = (program, io, exit) => {
  const command = program
    .command('monitor')
    .description('compare new data with the profile of a released model')
    .requiredOption('--profile <file>', 'the profile, as a release holds it')
    .option('--data <globs...>', 'files or globs of the data (default: monitor.rows of the configuration)')
    .option('--out <file>', 'copy the drift document to this file')
    .action(async (options: Options) => {
      const place = workplaceOf(io, options);
      const reference = await readProfile(place, options.profile);
      const { drift, path } = await monitorDrift(place, reference, { files: options.data });
      io.write(`${printDrift(drift, { color: wantsColor(io) })}\n`);
      await copyDocument(io, path, options.out);
      exit(drift.status === 'drifted' ? exitCodes.fail : exitCodes.pass);
    });
  withExamples(
    withPlace(command),
    'proofmark monitor --profile profile.json',
    'proofmark monitor --profile profile.json --data "logs/*.parquet"',
  );
};
