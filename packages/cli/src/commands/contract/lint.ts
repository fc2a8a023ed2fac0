import { lintContract, readContract } from '@proofmark/contract';
import { showLocation } from '@proofmark/documents';
import { plain } from '@proofmark/report';
import { type Add, exitCodes, withExamples } from '../../command.ts';
import { readContractText } from './read.ts';

export const addLint: Add = (program, io, exit) => {
  const command = program
    .command('lint')
    .description('check contracts against their schema, and for what they say in vain')
    .argument('<files...>', 'the contracts')
    .action(async (files: string[]) => {
      let errors = 0;
      for (const file of files) {
        const findings = lintContract(readContract(await readContractText(io, file), file));
        for (const { severity, location, message } of findings) {
          io.write(`${plain(showLocation(location), 200)}: ${severity}: ${plain(message, 500)}\n`);
        }
        errors += findings.filter(({ severity }) => severity === 'error').length;
        if (findings.length === 0) io.write(`${file}: nothing to remark\n`);
      }
      exit(errors > 0 ? exitCodes.fail : exitCodes.pass);
    });
  withExamples(command, 'proofmark contract lint contracts/*.odcs.yaml');
};
