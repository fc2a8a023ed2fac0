import type { Evaluation } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { renderComment } from './comment.ts';
import { withCurves } from './fixtures/curves.ts';
import { measured, plain, taskEvaluations } from './fixtures/tasks.ts';
import { failing, makeDrift, makeHistory, makeProfile, makeValidation, passing } from './fixtures.ts';
import { renderHtmlReport, renderSvgs } from './html-report.ts';
import { renderVerdictSummary } from './summary.ts';

test.each<[string, Evaluation, string[]]>([
  [
    'binary',
    withCurves(failing().evaluation),
    'roc precision-recall scores-candidate scores-baseline calibration thresholds confusion-candidate confusion-baseline slices-origin-1 slices-weekday-2'.split(
      ' ',
    ),
  ],
  ['multiclass', taskEvaluations.multiclass, ['confusion-candidate', 'confusion-baseline', 'classes-f1-1']],
  ['multilabel', taskEvaluations.multilabel, ['labels-candidate', 'labels-baseline', 'classes-f1-1']],
  ['regression', taskEvaluations.regression, ['residuals']],
  ['ranking', taskEvaluations.ranking, ['ranking-1']],
  ['forecast', taskEvaluations.forecast, ['residuals', 'slices-horizon-1']],
])('the report of a %s task draws what there is to see', (_task, evaluation, names) => {
  const figures = renderSvgs({ evaluation });
  expect(figures.map(({ name }) => name)).toEqual(names.map((name) => `${name}.svg`));
});

test('slices of numbers stand in the order of the numbers, so that a horizon reads as one', () => {
  const [figure] = renderSvgs({
    evaluation: {
      ...plain,
      estimates: ['10', '2', '1'].map((value) => measured('accuracy', 0.8, [{ column: 'horizon', value }])),
    },
  }).filter(({ name }) => name.startsWith('slices'));
  expect(figure?.svg).toMatch(/<desc>.*: 1 0\.79.*; 2 0\.79.*; 10 0\.79/);
});

test('classes of several labels a row are told from their counts, without claims', () => {
  const { markdown } = renderComment({ evaluation: taskEvaluations.multilabel });
  expect(markdown).toContain('<b>Per class: 2 classes</b>');
  expect(markdown).toContain('| `a` | 100 | 0.8000<br><sub>+0.1333</sub> | 0.8000<br><sub>0.0000</sub> |');
  expect(markdown).toContain('Counts alone have no interval');
});

describe('the history of the default branch', () => {
  const documents = { ...passing(), history: makeHistory(12) };

  test('is drawn in the report: each metric that gates look at, the candidate, and the new test set', () => {
    const figures = renderSvgs(documents).filter(({ name }) => name.startsWith('history'));
    expect(figures.map(({ name }) => name)).toEqual([
      'history-roc-auc-1.svg',
      'history-accuracy-2.svg',
      'history-log-loss-3.svg',
    ]);
    expect(figures[0]?.svg).toContain('12 evaluations of the default branch, from 0.64');
    expect(figures[0]?.svg).toContain('The test set changed on the way.');
    const page = renderHtmlReport(documents);
    expect(page).toContain('<h2 id="history">History: 12 evaluations of the default branch</h2>');
    expect(page).toContain('<a href="#history">History</a>');
  });

  test('is in the job summary, with the tables of classes, flips and size', () => {
    const summary = renderVerdictSummary(documents);
    for (const title of ['History: 12 evaluations', 'Flipped examples:', 'Size:', 'Per class:'])
      expect(summary).toContain(`#### ${title}`);
    expect(summary).toContain('title "roc_auc over time"');
  });
});

