import { convertToOdcs, readContract, toDocument } from '@proofmark/contract';
import { ContractDocument, check, showLocation } from '@proofmark/documents';
import { plain } from '@proofmark/report';
import { Option } from 'commander';
import { type Add, withExamples } from '../../command.ts';
import { readContractText, writeResult } from './read.ts';

const standards = ['odcs', 'proofmark'] as const;
type Standard = (typeof standards)[number];

export const addConvert: Add = (program, io) => {
  const command = program
    .command('convert')
    .description(
      'write a contract of another standard, or an older ODCS, as ODCS v3.2.0, or as the document of its rules',
    )
    .argument('<file>', 'ODCS v3, Data Package, Table Schema, JSON Schema or Croissant')
    .addOption(
      new Option('--to <standard>', 'the standard to write')
        .choices(standards)
        .default('odcs' satisfies Standard),
    )
    .option('--out <file>', 'where to write it (default: standard output)')
    .action(async (file: string, { to, out }: { to: Standard; out?: string }) => {
      const text = await readContractText(io, file);
      if (to === 'proofmark') {
        await writeResult(io, documentOf(text, file), out);
        return;
      }
      const { yaml, standard, notCarried } = convertToOdcs(text, file);
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
    'proofmark contract convert contracts/data.odcs.yaml --to proofmark --out contract.json',
  );
};

/** The contract as `validate` enforces it, checked as every document that is written. */
function documentOf(text: string, file: string): string {
  const document = check(ContractDocument, toDocument(readContract(text, file)), {
    what: file,
    code: 'document-invalid',
  });
  return `${JSON.stringify(document, null, 1)}\n`;
}
