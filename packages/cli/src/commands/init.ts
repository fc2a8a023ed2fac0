import { initProject } from '@proofmark/runs';
import { type Add, withExamples } from '../command.ts';
import { workplaceOf } from '../place.ts';

type Options = { data?: string[]; model: string; force?: boolean };

export const addInit: Add = (program, io) => {
  const command = program
    .command('init')
    .description('write a starter proofmark.yml, a contract inferred from the data, and a workflow')
    .option('--data <globs...>', 'data to infer the contract from')
    .option('--model <name>', 'name of the model', 'my-model')
    .option('--force', 'overwrite files that exist')
    .action(async (options: Options) => {
      const place = workplaceOf(io, {});
      const { written, kept, missing } = await initProject(place, {
        ...options,
        files: options.data,
        force: options.force ?? false,
      });
      for (const path of written) io.write(`wrote ${path}\n`);
      for (const path of kept) io.write(`kept  ${path} (exists; --force overwrites)\n`);
      io.write(nextSteps(place.config, missing));
    });
  withExamples(command, 'proofmark init --model churn --data "data/*.csv"');
};

function nextSteps(config: string, missing: readonly string[]): string {
  const add = missing.length === 0 ? [] : [`Add to ${config}:`, ...missing.map((line) => `  ${line}`), ''];
  return [
    '',
    ...add,
    'Next:',
    `  1. edit the section evaluation of ${config}: where your predictions are, and their columns`,
    '  2. replace OWNER in .github/workflows/model.yml by the account that hosts the actions',
    '  3. run: proofmark validate',
    '',
  ].join('\n');
}
