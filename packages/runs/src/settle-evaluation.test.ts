import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@proofmark/documents';
import { afterAll, describe, expect, it } from 'vitest';
import { nameSettings } from './evaluation-settings.ts';
import { type EvaluateOptions, settleEvaluation } from './settle-evaluation.ts';
import type { Workplace } from './workplace.ts';

const directory = mkdtempSync(join(tmpdir(), 'proofmark-settle-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const place: Workplace = {
  directory,
  config: 'proofmark.yml',
  out: 'out',
  logger: silentLogger,
  now: () => new Date('2026-01-01T00:00:00Z'),
};

/** The section that comes of options over a configuration; `undefined`: there is none. */
async function settle(evaluation: object | undefined, options: EvaluateOptions) {
  const file = join(directory, 'proofmark.yml');
  rmSync(file, { force: true });
  if (evaluation) writeFileSync(file, JSON.stringify({ model: 'm', evaluation }));
  const { section } = await settleEvaluation(place, options);
  return section;
}

const rows = { task: 'binary', predictions: 'p.csv', columns: { 'baseline-score': 'old', label: 'y' } };
const imported = { task: 'scores', import: { format: 'promptfoo', candidate: 'c.json', baseline: 'b.json' } };

describe('what is named on the spot', () => {
  it.each<[string, object | undefined, EvaluateOptions, object, string[]]>([
    [
      'is enough without a configuration',
      undefined,
      {
        task: 'ranking',
        predictions: ['p.csv'],
        query: 'q',
        metrics: ['ndcg@10,map', ' mrr ', 'pass_rate[score=em,strict],mean[score=x]'],
      },
      {
        task: 'ranking',
        columns: { query: 'q', score: 'score' },
        metrics: ['ndcg@10', 'map', 'mrr', 'pass_rate[score=em,strict]', 'mean[score=x]'],
      },
      ['import'],
    ],
    [
      'is added to a configuration',
      rows,
      { slices: ['origin, origin x weekday'], weight: 'w', cluster: 'day', threshold: 0.2 },
      {
        slices: ['origin', { columns: ['origin', 'weekday'] }],
        weight: 'w',
        cluster: 'day',
        threshold: 0.2,
        columns: { 'baseline-score': 'old', label: 'y' },
      },
      [],
    ],
    [
      'takes the place of another baseline',
      rows,
      { baselinePredictions: ['b.csv'] },
      { 'baseline-predictions': ['b.csv'], columns: { label: 'y' } },
      ['columns.baseline-score'],
    ],
    [
      'as a column takes the place of a baseline elsewhere',
      { ...rows, columns: {}, baseline: 'release' },
      { baselineScore: 'old' },
      { columns: { 'baseline-score': 'old' } },
      ['baseline'],
    ],
    [
      'of a model overrides what is configured of it',
      { task: 'multiclass', model: 'm.onnx', rows: { files: 'r.csv' }, classes: ['a', 'b'] },
      { classes: ['b', 'a,c'], onMissingFeatures: 'warn' },
      { classes: ['b', 'a', 'c'], 'on-missing-features': 'warn' },
      [],
    ],
    [
      'as predictions takes the place of a model and of what is said of it',
      { task: 'multiclass', model: 'm.onnx', rows: { files: 'r.csv' }, features: ['x'], classes: ['a', 'b'] },
      { predictions: ['p.csv'], prediction: 'class' },
      { predictions: ['p.csv'], columns: { prediction: 'class' }, 'on-missing-features': 'fail' },
      ['model', 'rows', 'features', 'classes'],
    ],
    [
      'as results is of task aggregates',
      rows,
      { import: 'sklearn', results: 'r.json' },
      { task: 'aggregates', import: { format: 'sklearn', candidate: 'r.json' } },
      ['predictions', 'columns.baseline-score'],
    ],
    [
      'as other results keeps the rest of the import',
      imported,
      { results: 'd.json' },
      { task: 'scores', import: { format: 'promptfoo', candidate: 'd.json', baseline: 'b.json' } },
      [],
    ],
    [
      'as predictions takes the place of an import',
      imported,
      { predictions: ['p.csv'], scores: ['ok'] },
      { task: 'scores', predictions: ['p.csv'], scores: [{ column: 'ok', better: 'higher' }] },
      ['import'],
    ],
    ['is nothing when it is empty', rows, { predictions: [], metrics: [], slices: [''] }, rows, ['metrics']],
  ])('%s', async (_, evaluation, options, expected, absent) => {
    const section = await settle(evaluation, options);
    expect(section).toMatchObject(expected);
    for (const path of absent) expect(section).not.toHaveProperty(path);
  });
});

it.each([
  [
    'column "q" (evaluation.columns.query) is missing',
    {},
    'column "q" (evaluation.columns.query or --query) is missing',
  ],
  [
    'evaluation.scores: expected columns, received none',
    {},
    'evaluation.scores or --scores: expected columns, received none',
  ],
  ['evaluation.columns.baseline-rank is missing', {}, 'evaluation.columns.baseline-rank is missing'],
  ['evaluation.weight: all weights are 0', { id: 'k' }, 'evaluation.weight: all weights are 0'],
  [
    'column "k" (evaluation.columns.id): ids must be unique; not evaluation.columns.label',
    { id: 'k', slices: ['origin'] },
    'column "k" (evaluation.columns.id or --id): ids must be unique; not evaluation.columns.label',
  ],
])('%s: the flag is named where something is missing, or %o set it', (message, given, expected) => {
  expect(nameSettings(message, given, (name) => `--${name}`)).toBe(expected);
});
