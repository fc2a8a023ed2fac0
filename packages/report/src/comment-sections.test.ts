import type { Evaluation, Verdict } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { renderComment } from './comment.ts';
import { failing, firstRun, makeHistory, passing } from './fixtures.ts';
import { renderCheck } from './summary.ts';

const NB = '\u00a0';
const sectionOf = (markdown: string, title: string) => {
  const start = markdown.indexOf(`<summary><b>${title}`);
  return start < 0 ? undefined : markdown.slice(start, markdown.indexOf('</details>', start));
};
const rowsOf = (section = '') => section.split('\n').filter((line) => line.startsWith('| '));

describe('flipped examples', () => {
  test('are told by their ids', () => {
    const section = sectionOf(
      renderComment(passing()).markdown,
      'Flipped examples: 8,214 newly wrong, 9,310',
    );
    expect(rowsOf(section).slice(2)).toEqual([
      `| ▼${NB}right → wrong | 8,214<br><sub>1.6${NB}%</sub> | \`104233\` \`220871\` \`400012\` |`,
      `| ▲${NB}wrong → right | 9,310<br><sub>1.8${NB}%</sub> | \`11873\` \`[masked: e-mail]\` |`,
    ]);
  });

  // Fagerland et al. 2013: 1 and 7 discordant pairs, mid-p 0.0391.
  test.each([
    ['of independent rows', {}, `3.9${NB}% of cases (McNemar’s test, mid-p)`],
    ['of clusters', { cluster: 'day' }, undefined],
    ['of weighted rows', { weight: 'share' }, undefined],
  ])('say how often chance splits them so: %s', (_name, columns, text) => {
    const scenario = passing();
    const flips = { column: 'row', seed: 1, lost: { rows: 1, ids: [] }, won: { rows: 7, ids: [] } };
    const evaluation = { ...scenario.evaluation, cluster: undefined, ...columns, flips };
    const { markdown } = renderComment({ ...scenario, evaluation });
    expect(markdown.includes('McNemar')).toBe(text !== undefined);
    expect(markdown).toContain(text ?? 'Flipped examples: 1 newly wrong');
  });

  test('are no section where nothing flipped', () => {
    expect(renderComment(firstRun()).markdown).not.toContain('Flipped');
  });
});

describe('classes', () => {
  const cells = (rows: readonly [string, string, string, number][]) =>
    rows.map(([label, candidate, baseline, n]) => ({ label, candidate, baseline, rows: n }));
  const evaluation: Evaluation = {
    ...passing().evaluation,
    task: 'multiclass',
    classes: ['bird', 'cat', 'do|g'],
    metrics: ['accuracy'],
    estimates: [],
    sums: [
      {
        slice: [],
        rows: 900,
        cells: cells([
          ['bird', 'bird', 'bird', 300],
          ['cat', 'cat', 'cat', 200],
          ['cat', 'do|g', 'cat', 90],
          ['cat', 'do|g', 'do|g', 10],
          ['do|g', 'do|g', 'do|g', 250],
          ['do|g', 'do|g', 'cat', 50],
        ]),
        moments: { unit: 'row', features: [], strata: [] },
      },
    ],
  };

  test('stand worst change first, with support, and the confusion matrix', () => {
    const section = sectionOf(
      renderComment({ evaluation }).markdown,
      'Per class: 3 classes, 2 with a clear loss',
    );
    const rows = rowsOf(section).slice(2);
    expect(rows.map((row) => row.split(' | ').slice(0, 2).join(' '))).toEqual([
      '| `cat` 300',
      '| `do\\|g` 300',
      '| `bird` 300',
      '| Label predicted `bird`',
      '| :-- --:',
      '| `bird` **300**<br><sub>0</sub>',
      '| `cat` 0<br><sub>0</sub>',
      '| `do\\|g` 0<br><sub>0</sub>',
    ]);
    expect(rows[0]).toMatch(/0\.667<br><sub>−0\.300\u00a0▼<\/sub>/);
  });

  test('of clustered rows show the metrics that were measured, and the counts', () => {
    const [sums] = evaluation.sums;
    if (!sums) throw new Error('the fixture has sums');
    const clustered: Evaluation = {
      ...evaluation,
      sums: [{ ...sums, moments: { unit: 'cluster', features: ['rows'], strata: [] } }],
      estimates: [
        {
          metric: 'recall[class=cat]',
          slice: [],
          rows: 900,
          candidate: { value: 0.5, interval: null },
          baseline: null,
          change: null,
        },
      ],
    };
    const rows = rowsOf(sectionOf(renderComment({ evaluation: clustered }).markdown, 'Per class'));
    expect(rows[2]).toBe('| `cat` | 300 | – | 0.5000 | – |');
    expect(rows[3]).toContain('Label');
  });
});

