import { type EvaluationSection, UserError } from '@proofmark/documents';

/**
 * Refuses a section whose keys do not go together, which its schema alone cannot.
 * @throws UserError `config-invalid`
 */
export function refuseContradictions(section: EvaluationSection): void {
  const { task, model, predictions, rows, columns, threshold } = section;
  const given = (key: 'baseline-model' | 'baseline-predictions') => section[key] !== undefined;
  const problems: readonly (readonly [boolean, string])[] = [
    [
      task === 'aggregates',
      'evaluation.task: aggregates have no rows to evaluate; set evaluation.import, or the task of the predictions',
    ],
    [
      section.import !== undefined,
      'evaluation.import: expected only with task aggregates, or with task scores for rows; set evaluation.task: aggregates',
    ],
    [
      model === undefined && predictions === undefined,
      'nothing to evaluate: set evaluation.predictions, or evaluation.model with evaluation.rows',
    ],
    [
      model !== undefined && predictions !== undefined,
      'evaluation.model and evaluation.predictions are both set: keep one of them',
    ],
    [
      model !== undefined && rows === undefined,
      'evaluation.model needs evaluation.rows: the files that the model is run on',
    ],
    [
      model === undefined && rows !== undefined,
      'evaluation.rows needs evaluation.model: predictions are not run again',
    ],
    [
      model === undefined && given('baseline-model'),
      'evaluation.baseline-model needs evaluation.model and evaluation.rows; use baseline-predictions',
    ],
    [
      given('baseline-model') && given('baseline-predictions'),
      'evaluation.baseline-model and evaluation.baseline-predictions are both set: keep one of them',
    ],
    [
      columns['baseline-score'] !== undefined &&
        (model !== undefined || given('baseline-model') || given('baseline-predictions')),
      'evaluation.columns.baseline-score is for a baseline in the same prediction file: remove it, or the other baseline',
    ],
    [
      section.baseline !== undefined &&
        section.baseline !== 'model' &&
        (given('baseline-model') || given('baseline-predictions') || columns['baseline-score'] !== undefined),
      'evaluation.baseline: expected no other baseline beside it; remove it, or baseline-model, baseline-predictions and columns.baseline-score',
    ],
    [
      section.baseline === 'model' && model === undefined,
      'evaluation.baseline: a model is run again on evaluation.rows; set evaluation.model and evaluation.rows, or use release',
    ],
    [
      task === 'binary' && (threshold < 0 || threshold > 1),
      `evaluation.threshold: expected a probability, from 0 to 1, received ${threshold}; every row would get the same class`,
    ],
  ];
  const hasClasses = task === 'multiclass' || task === 'multilabel';
  const ofClasses = (['prediction', 'baseline-prediction', 'scores', 'baseline-scores'] as const).find(
    (key) => columns[key] !== undefined,
  );
  const ofTasks = [
    ['ranking', 'rank', columns.rank ?? columns['baseline-rank']],
    ['forecast', 'quantiles', columns.quantiles ?? columns['baseline-quantiles']],
  ] as const;
  const foreign = ofTasks.find(([of, , value]) => value !== undefined && task !== of);
  const more: readonly (readonly [boolean, string])[] = [
    [
      task !== 'binary' && task !== 'regression' && task !== 'multiclass' && model !== undefined,
      `evaluation.model: models are run for binary, multiclass and regression tasks, received task ${task}; write the predictions to a file and set evaluation.predictions`,
    ],
    [
      !hasClasses && ofClasses !== undefined,
      `evaluation.columns.${ofClasses}: expected only for multiclass and multilabel tasks, received with task ${task}; set evaluation.columns.score`,
    ],
    [
      foreign !== undefined,
      `evaluation.columns.${foreign?.[1]}: expected only for ${foreign?.[0]} tasks, received with task ${task}; remove it`,
    ],
    [
      section.classes !== undefined && (task !== 'multiclass' || model === undefined),
      'evaluation.classes: expected only for an ONNX model of a multiclass task; remove it',
    ],
    [
      task === 'multiclass' &&
        model !== undefined &&
        ofClasses !== undefined &&
        !given('baseline-predictions'),
      `evaluation.columns.${ofClasses}: expected only for predictions from files, received with evaluation.model; remove it`,
    ],
    [
      section.scores !== undefined && task !== 'scores',
      `evaluation.scores: expected only for scores tasks, received with task ${task}; set evaluation.columns`,
    ],
    [
      section.history !== undefined && task !== 'forecast',
      `evaluation.history: expected only for forecast tasks, received with task ${task}; remove it`,
    ],
    [
      columns['baseline-rank'] !== undefined && given('baseline-predictions'),
      'evaluation.columns.baseline-rank is for a baseline in the same prediction file: remove it, or evaluation.baseline-predictions',
    ],
    [
      (columns['baseline-prediction'] !== undefined || columns['baseline-scores'] !== undefined) &&
        given('baseline-predictions'),
      'evaluation.columns.baseline-prediction and baseline-scores are for a baseline in the same prediction file: remove them, or evaluation.baseline-predictions',
    ],
  ];
  const problem = [...problems, ...more].find(([found]) => found);
  if (problem) throw new UserError('config-invalid', problem[1]);
}
