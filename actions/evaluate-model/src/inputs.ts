import { configInput, defineAction, outInput, tokenInput } from '@proofmark/action-kit';
import { evaluationSettings } from '@proofmark/runs';

type Settings = typeof evaluationSettings;

/** The settings as inputs; lists are one item a line, or separated by commas. */
const settingInputs = Object.fromEntries(
  Object.entries(evaluationSettings).map(([name, { kind, key, description }]) => [
    name,
    { kind, description: `${description} Overrides \`evaluation.${key}\`.` },
  ]),
) as { [Name in keyof Settings]: { kind: Settings[Name]['kind']; description: string } };

export const spec = defineAction({
  name: 'evaluate-model',
  inputs: {
    config: configInput,
    model: { kind: 'path', description: 'ONNX file of the candidate. Overrides `evaluation.model`.' },
    'baseline-model': {
      kind: 'path',
      description: 'ONNX file of the baseline. Overrides `evaluation.baseline-model`.',
    },
    predictions: {
      kind: 'list',
      description: 'Prediction files of the candidate, one file or glob per line, in place of a model.',
    },
    'baseline-predictions': {
      kind: 'list',
      description: 'Prediction files of the baseline, joined to those of the candidate by id.',
    },
    baseline: {
      kind: 'string',
      description:
        '`release`, `merge-base`, `model`, or the path of an evaluation document. Overrides `evaluation.baseline`.',
    },
    ...settingInputs,
    out: outInput,
    token: tokenInput,
    'mlflow-token': {
      kind: 'secret',
      description: 'Token of the MLflow tracking server that `evaluation.import` names.',
    },
  },
  outputs: {
    document: { kind: 'string', description: 'Path of the evaluation document.' },
    rows: { kind: 'number', description: 'Number of rows evaluated.' },
    'candidate-digest': { kind: 'string', description: 'SHA-256 of the model or predictions evaluated.' },
  },
});