test('a loss in a slice that no gate looks at is told as such', () => {
  const { evaluation, verdict } = failing();
  const titleWith = (gates: Verdict['gates']) =>
    /Slices: .*/.exec(renderComment({ evaluation, verdict: { ...verdict, gates } }).markdown)?.[0];
  expect(titleWith(verdict.gates)).toMatch(/ \d+ with a clear loss</);
  expect(titleWith(verdict.gates.filter(({ slice }) => slice.length === 0))).toMatch(
    / \d+ with a clear loss that no gate judges</,
  );
});

describe('the history', () => {
  const markdown = renderComment({ ...failing(), history: makeHistory(12) }).markdown;
  const section = sectionOf(markdown, 'History: 12 evaluations of the default branch');

  test('ends with the candidate, newest first', () => {
    const [, , first, second] = rowsOf(section);
    expect(first).toContain(`❌${NB}\`candidate\` | this run | 0.675`);
    expect(second).toContain('| 2026-10-19 |');
  });

  test('is drawn as a line of the metric that gates look at first', () => {
    expect(section).toMatch(
      /```mermaid\n---\n(.*\n)+xychart-beta\n {2}title "roc_auc over time"\n(.*\n)+ {2}line \[/,
    );
    expect(section).not.toContain('  bar [');
  });

  test('says where the test set changed', () => {
    expect(section).toContain('<sub>new test set</sub>');
    expect(section).toContain('The test set changed on the way');
  });

  test('tells metrics that are new, gone and renamed', () => {
    const documents = passing();
    const history = makeHistory(1);
    const { estimates } = documents.evaluation;
    const brier = estimates.find(({ metric, slice }) => metric === 'brier' && slice.length === 0);
    const [last] = history;
    if (!last || !brier?.baseline) throw new Error('the fixtures have both');
    const renamed = {
      ...last,
      metrics: [...last.metrics, { metric: 'brier_score', value: brier.baseline.value, interval: null }],
    };
    const all = sectionOf(renderComment({ ...documents, history: [renamed] }).markdown, 'All metrics');
    expect(all).toContain(`\`f1\`${NB}↑<br><sub>proportion, ➕ new</sub>`);
    expect(all).toContain(`\`brier\`${NB}↓<br><sub>squared probability, was \`brier_score\`</sub>`);
    expect(all).toContain('| `gini`<br><sub>➖ removed</sub> | 0.3000 | – | – |');
    expect(sectionOf(renderComment(documents).markdown, 'All metrics')).not.toMatch(/new|removed|was/);
  });
});

describe('the budget of the test set', () => {
  test.each([
    [3, 'Test-set budget: look 3 of 32', '3 of 32, 29 looks left'],
    [33, 'Test-set budget: ⚠️ spent', '33 of 32, which is too many'],
  ])('after look %i', (look, title, text) => {
    const { evaluation, verdict } = passing();
    const budget = {
      steps: 32,
      adaptivity: 'first-change' as const,
      assumes: 'nobody tells',
      testSet: 'md5-sum:abc',
      look,
      passedBefore: false,
      recorded: 'ledger' as const,
    };
    expect(
      sectionOf(renderComment({ evaluation, verdict: { ...verdict, budget } }).markdown, title),
    ).toContain(text);
  });
});

