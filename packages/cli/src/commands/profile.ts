import { plain } from '@proofmark/report';
import { parseVariables, profileData } from '@proofmark/runs';
import { type Add, append, withExamples } from '../command.ts';
import { workplaceOf } from '../place.ts';

type Options = {
  config: string;
  data: string[];
  out: string;
  contract?: string;
  table?: string;
  var?: string[];
};

export const addProfile: Add = (program, io) => {
  const command = program
    .command('profile')
    .description('write the profile of data that distribution rules of a contract compare with')
    .requiredOption('--data <globs...>', 'files, globs, http(s) or s3 URLs of one table')
    .requiredOption('--out <file>', 'where to write it: a file to commit, below the directory of the run')
    .option(
      '--contract <file>',
      'read the columns as this contract declares them; classified ones are left out',
    )
    .option('--table <name>', 'the table of the contract that the data hold')
    .option('--var <name=value>', 'a value for a variable of the contract; may be repeated', append)
    .option('--config <file>', 'the configuration, for its section engine', 'proofmark.yml')
    .action(async ({ data, out, contract, table, var: variables, ...options }: Options) => {
      const { rows, columns, omitted } = await profileData(workplaceOf(io, options), {
        files: data,
        out,
        contract,
        table,
        variables: parseVariables(variables ?? [], '--var'),
      });
      const list = (names: readonly string[]) =>
        names.length === 0 ? 'none' : plain(names.join(', '), 2000);
      io.write(`rows: ${rows}\nprofiled: ${list(columns.map(({ name }) => name))}\n`);
      if (omitted.length > 0) io.write(`left out: ${list(omitted)}\n`);
      io.writeError(`Document: ${out}\n`);
    });
  withExamples(
    command,
    'proofmark profile --data "data/2024-*.parquet" --contract contracts/flights.odcs.yaml --out contracts/flights.profile.json',
    'proofmark validate --contract contracts/flights.odcs.yaml --data "data/2025-01.parquet"   # compares with it',
  );
};
