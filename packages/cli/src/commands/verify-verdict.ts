import { plain } from '@proofmark/report';
import { verifyVerdict } from '@proofmark/runs';
import { type Add, exitCodes, withExamples } from '../command.ts';
import { workplaceOf } from '../place.ts';

export const addVerifyVerdict: Add = (program, io, exit) => {
  const command = program
    .command('verify-verdict')
    .description('compute a verdict again from its documents, without the data, and compare digit by digit')
    .argument('<evaluation>', 'the evaluation document')
    .argument('<verdict>', 'the verdict document')
    .action(async (evaluation: string, verdict: string) => {
      const { agrees, differences } = await verifyVerdict(workplaceOf(io, {}), { evaluation, verdict });
      const lines = agrees ? ['The verdict follows from the evaluation, digit by digit.'] : differences;
      for (const line of lines) io.write(`${plain(line, 400)}\n`);
      exit(agrees ? exitCodes.pass : exitCodes.fail);
    });
  withExamples(command, 'proofmark verify-verdict evaluation.json verdict.json');
};
