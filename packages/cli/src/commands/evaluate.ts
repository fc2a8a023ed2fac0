import { showReceived, UserError } from '@proofmark/documents';
import { printEvaluation } from '@proofmark/report';
import { evaluateModel } from '@proofmark/runs';
import { type Add, withExamples, withPlace } from '../command.ts';
import { copyDocument } from '../copy-document.ts';
import { type SharedOptions, workplaceOf } from '../place.ts';

type Options = SharedOptions & {
  predictions?: string[];
  baselinePredictions?: string[];
  model?: string;
  baselineModel?: string;
  baseline?: string;
  task?: string;
  id?: string;
  label?: string;
  score?: string;
  baselineScore?: string;
  threshold?: number;
  out?: string;
};

export const addEvaluate: Add = (program, io) => {
  const command = program
    .command('evaluate')
    .description('measure a model with its uncertainty')
    .option('--predictions <globs...>', 'predictions of the candidate')
    .option('--baseline-predictions <globs...>', 'predictions of the baseline, joined by id')
    .option('--model <file>', 'ONNX file of the candidate')
    .option('--baseline-model <file>', 'ONNX file of the baseline')
    .option('--baseline <file>', 'evaluation document of the baseline, in place of its rows')
    .option('--task <task>', 'binary or regression; others, such as ranking, from the configuration')
    .option('--id <column>', 'column that identifies a row')
    .option('--label <column>', 'column with the true value')
    .option('--score <column>', 'column with the score (binary: probability of the positive class)')
    .option('--baseline-score <column>', 'column with the score of the baseline, in the same file')
    .option('--threshold <number>', 'scores of at least this predict the positive class', readNumber)
    .option('--out <file>', 'copy the evaluation document to this file')
    .action(async (options: Options) => {
      const place = workplaceOf(io, options);
      const { evaluation, path } = await evaluateModel(place, options, {
        mlflowToken: io.env.MLFLOW_TRACKING_TOKEN,
      });
      io.write(`${printEvaluation(evaluation)}\n`);
      await copyDocument(io, path, options.out);
    });
  withExamples(
    withPlace(command),
    'proofmark evaluate --predictions p.parquet --task binary --id row --label y --score p',
    'proofmark evaluate --predictions new.csv --baseline-predictions old.csv --task regression --id id --label y --score yhat',
    'proofmark evaluate            # everything from the configuration',
  );
};

function readNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new UserError('input-invalid', `--threshold: expected a number, received ${showReceived(text)}`);
}
