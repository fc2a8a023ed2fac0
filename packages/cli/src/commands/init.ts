import { type Init, writeDocument } from '@proofmark/documents';
import { initProject, pathIn } from '@proofmark/runs';
import { type Add, withExamples } from '../command.ts';
import { workplaceOf } from '../place.ts';

type Options = { data?: string[]; model: string; force?: boolean; out?: string };

export const addInit: Add = (program, io) => {
  const command = program
    .command('init')
    .description('write a starter proofmark.yml, a contract inferred from the data, and a workflow')
    .option('--data <globs...>', 'data to infer the contract from')
    .option('--model <name>', 'name of the model', 'my-model')
    .option('--force', 'overwrite files that exist')
    .option('--out <file>', 'write what was written and inferred to this file, as JSON')
    .action(async (options: Options) => {
      const place = workplaceOf(io, {});
      const document = await initProject(place, {
        model: options.model,
        files: options.data,
        force: options.force ?? false,
      });
      for (const { path } of document.written) io.write(`wrote ${path}\n`);
      for (const path of document.kept) io.write(`kept  ${path} (exists; --force overwrites)\n`);
      io.write(nextSteps(place.config, document));
      if (options.out !== undefined) await writeDocument(pathIn(place, options.out), 'init', document);
    });
  withExamples(command, 'proofmark init --model churn --data "data/*.csv"');
};

function nextSteps(config: string, { missing, inferred }: Init): string {
  const add = missing.length === 0 ? [] : [`Add to ${config}:`, ...missing.map((line) => `  ${line}`), ''];
  return [
    '',
    ...add,
    'Next:',
    `  1. edit the section evaluation of ${config}: where your predictions are, and their columns`,
    '  2. replace OWNER in .github/workflows/model.yml by the account that hosts the actions',
    inferred
      ? `  3. read ${inferred.contract}: it says what these data are, not what yours may be; then run: proofmark validate`
      : '  3. name your data: proofmark init --data "data/*.csv" infers a contract; then run: proofmark validate',
    '',
  ].join('\n');
}
