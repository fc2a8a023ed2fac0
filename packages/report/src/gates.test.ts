import type { Evaluation, GateResult, Measure, Verdict } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { renderComment } from './comment.ts';
import { failing, firstRun, inconclusive, passing } from './fixtures.ts';
import { renderHtmlReport } from './html-report.ts';
import { showGates } from './sections/gates.ts';
import { renderVerdictSummary } from './summary.ts';

const NB = '\u00a0';
const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);

describe('measures are shown in their unit', () => {
  const measure = (name: string, unit: string | undefined, value: number): Measure => ({
    name,
    direction: 'lower',
    value,
    ...(unit !== undefined && { unit }),
  });
  const gate = (metric: string, threshold: number, value: number): GateResult => ({
    id: metric,
    metric,
    slice: [],
    kind: 'maximum',
    role: 'guardrail',
    direction: 'lower',
    threshold,
    confidence: 0.95,
    rows: 1,
    candidate: { value, interval: null },
    baseline: null,
    change: null,
    limit: { value, name: 'value' },
    status: 'pass',
    reason: '',
    binding: true,
  });
  test.each<[unit: string | undefined, threshold: number, value: number, required: string, shown: string]>([
    ['ms', 50, 43.8, `≤${NB}50${NB}ms`, `**43.80${NB}ms**`],
    ['bytes', 400_000, 351_052, `≤${NB}400${NB}KB`, `**351.1${NB}KB**`],
    [undefined, 20_000, 18_742, `≤${NB}20,000`, '**18,742**'],
    ['USD|`<b>', 2, 1, `≤${NB}2${NB}USDb`, `**1.000${NB}USDb**`],
  ])('%j', (unit, threshold, value, required, shown) => {
    const evaluation: Evaluation = { ...passing().evaluation, measures: [measure('m', unit, value)] };
    const verdict: Verdict = { ...passing().verdict, gates: [gate('m', threshold, value)] };
    const [row = ''] = rowsOf(showGates(verdict, evaluation, ''));
    const [, needed, candidate] = row.split(' | ');
    expect([needed, candidate]).toEqual([
      `${required}<br><sub>on${NB}value</sub>`,
      `${shown}<br><sub>${NB}</sub> |`,
    ]);
  });
});

test('the numbers of a row have as many lines each, so that they stand beside each other', () => {
  for (const documents of [passing(), failing(), inconclusive()]) {
    for (const row of rowsOf(showGates(documents.verdict, documents.evaluation, ''))) {
      const lines = row
        .split(' | ')
        .slice(1)
        .map((text) => text.split('<br>').length);
      expect(new Set(lines).size).toBe(1);
    }
  }
});

test('why a gate failed stands below the table; why one is open is folded; what was let go comes last', () => {
  const { verdict, evaluation } = failing();
  const text = showGates({ ...verdict, warnings: ['Not judged: `x`'] }, evaluation, '');
  const [before = '', after = ''] = text.split('<details>');
  expect(before).toContain('- ❌ `recall` on `origin=ORD`: the whole interval');
  expect(before).not.toMatch(/^- ⚖️/m);
  expect(after).toContain('<b>Why 1 row of the table is inconclusive</b>');
  expect(after).toMatch(/^- ⚖️ `recall` on `origin=CLT`/m);
  expect(after).toMatch(/<\/details>\n\n- ⚠️ Not judged/);
});

test.each([
  ['proportions', ['recall'], true],
  ['none', ['log_loss'], false],
])('the legend explains proportions only where there are some: %s', (_what, metrics, expected) => {
  const { verdict, evaluation } = passing();
  const gates = verdict.gates.filter(({ metric }) => metrics.includes(metric));
  expect(showGates({ ...verdict, gates }, evaluation, '').includes('percentage point')).toBe(expected);
});

test.each([
  [0.912, `would pass with a probability of at least 91.2${NB}%.`],
  [0, 'The rows are too few for all 3 guardrails against a loss to pass together'],
])('a joint power of %d', (atLeast, words) => {
  const { verdict, evaluation } = passing();
  const power = { gates: 3, atLeast, weakest: { gate: 'x', power: atLeast } };
  expect(showGates({ ...verdict, power }, evaluation, '')).toContain(words);
});

const titlesOf = (text: string) => text.slice(2, text.indexOf(' |\n')).split(' | ');
test('the columns of a baseline are there where a gate has one', () => {
  const { verdict, evaluation } = firstRun();
  expect(titlesOf(showGates(verdict, evaluation, ''))).toEqual(['Gate', 'Required', 'Candidate']);
  const both = passing();
  expect(titlesOf(showGates(both.verdict, both.evaluation, ''))).toEqual([
    'Gate',
    'Change',
    'Required',
    'Baseline',
    'Candidate',
  ]);
});

test.each([
  ['ranking', 'queries'],
  ['forecast', 'series'],
  ['binary', 'rows'],
] as const)('a gate of a %s counts %s', (task, many) => {
  const { verdict, evaluation } = inconclusive();
  const text = showGates(verdict, { ...evaluation, task }, '');
  const [, needed] = text.match(/needs (?:up to )?about [\d,]+ more (\w+)<?/) ?? [];
  expect(needed).toBe(many);
  expect(text).toContain(` on all ${many}<br>`);
});

test('rows that are too many are said to be where they are', () => {
  const { verdict, evaluation } = passing();
  const [first] = verdict.gates;
  const gates = Array.from({ length: 50 }, (_, i) => ({ ...first, id: `m${i}`, metric: `m${i}` }));
  const documents = { evaluation, verdict: { ...verdict, gates: gates as GateResult[] } };
  expect(renderComment(documents).markdown).toContain('_10 more rows in the job summary and in the');
  expect(renderVerdictSummary(documents)).toContain('_10 more rows below, under “Every gate”._');
  expect(renderHtmlReport(documents)).toContain('10 more rows under “Every gate”.');
});
