import { convertToOdcs } from '@proofmark/contract';
import { showLocation } from '@proofmark/documents';
import { plain } from '@proofmark/report';
import { Option } from 'commander';
import { type Add, withExamples } from '../../command.ts';
import { readContractText, writeResult } from './read.ts';

export const addConvert: Add = (program, io) => {
  const command = program
    .command('convert')
    .description('write a contract of another standard, or an older ODCS, as ODCS v3.2.0')
    .argument('<file>', 'ODCS v3, Data Package, Table Schema, JSON Schema or Croissant')
    .addOption(new Option('--to <standard>', 'the standard to write').choices(['odcs']).default('odcs'))
    .option('--out <file>', 'where to write it (default: standard output)')
    .action(async (file: string, { out }: { out?: string }) => {
      const { yaml, standard, notCarried } = convertToOdcs(await readContractText(io, file), file);
      await writeResult(io, yaml, out);
      const rest = notCarried.length
        ? `${notCarried.length} not enforced or left out:`
        : 'all of it is carried over';
      io.writeError(`read as ${standard}; ${rest}\n`);
      for (const { what, reason, location } of notCarried) {
        io.writeError(`${plain(showLocation(location), 200)}: ${plain(`${what}: ${reason}`, 500)}\n`);
      }
    });
  withExamples(
    command,
    'proofmark contract convert datapackage.json --to odcs --out contracts/data.odcs.yaml',
    'proofmark contract convert events.schema.json',
  );
};
