import { dirname, join } from 'node:path';
import { plain } from '@proofmark/report';
import { type VerifyVerdictFiles, verifyVerdict } from '@proofmark/runs';
import { type Add, exitCodes, withExamples } from '../command.ts';
import { workplaceOf } from '../place.ts';

/** More say no more about what is wrong. */
const SHOWN = 20;

type Options = Pick<VerifyVerdictFiles, 'policy' | 'ledger' | 'waivers'>;

export const addVerifyVerdict: Add = (program, io, exit) => {
  const command = program
    .command('verify-verdict')
    .description('compute a verdict again from its documents, without the data, and compare digit by digit')
    .argument('<evaluation>', 'the evaluation document')
    .argument(
      '<verdict>',
      'the verdict document; or a configuration, as --policy, for verdict.json beside the evaluation',
    )
    .option('--policy <file>', 'a configuration: the verdict must have been made by its policy')
    .option('--ledger <file>', 'the looks at test sets (JSON lines): the verdict must have counted them')
    .option('--waivers <file>', 'the overrides (JSON lines): the verdict must know no others')
    .action(async (evaluation: string, verdict: string, options: Options) => {
      const place = workplaceOf(io, {});
      const files = { ...options, evaluation, ...verdictOrPolicy(evaluation, verdict) };
      const { agrees, differences, taken } = await verifyVerdict(place, files);
      const rest = differences.length - SHOWN;
      const lines = [
        ...(agrees
          ? ['The verdict follows from the evaluation, digit by digit.']
          : differences.slice(0, SHOWN)),
        ...(rest > 0 ? [`... and ${rest} more`] : []),
        ...(taken.length > 0
          ? [`Took ${taken.join(' and ')} from the verdict; --ledger and --waivers compare with the records.`]
          : []),
      ];
      for (const line of lines) io.write(`${plain(line, 400)}\n`);
      exit(agrees ? exitCodes.pass : exitCodes.fail);
    });
  withExamples(
    command,
    'proofmark verify-verdict evaluation.json verdict.json',
    'proofmark verify-verdict evaluation.json verdict.json --policy proofmark.yml',
    'proofmark verify-verdict proofmark-out/evaluation.json proofmark.yml',
  );
};

/** A verdict is JSON, a configuration YAML. */
function verdictOrPolicy(evaluation: string, given: string): { verdict: string; policy?: string } {
  return /\.ya?ml$/i.test(given)
    ? { verdict: join(dirname(evaluation), 'verdict.json'), policy: given }
    : { verdict: given };
}