test('the bests that the Ladder told are listed', () => {
  const { evaluation, verdict } = passing();
  const budget = {
    steps: 32,
    adaptivity: 'ladder' as const,
    assumes: 'nobody tells',
    testSet: 'md5-sum:abc',
    look: 2,
    passedBefore: true,
    bests: [{ metric: 'recall', slice: [{ column: 'a', value: '|' }], value: 0.75, standardError: 0.01 }],
    recorded: 'ledger' as const,
  };
  const { markdown } = renderComment({ evaluation, verdict: { ...verdict, budget } });
  expect(sectionOf(markdown, 'Test-set budget')).toMatch(
    /^\| Best told before: `?recall`? on `?a=\\\|`? \| 0\.75\d* \|$/m,
  );
});

describe('overriding', () => {
  const { evaluation, verdict } = failing();
  const allowing: Verdict = {
    ...verdict,
    policy: {
      ...verdict.policy,
      options: { ...verdict.policy.options, waivers: { role: 'maintain', days: 3 } },
    },
  };

  test('is explained with the command for each gate that blocks', () => {
    const section = sectionOf(
      renderComment({ evaluation, verdict: allowing }).markdown,
      'How to override a gate',
    );
    expect(section).toContain(
      '/proofmark override recall[origin=ORD]:non-inferiority of flight-delay 4f2c9ab07d3e REASON',
    );
    expect(section).toContain('`maintain` or a higher one');
  });

  test('is said to be nobody’s right where the policy gives it to nobody', () => {
    expect(sectionOf(renderComment(failing()).markdown, 'How to override')).toContain('Nobody may override');
  });

  test('is no topic when everything passed', () => {
    expect(renderComment(passing()).markdown).not.toContain('override');
  });
});

test('what the run of a fork measured is labelled so above everything', () => {
  const { markdown } = renderComment(passing(), { fork: 'eve/m`odel' });
  expect(markdown.split('\n')[2]).toMatch(/^⚠️ \*\*Reported by the fork's own run\*\*, of ``eve\/m`odel``:/);
  expect(renderComment(passing()).markdown).not.toContain('fork');
});

test('the size of a model is compared with that of the baseline', () => {
  expect(sectionOf(renderComment(passing()).markdown, `Size: 187${NB}KB, ×${NB}88.7`)).toContain(
    'Model file',
  );
});

test('each part of a check run fits and has whole sections only', () => {
  const documents = failing();
  const estimates = Array.from({ length: 400 }, (_, i) =>
    documents.evaluation.estimates
      .filter(({ slice: [part] }) => part?.value === 'ATL')
      .map((one) => ({ ...one, slice: [{ column: 'c', value: `${i}${'v'.repeat(100)}` }] })),
  ).flat();
  const evaluation = {
    ...documents.evaluation,
    estimates: [...documents.evaluation.estimates, ...estimates],
  };
  const { summary, text } = renderCheck({ ...documents, evaluation });
  expect(summary).toContain('### ❌ Fail');
  expect(summary.length).toBeLessThan(65_535);
  expect(text.length).toBeLessThan(65_535);
  expect(text).toContain('#### Every gate');
});

test('without a baseline no table has columns for it', () => {
  const { markdown } = renderComment(firstRun());
  expect(rowsOf(sectionOf(markdown, 'All metrics'))[0]).toBe('| Metric | Candidate |');
  expect(rowsOf(sectionOf(markdown, 'Size'))[0]).toBe('| What | Candidate |');
  expect(markdown).not.toContain('reading of better or worse');
});

test('what was left out of the slices is one list', () => {
  const { evaluation } = passing();
  const omitted: Evaluation['omitted'] = [
    { why: 'few-rows', column: 'origin', values: 2, minRows: 100 },
    { why: 'no-value', column: 'origin', rows: 1 },
  ];
  expect(renderComment({ evaluation: { ...evaluation, omitted } }).markdown).toContain(
    '- Left out: origin: 2 values with fewer than 100 rows\n- Left out: origin: 1 row without a value\n',
  );
});
