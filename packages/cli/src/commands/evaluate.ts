import { showReceived, UserError } from '@proofmark/documents';
import { printEvaluation } from '@proofmark/report';
import { type EvaluateOptions, evaluateModel, evaluationSettings } from '@proofmark/runs';
import type { Command } from 'commander';
import { type Add, withExamples, withPlace } from '../command.ts';
import { copyDocument } from '../copy-document.ts';
import { type SharedOptions, workplaceOf } from '../place.ts';

type Options = SharedOptions & EvaluateOptions & { history?: string; out?: string };

export const addEvaluate: Add = (program, io) => {
  const command = program
    .command('evaluate')
    .description('measure a model with its uncertainty')
    .option('--predictions <globs...>', 'predictions of the candidate')
    .option('--baseline-predictions <globs...>', 'predictions of the baseline, joined by id')
    .option('--model <file>', 'ONNX file of the candidate')
    .option('--baseline-model <file>', 'ONNX file of the baseline')
    .option('--baseline <file>', 'evaluation document of the baseline, in place of its rows');
  for (const [name, setting] of Object.entries(evaluationSettings)) addSetting(command, name, setting);
  command
    .option(
      '--history <file>',
      'of measures with `history: branch`: the past runs, as the branch proofmark holds them',
    )
    .option('--out <file>', 'copy the evaluation document to this file')
    .action(async (options: Options) => {
      const place = workplaceOf(io, options);
      const { evaluation, path } = await evaluateModel(place, options, {
        history: options.history,
        mlflowToken: io.env.MLFLOW_TRACKING_TOKEN,
        showSetting: (name) => `--${name}`,
      });
      io.write(`${printEvaluation(evaluation)}\n`);
      await copyDocument(io, path, options.out);
    });
  withExamples(
    withPlace(command),
    'proofmark evaluate --predictions p.parquet --task binary --id row --label y --score p --slices origin,weekday',
    'proofmark evaluate --predictions new.csv --baseline-predictions old.csv --task regression --id id --label y --score yhat',
    "proofmark evaluate --predictions p.csv --task multiclass --prediction class --class-scores 'p_{class}'",
    'proofmark evaluate --predictions ranked.csv --task ranking --query query --id item --label relevance --score s',
    'proofmark evaluate --import lm-eval --results new/results.json --baseline-results old/results.json',
    'proofmark evaluate            # everything from the configuration',
  );
};

type Setting = (typeof evaluationSettings)[keyof typeof evaluationSettings];

/** A flag of a setting; the help begins in lower case and ends without a full stop, as everywhere. */
function addSetting(command: Command, name: string, { kind, value, description }: Setting): void {
  const help = `${description.slice(0, 1).toLowerCase()}${description.slice(1).replace(/\.$/, '')}`;
  const flag = `--${name} <${value}${kind === 'list' ? '...' : ''}>`;
  if (kind === 'number') command.option(flag, help, (text) => readNumber(name, text));
  else command.option(flag, help);
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new UserError('input-invalid', `--${name}: expected a number, received ${showReceived(text)}`);
}
