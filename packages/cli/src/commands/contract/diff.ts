import { diffContracts, readContract } from '@proofmark/contract';
import { printContractDiff } from '@proofmark/report';
import { Option } from 'commander';
import { type Add, exitCodes, withExamples } from '../../command.ts';
import { wantsColor } from '../../place.ts';
import { readContractText, writeResult } from './read.ts';

type Options = { format: 'text' | 'json'; out?: string };

export const addDiff: Add = (program, io, exit) => {
  const command = program
    .command('diff')
    .description('tell breaking from compatible changes, and whether the version says so')
    .argument('<base>', 'the contract as it was')
    .argument('<head>', 'the contract as it is')
    .addOption(
      new Option('--format <format>', 'how the result is written').choices(['text', 'json']).default('text'),
    )
    .option('--out <file>', 'where to write it (default: standard output)')
    .action(async (base: string, head: string, { format, out }: Options) => {
      const diff = diffContracts(
        readContract(await readContractText(io, base), base),
        readContract(await readContractText(io, head), head),
      );
      const color = out === undefined && wantsColor(io);
      const text = format === 'json' ? JSON.stringify(diff, null, 2) : printContractDiff(diff, { color });
      await writeResult(io, `${text}\n`, out);
      exit(diff.status === 'fail' ? exitCodes.fail : exitCodes.pass);
    });
  withExamples(
    command,
    'git show main:contracts/flights.odcs.yaml > base.yaml',
    'proofmark contract diff base.yaml contracts/flights.odcs.yaml',
  );
};
