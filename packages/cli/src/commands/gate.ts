import type { Leniency } from '@proofmark/documents';
import { printVerdict } from '@proofmark/report';
import { gateModel } from '@proofmark/runs';
import { Option } from 'commander';
import { type Add, exitCodeOf, withExamples, withPlace } from '../command.ts';
import { copyDocument } from '../copy-document.ts';
import { type SharedOptions, wantsColor, workplaceOf } from '../place.ts';

type Options = SharedOptions & {
  evaluation?: string;
  policy?: string;
  onInconclusive?: Leniency;
  ledger?: string;
  waivers?: string;
  out?: string;
};

export const addGate: Add = (program, io, exit) => {
  const command = program
    .command('gate')
    .description('decide against a policy and a baseline')
    .option('--evaluation <file>', 'the evaluation document (default: evaluation.json in the documents)')
    .option('--policy <file>', 'the file with the section gates (default: the configuration)')
    .addOption(
      new Option('--on-inconclusive <what>', 'overrides the policy').choices(['fail', 'warn', 'pass']),
    )
    .option(
      '--ledger <file>',
      'where looks at test sets are counted (JSON lines), when the policy has a budget',
    )
    .option('--waivers <file>', 'overrides (JSON lines), when the policy allows them')
    .option('--out <file>', 'copy the verdict document to this file')
    .action(async (options: Options) => {
      const place = workplaceOf(io, { ...options, config: options.policy ?? options.config });
      const { verdict, path } = await gateModel(place, options);
      io.write(`${printVerdict(verdict, { color: wantsColor(io) })}\n`);
      await copyDocument(io, path, options.out);
      exit(exitCodeOf(verdict.status));
    });
  withExamples(
    withPlace(command),
    'proofmark gate --evaluation evaluation.json --policy proofmark.yml',
    'proofmark gate --on-inconclusive warn',
  );
};
