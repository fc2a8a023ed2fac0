import { inferContractText } from '@proofmark/runs';
import { type Add, withExamples } from '../../command.ts';
import { workplaceOf } from '../../place.ts';
import { writeResult } from './read.ts';

export const addInfer: Add = (program, io) => {
  const command = program
    .command('infer')
    .description('write a contract that data keep: types, ranges, values, keys, share of nulls')
    .requiredOption('--data <globs...>', 'files or globs of one table')
    .option('--out <file>', 'where to write it (default: standard output)')
    .action(async ({ data, out }: { data: string[]; out?: string }) => {
      await writeResult(io, await inferContractText(workplaceOf(io, {}), data), out);
    });
  withExamples(
    command,
    'proofmark contract infer --data "data/flights-*.parquet" --out contracts/flights.odcs.yaml',
  );
};