test('latency and cost stand beside the size, with their intervals and past runs', () => {
  const evaluation: Evaluation = {
    ...plain,
    measures: [
      {
        name: 'latency_p95',
        unit: 'ms',
        direction: 'lower',
        value: 38.2,
        quantile: 0.95,
        rows: 2_000,
        order: [
          { rank: 1_870, value: 36.1 },
          { rank: 1_930, value: 40.3 },
        ],
      },
      { name: 'cost', direction: 'lower', value: 1.5, history: [1.1, 1.2, 1.3] },
      { name: 'archive', unit: 'bytes', direction: 'lower', value: 351_052, history: [340_000, 342_000] },
    ],
  };
  const { markdown } = renderComment({ evaluation });
  expect(markdown).toContain('<b>Latency and size: 3 measures, 187\u00a0KB, ×\u00a088.7</b>');
  expect(markdown).toContain(
    '| `latency_p95`\u00a0↓<br><sub>of 2,000 values</sub> | –<br><sub>\u00a0</sub> | 38.2\u00a0ms<br><sub>36.1\u00a0to\u00a040.3</sub> | –<br><sub>\u00a0</sub> |',
  );
  expect(markdown).toMatch(/\| `cost`\u00a0↓ \| 1\.20+<br>.+ \| 1\.50+<br>.+ \| \+0\.30+<br>/);
  expect(markdown).toMatch(
    /`archive`\u00a0↓<br><sub>351,052 bytes<\/sub> \| 341\.0\u00a0KB<br>.+ \| 351\.1\u00a0KB<br>.+ \| \+10\.1\u00a0KB<br>/,
  );
});

test('both models are drawn to one scale of shares', () => {
  const evaluation = withCurves(failing().evaluation);
  const scores = renderSvgs({ evaluation }).filter(({ name }) => name.startsWith('scores'));
  const shares = scores.map(({ svg }) => [...svg.matchAll(/>(\d+)\s*&#160;%</g)].map(([, share]) => share));
  expect(shares).toHaveLength(2);
  expect(shares[0]?.length).toBeGreaterThan(1);
  expect(shares[0]).toEqual(shares[1]);
});

test('histograms of drift stand in the order of the table, with both shares and without empty rows', () => {
  const drift = makeDrift();
  const [delay, origin] = drift.columns;
  if (
    delay === undefined ||
    origin?.reference.kind !== 'categorical' ||
    origin.current.kind !== 'categorical'
  )
    throw new Error('the fixture has a column of numbers and one of names');
  const whole = {
    reference: { ...origin.reference, other: 0 },
    current: { ...origin.current, other: 0 },
  };
  const figures = renderSvgs({ drift: { ...drift, columns: [whole, delay] } });
  expect(figures.map(({ name }) => name)).toEqual(['drift-1-delay.svg', 'drift-2-origin.svg']);
  expect(figures[1]?.svg).toContain('7.9&#160;% → 7.7&#160;%');
  expect(figures[1]?.svg).not.toContain('(all others)');
});

test('values that are known to fail are marked, in words too', () => {
  const validation = makeValidation('fail');
  const profile = makeProfile();
  const [column] = profile.columns.filter(({ kind }) => kind === 'categorical');
  if (column?.kind !== 'categorical') throw new Error('the fixture has a column of names');
  const [value = ''] = column.values.map((one) => one.value);
  const checks = validation.checks.map((check) =>
    check.status === 'fail'
      ? { ...check, column: column.name, evidence: { masked: false, rows: [{ row: 1, value }] } }
      : check,
  );
  const figures = renderSvgs({ validations: [{ ...validation, checks }], profile });
  const marked = figures.flatMap(({ svg }) => [...svg.matchAll(/✗ failing</g)]);
  expect(marked).toHaveLength(1);
});

describe('the table of every gate', () => {
  const hasTable = (gates: number) => {
    const { verdict } = failing();
    return renderHtmlReport({ verdict: { ...verdict, gates: verdict.gates.slice(0, gates) } }).includes(
      'id="every-gate"',
    );
  };

  test('is there where the first one folds gates, and not where it would repeat them', () => {
    expect([hasTable(1_000), hasTable(3)]).toEqual([true, false]);
  });
});

test('the confusion matrix is drawn, and its table is behind a fold', () => {
  const page = renderHtmlReport({ evaluation: taskEvaluations.multiclass });
  expect(page).toMatch(/<summary><b>The confusion matrix as a table<\/b><\/summary>\s*<table/);
  expect(page).not.toContain('id="curves"');
  expect(renderHtmlReport({ evaluation: taskEvaluations.regression })).toContain(
    '>Residuals: the whole test set',
  );
});
