import { inferContractText } from '@proofmark/runs';
import { type Add, withExamples } from '../../command.ts';
import { workplaceOf } from '../../place.ts';
import { writeResult } from './read.ts';

type Options = {
  config: string;
  data: string[];
  table?: string;
  delimiter?: string;
  null?: string[];
  out?: string;
};

export const addInfer: Add = (program, io) => {
  const command = program
    .command('infer')
    .description('write a contract that data keep: types, ranges, values, keys, share of nulls')
    .requiredOption('--data <globs...>', 'files, globs, http(s) or s3 URLs of one table')
    .option('--table <name>', 'its name in the contract (default: the name of the first file)')
    .option('--delimiter <text>', 'what separates the columns of text files (default: looked for)')
    .option('--null <texts...>', 'texts that mean null in text files (default: the empty one)')
    .option('--config <file>', 'the configuration, for its section engine', 'proofmark.yml')
    .option('--out <file>', 'where to write it (default: standard output)')
    .action(async ({ data, table, delimiter, null: nullText, out, config }: Options) => {
      const layout = {
        ...(delimiter === undefined ? {} : { delimiter }),
        ...(nullText === undefined ? {} : { nullText }),
      };
      const options = { layout, ...(table === undefined ? {} : { table }) };
      await writeResult(io, await inferContractText(workplaceOf(io, { config }), data, options), out);
    });
  withExamples(
    command,
    'proofmark contract infer --data "data/flights-*.parquet" --out contracts/flights.odcs.yaml',
  );
};
